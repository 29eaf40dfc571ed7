import { expect, it } from 'vitest';
import { actors, allStatements, nameOf, permissionsOf, rolesOf } from './permissions.ts';
import { dev, edgeTemplate, petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(dev);
const inProd = petitionTemplate(prod);

/** Of Signatures, writes that answer nothing: an answer could hold the item that was replaced. */
const UNANSWERED = '{"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}';

/** Of Counts, the one partition in which mail tells sign how fast it is: no campaign has it. */
const MAIL_QUOTA = '{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["mail#quota"]}}';

it('knows every role that there is: whoever adds one says here what it may', () => {
  for (const each of [template, inProd]) {
    expect(rolesOf(each)).toEqual(Object.values(actors).sort());
    for (const type of ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'])
      each.resourceCountIs(type, 0);
    for (const { Properties } of Object.values(each.findResources('AWS::IAM::Policy'))) {
      expect([Properties.Roles.length, Properties.Users, Properties.Groups]).toEqual([1, undefined, undefined]);
    }
  }
  expect(rolesOf(edgeTemplate(prod))).toEqual([]);
});

it('gives no right to everything: only GetAccount and ListStreams, which AWS cannot narrow', () => {
  for (const each of [template, inProd]) {
    const wide = allStatements(each).filter(({ Resource }) => [Resource].flat().some((one) => nameOf(one) === '*'));
    expect(wide.map(({ Action }) => Action).sort()).toEqual(['dynamodb:ListStreams', 'ses:GetAccount']);
    for (const { Action } of allStatements(each)) expect([Action].flat().join()).not.toContain('*');
  }
});

it('lets site read campaigns and counts, and nothing else', () => {
  const all = [
    'dynamodb:GetItem StoresCampaigns',
    'dynamodb:Query StoresCampaigns',
    'dynamodb:Query StoresCounts',
    'logs:CreateLogStream SiteLog',
    'logs:PutLogEvents SiteLog',
  ];
  expect(permissionsOf(template, 'site')).toEqual(all);
  expect(permissionsOf(inProd, 'site')).toEqual(all);
});

it('lets sign write signatures, without an answer, and read none', () => {
  expect(permissionsOf(template, 'sign')).toEqual([
    'dynamodb:GetItem StoresCampaigns',
    `dynamodb:GetItem StoresCounts ${MAIL_QUOTA}`,
    'dynamodb:GetItem StoresLimits',
    `dynamodb:PutItem StoresSignatures ${UNANSWERED}`,
    'dynamodb:UpdateItem StoresLimits',
    `dynamodb:UpdateItem StoresSignatures ${UNANSWERED}`,
    'logs:CreateLogStream SignLog',
    'logs:PutLogEvents SignLog',
    'secretsmanager:GetSecretValue Edge',
    'secretsmanager:GetSecretValue MailKeys',
    'secretsmanager:GetSecretValue SignPepper',
    'secretsmanager:GetSecretValue SignTokenKeys',
    'sqs:GetQueueAttributes MailQueue',
    'sqs:SendMessage MailQueue',
  ]);
});

it('lets tally read the stream and write counts and public names', () => {
  expect(permissionsOf(template, 'tally')).toEqual([
    'dynamodb:DeleteItem StoresCounts',
    'dynamodb:DescribeStream StoresSignatures.StreamArn',
    'dynamodb:GetItem StoresCounts',
    'dynamodb:GetRecords StoresSignatures.StreamArn',
    'dynamodb:GetShardIterator StoresSignatures.StreamArn',
    'dynamodb:ListStreams *',
    'dynamodb:PutItem StoresCounts',
    'dynamodb:UpdateItem StoresCounts',
    'logs:CreateLogStream TallyLog',
    'logs:PutLogEvents TallyLog',
  ]);
});

it('lets mail empty its queue, send as the sender of the stage, and tell how fast', () => {
  const asSender = '{"StringEquals":{"ses:FromAddress":"petition@mail.example.org"}}';
  expect(permissionsOf(inProd, 'mail').filter((line) => !line.startsWith('kms:'))).toEqual([
    `dynamodb:PutItem StoresCounts ${MAIL_QUOTA}`,
    'logs:CreateLogStream MailLog',
    'logs:PutLogEvents MailLog',
    'secretsmanager:GetSecretValue MailKeys',
    'ses:GetAccount *',
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:configuration-set/MailSending ${asSender}`,
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:identity/* ${asSender}`,
    'sqs:ChangeMessageVisibility MailQueue',
    'sqs:DeleteMessage MailQueue',
    'sqs:GetQueueAttributes MailQueue',
    'sqs:GetQueueUrl MailQueue',
    'sqs:ReceiveMessage MailQueue',
  ]);
});

it('lets organisers run campaigns and decide on signatures, change nothing else of one, and read no secret', () => {
  const deciding =
    '{"ForAllValues:StringEquals":{"dynamodb:Attributes":["pk","sk","status","confirmedAt","signals"]},' +
    '"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}';
  expect(permissionsOf(template, 'organisers')).toEqual([
    'dynamodb:DeleteItem StoresCampaigns',
    'dynamodb:GetItem StoresCampaigns',
    'dynamodb:PutItem StoresCampaigns',
    'dynamodb:Query StoresCampaigns',
    'dynamodb:Query StoresCounts',
    'dynamodb:Query StoresSignatures',
    `dynamodb:UpdateItem StoresSignatures ${deciding}`,
    'sqs:CancelMessageMoveTask MailDeadLetters',
    'sqs:DeleteMessage MailDeadLetters',
    'sqs:GetQueueAttributes MailDeadLetters',
    'sqs:ListMessageMoveTasks MailDeadLetters',
    'sqs:ReceiveMessage MailDeadLetters',
    'sqs:SendMessage MailQueue',
    'sqs:StartMessageMoveTask MailDeadLetters',
  ]);
});

it('lets the keeper of keys read and write keys, list campaigns, and see no signature', () => {
  const keys = ['Edge', 'MailKeys', 'SignPepper', 'SignTokenKeys'];
  const calls = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];
  expect(permissionsOf(template, 'keeper')).toEqual([
    'dynamodb:Query StoresCampaigns',
    ...calls.flatMap((call) => keys.map((key) => `secretsmanager:${call} ${key}`)),
  ]);
});

it('opens each key of a protected stage through one service, to those who need what lies under it', () => {
  const throughKeys = (actor: Parameters<typeof permissionsOf>[1]) =>
    permissionsOf(inProd, actor).filter((line) => line.startsWith('kms:'));
  const lines = (actions: string[], key: string, service: string) =>
    actions.map(
      (action) => `kms:${action} ${key} {"StringEquals":{"kms:ViaService":"${service}.eu-central-1.amazonaws.com"}}`,
    );
  const reading = ['Decrypt', 'DescribeKey'];
  const writing = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'];
  const signatures = lines(writing, 'StoresSignaturesKey', 'dynamodb');
  const secrets = lines(reading, 'VaultKey', 'secretsmanager');
  expect(throughKeys('site')).toEqual([]);
  expect(throughKeys('sign')).toEqual([...signatures, ...secrets].sort());
  expect(throughKeys('tally')).toEqual(signatures);
  expect(throughKeys('mail')).toEqual(secrets);
  expect(throughKeys('retention')).toEqual(signatures);
  expect(throughKeys('reconcile')).toEqual(signatures);
  expect(throughKeys('bookkeeper')).toEqual(signatures);
  expect(throughKeys('organisers')).toEqual(signatures);
  expect(throughKeys('keeper')).toEqual(lines(writing, 'VaultKey', 'secretsmanager'));
});

it('lets people of the account take on their roles with a second factor only, and nobody those of functions', () => {
  for (const [id, { Properties }] of Object.entries(inProd.findResources('AWS::IAM::Role'))) {
    const isPerson = /^(Organisers|Vault|ReconcileBookkeeper)/.test(id);
    const [statement, ...others] = Properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    expect([nameOf(statement.Principal.AWS ?? statement.Principal.Service), statement.Condition]).toEqual(
      isPerson
        ? ['arn:aws:iam::AWS::AccountId:root', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }]
        : ['lambda.amazonaws.com', undefined],
    );
  }
});
