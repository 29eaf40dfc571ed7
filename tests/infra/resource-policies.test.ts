import type { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { type Actor, actors, nameOf, permissionsOf, type Statement } from './permissions.ts';
import { dev, petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(dev);
const inProd = petitionTemplate(prod);
const DEPLOYER = 'deployer';

/**
 * The actors of each action that a policy limits, as `action: actors`. The policy denies it to all others, and allows
 * nothing.
 */
function circlesOf(statements: readonly Statement[]): Record<string, string[]> {
  const closed = statements.filter(({ Condition }) => !Condition?.Bool?.['aws:SecureTransport']);
  return Object.fromEntries(
    closed.flatMap(({ Effect, Principal, Action, Condition }) => {
      expect([Effect, Principal]).toEqual(['Deny', { AWS: '*' }]);
      const { BoolIfExists, ArnNotLike, ...others } = Condition ?? {};
      expect([BoolIfExists, others]).toEqual([{ 'aws:PrincipalIsAWSService': 'false' }, {}]);
      const allowed = [ArnNotLike?.['aws:PrincipalArn'] ?? []].flat().map(actorOf).sort();
      return [Action].flat().map((action) => [action, allowed]);
    }),
  );
}

function actorOf(arn: unknown): string {
  const name = nameOf(arn);
  if (/^arn:aws:iam::AWS::AccountId:role\/cdk-hnb659fds-cfn-exec-role-AWS::AccountId-[a-z0-9-]+$/.test(name))
    return DEPLOYER;
  return Object.entries(actors).find(([, role]) => role === name)?.[0] ?? name;
}

const policyOf = (of: Template, type: string, name: string, isThe: (properties: never) => unknown): Statement[] => {
  const found = Object.values(of.findResources(type)).find(
    ({ Properties }) => nameOf(isThe(Properties as never)) === name,
  );
  const { PolicyDocument, ResourcePolicy } = found?.Properties ?? {};
  return (PolicyDocument ?? ResourcePolicy).Statement;
};

const tablePolicies = (of: Template, name: string) => {
  const [table] = Object.values(of.findResources('AWS::DynamoDB::GlobalTable')).filter(({ Properties }) =>
    Properties.TableName.endsWith(name),
  );
  const [replica] = table!.Properties.Replicas;
  return {
    table: replica.ResourcePolicy?.PolicyDocument.Statement as Statement[],
    stream: replica.ReplicaStreamSpecification?.ResourcePolicy.PolicyDocument.Statement as Statement[],
  };
};

const queuePolicy = (name: string) =>
  circlesOf(policyOf(template, 'AWS::SQS::QueuePolicy', name, ({ Queues }: { Queues: unknown[] }) => Queues[0]));
const secretPolicy = (name: string) =>
  circlesOf(
    policyOf(template, 'AWS::SecretsManager::ResourcePolicy', name, ({ SecretId }: { SecretId: unknown }) => SecretId),
  );

const each = (actions: string[], allowed: string[]) => Object.fromEntries(actions.map((action) => [action, allowed]));
const dynamodb = (names: string) => names.split(' ').map((name) => `dynamodb:${name}`);
const READS = dynamodb('BatchGetItem ConditionCheckItem GetItem PartiQLSelect Query Scan');
const WRITES = dynamodb('BatchWriteItem DeleteItem PartiQLDelete PartiQLInsert PartiQLUpdate PutItem UpdateItem');
const COPIES = dynamodb(
  'CreateBackup EnableKinesisStreamingDestination ExportTableToPointInTime RestoreTableToPointInTime',
);

/** An index, a copy in another region, a list of the busiest keys, and the expiry of withdrawals. */
const CHANGES = dynamodb('CreateTableReplica UpdateContributorInsights UpdateTable UpdateTimeToLive');

it('lets no administrator read, write or copy Signatures, or list or read its stream', () => {
  const { table, stream } = tablePolicies(template, '-signatures');
  expect(circlesOf(table)).toEqual({
    ...each(READS, ['bookkeeper', 'organisers', 'reconcile', 'retention']),
    ...each(WRITES, ['organisers', 'retention', 'sign']),
    ...each(COPIES, []),
    ...each(CHANGES, [DEPLOYER]),
  });
  expect(circlesOf(stream)).toEqual(each(dynamodb('DescribeStream GetRecords GetShardIterator'), ['tally']));
  const signatures = 'arn:aws:dynamodb:eu-central-1:AWS::AccountId:table/amparo-dev-signatures';
  for (const { Action, Resource } of table) {
    const isUse = [Action].flat().some((action) => action === 'dynamodb:Query' || action === 'dynamodb:PutItem');
    expect([Resource].flat().map(nameOf)).toEqual(
      expect.arrayContaining(isUse ? [signatures, `${signatures}/index/*`] : [signatures]),
    );
  }
});

it('lets only those write the table of campaigns who must: it sets recipients and the time of erasing', () => {
  // The keeper of keys ends the links to drafts of a person whom it removes, and may delete nothing else.
  expect(circlesOf(tablePolicies(template, '-campaigns').table)).toEqual(
    each(WRITES, ['console', 'keeper', 'organisers', 'overview', 'retention']),
  );
});

it('lets only sign, mail and feedback read or change limits', () => {
  expect(circlesOf(tablePolicies(template, '-limits').table)).toEqual({
    ...each([...READS, ...WRITES], ['feedback', 'mail', 'sign']),
    ...each(COPIES, []),
    ...each(CHANGES, [DEPLOYER]),
  });
});

it('lets only their function, console and the keeper of keys read or change endpoints, whose addresses may be secrets', () => {
  expect(circlesOf(tablePolicies(template, '-webhooks').table)).toEqual({
    ...each([...READS, ...WRITES], ['console', 'keeper', 'webhooks']),
    ...each(COPIES, []),
    ...each(CHANGES, [DEPLOYER]),
  });
});

it('lets only console and the keeper of keys read or change organisers, their sessions and tokens', () => {
  expect(circlesOf(tablePolicies(template, '-organisers').table)).toEqual({
    ...each([...READS, ...WRITES], ['console', 'keeper']),
    ...each(COPIES, []),
    ...each(CHANGES, [DEPLOYER]),
  });
});

it('lets only some functions change counts, or read counts that only organisers see', () => {
  expect(circlesOf(tablePolicies(template, '-counts').table)).toEqual({
    ...each(READS, [
      'bookkeeper',
      'console',
      'fold',
      'mail',
      'organisers',
      'overview',
      'publish',
      'reconcile',
      'sign',
      'site',
      'tally',
    ]),
    ...each(WRITES, ['bookkeeper', 'feedback', 'fold', 'mail', 'organisers', 'publish', 'reconcile', 'tally']),
    // Names that wait or are hidden are there, too.
    ...each(COPIES, []),
    ...each(CHANGES, [DEPLOYER]),
  });
});

it('lets only functions that need a secret read it, only its keeper write it, and only a deploy replace it', () => {
  const names = 'CancelRotateSecret DeleteSecret RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret';
  const replacing = `${names} RotateSecret StopReplicationToReplica UpdateSecret`.split(' ');
  const readers = {
    // CloudFormation reads it in the region of the edge as well.
    Edge: [DEPLOYER, DEPLOYER, 'keeper', 'sign'],
    SignPepper: [DEPLOYER, 'keeper', 'sign'],
    SignTokenKeys: [DEPLOYER, 'keeper', 'sign'],
    MailKeys: [DEPLOYER, 'keeper', 'mail', 'sign'],
    WebhooksKeys: [DEPLOYER, 'keeper', 'webhooks'],
    ConsoleKeys: ['console', DEPLOYER, 'keeper'],
  };
  template.resourceCountIs('AWS::SecretsManager::ResourcePolicy', Object.keys(readers).length);
  template.resourceCountIs('AWS::SecretsManager::Secret', Object.keys(readers).length);
  for (const [name, allowed] of Object.entries(readers)) {
    const deployers = allowed.filter((actor) => actor === DEPLOYER);
    expect(secretPolicy(name), name).toEqual({
      'secretsmanager:GetSecretValue': allowed,
      ...each(['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], [...deployers, 'keeper']),
      ...each(
        replacing.map((call) => `secretsmanager:${call}`),
        deployers,
      ),
    });
  }
});

it('lets only mail receive from its queue, and lets dead letters only be sent again', () => {
  const taking = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:PurgeQueue', 'sqs:ReceiveMessage'];
  expect(queuePolicy('MailQueue')).toEqual({
    ...each(taking, ['mail']),
    'sqs:SendMessage': ['organisers', 'sign'],
  });
  expect(queuePolicy('MailDeadLetters')).toEqual({ ...each(taking, ['organisers']), 'sqs:SendMessage': [] });
});

it('lets only webhooks receive from its queue, and only the keeper of keys send its dead letters again', () => {
  const taking = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:PurgeQueue', 'sqs:ReceiveMessage'];
  expect(queuePolicy('WebhooksQueue')).toEqual({
    ...each(taking, ['webhooks']),
    'sqs:SendMessage': ['console', 'keeper', 'organisers', 'overview', 'webhooks'],
  });
  expect(queuePolicy('WebhooksDeadLetters')).toEqual({ ...each(taking, ['keeper']), 'sqs:SendMessage': [] });
});

it('lets through a policy exactly the roles that their own policy allows', () => {
  const mayDo = (action: string, thing: string) =>
    (Object.keys(actors) as Actor[]).filter((actor) =>
      permissionsOf(template, actor).some((line) => `${line} `.startsWith(`${action} ${thing} `)),
    );
  const users = (actions: string[], thing: string) =>
    [...new Set(actions.flatMap((action) => mayDo(action, thing)))].sort();
  const { table, stream } = tablePolicies(template, '-signatures');
  const circles = circlesOf(table);
  expect(users(READS, 'StoresSignatures')).toEqual(circles['dynamodb:Query']);
  expect(users(WRITES, 'StoresSignatures')).toEqual(circles['dynamodb:PutItem']);
  expect(users(dynamodb('GetRecords'), 'StoresSignatures.StreamArn')).toEqual(circlesOf(stream)['dynamodb:GetRecords']);
  const counts = circlesOf(tablePolicies(template, '-counts').table);
  expect(users(READS, 'StoresCounts')).toEqual(counts['dynamodb:Query']);
  expect(users(WRITES, 'StoresCounts')).toEqual(counts['dynamodb:PutItem']);
  expect(users([...READS, ...WRITES], 'StoresLimits')).toEqual(
    circlesOf(tablePolicies(template, '-limits').table)['dynamodb:Query'],
  );
  expect(users([...READS, ...WRITES], 'StoresOrganisers')).toEqual(
    circlesOf(tablePolicies(template, '-organisers').table)['dynamodb:Query'],
  );
  expect(users([...READS, ...WRITES], 'StoresWebhooks')).toEqual(
    circlesOf(tablePolicies(template, '-webhooks').table)['dynamodb:Query'],
  );
});

it('lets administrators manage the keys of a protected stage, but not use them', () => {
  const keys = Object.entries(inProd.findResources('AWS::KMS::Key'));
  expect(keys.map(([id]) => nameOf({ Ref: id })).sort()).toEqual(['StoresSignaturesKey', 'VaultKey']);
  const users: Record<string, string[]> = {
    StoresSignaturesKey: ['bookkeeper', DEPLOYER, 'organisers', 'reconcile', 'retention', 'sign', 'tally'],
    VaultKey: ['console', DEPLOYER, 'keeper', 'mail', 'sign', 'webhooks'],
  };
  for (const [id, { Properties }] of keys) {
    expect(Properties.EnableKeyRotation).toBe(true);
    const statements: Statement[] = Properties.KeyPolicy.Statement;
    const [administration, use, grants, ...others] = statements;
    expect(others).toEqual([]);
    const opening = /\*$|Decrypt|Encrypt|GenerateDataKey|CreateGrant|Sign|Verify|Mac|DeriveSharedSecret/;
    const administered = [administration!.Action].flat().filter((action) => !/^kms:(Get|List)\*$/.test(action));
    expect(administered.filter((action) => opening.test(action))).toEqual([]);
    expect(administered).toContain('kms:PutKeyPolicy');
    const via = id.startsWith('Vault') ? 'secretsmanager' : 'dynamodb';
    for (const { Condition } of [use!, grants!]) {
      expect(Condition?.StringEquals).toEqual({ 'kms:ViaService': `${via}.eu-central-1.amazonaws.com` });
    }
    const whoMay = ({ Condition }: Statement) => [Condition?.ArnLike?.['aws:PrincipalArn']].flat().map(actorOf).sort();
    expect(whoMay(use!)).toEqual(users[nameOf({ Ref: id })]);
    expect(whoMay(grants!)).toEqual([DEPLOYER]);
    expect(grants?.Condition?.Bool).toEqual({ 'kms:GrantIsForAWSResource': 'true' });
  }
});

it('encrypts every secret of a protected stage with their key', () => {
  for (const { Properties } of Object.values(inProd.findResources('AWS::SecretsManager::Secret')))
    expect(nameOf(Properties.KmsKeyId)).toBe('VaultKey');
});

it('closes with the policy of a table, a stream or a secret just that, and nothing else', () => {
  const arn = (name: string) => `arn:aws:dynamodb:eu-central-1:AWS::AccountId:table/amparo-dev-${name}`;
  const resourcesOf = (statements: Statement[]) => [
    ...new Set(statements.flatMap(({ Resource }) => [Resource].flat().map(nameOf))),
  ];
  for (const name of ['campaigns', 'counts', 'limits', 'organisers', 'webhooks'])
    expect(resourcesOf(tablePolicies(template, `-${name}`).table), name).toEqual([arn(name)]);
  expect(resourcesOf(tablePolicies(template, '-signatures').table).sort()).toEqual([
    ...[arn('signatures'), `${arn('signatures')}/index/*`],
  ]);
  // In these two `*` is the one thing that has the policy.
  expect(resourcesOf(tablePolicies(template, '-signatures').stream)).toEqual(['*']);
  for (const { Properties } of Object.values(template.findResources('AWS::SecretsManager::ResourcePolicy')))
    expect(resourcesOf(Properties.ResourcePolicy.Statement)).toEqual(['*']);
});
