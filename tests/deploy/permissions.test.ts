import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { physicalTableName, type TableName, tables } from '../../functions/core/aws/tables.ts';
import { type KeyringName, keyringNames, secretName } from '../../functions/core/keys/names.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { newState } from '../../functions/core/published/state.ts';
import { putState, queryPublished, queryState } from '../../functions/core/published/store.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { functionConfigurations, setVariables } from './account.ts';
import { tablesOf } from './names.ts';
import { asAdministrator, asFunction, asPerson, type RoleClient } from './roles.ts';
import { ask, newSigner, total } from './signer.ts';

/**
 * Every story that ends well here proves that the stack gives each function enough rights. Functions that try more prove
 * that it gives no more.
 */
describe('a function whose code is turned against its signers', () => {
  it('reads no signature with the role of site', async () => {
    expect(await total()).toBeTypeOf('number');
    await tell('site', { COUNTS_TABLE: physicalTableName(STAGE, 'Signatures') });
    await expect(total()).rejects.toThrow('503');
  });

  it('writes no campaign with the role of sign', async () => {
    expect((await ask(newSigner())).status).toBe(202);
    await tell('sign', { LIMITS_TABLE: physicalTableName(STAGE, 'Campaigns') });
    expect((await ask(newSigner())).status).toBe(503);
  });
});

/**
 * With the credentials of each role, for any code of a function. The emulator does not show policies the attributes of a
 * write, or its answer: tests/infra/permissions.test.ts checks these conditions.
 */
describe('a thief with the credentials of', () => {
  it.each(['site', 'mail', 'tally', 'sign', 'webhooks', 'console'])(
    '%s reads no signature in any way',
    async (name) => {
      const may = await reach(await asFunction(name));
      expect(await may(reading('Signatures'))).toEqual(nothing(reading('Signatures')));
    },
  );

  it('sign deletes no signature', async () => {
    const may = await reach(await asFunction('sign'));
    const deleting = {
      deleting: ({ db }: Reached) =>
        db.send(new DeleteItemCommand({ TableName: tableName('Signatures'), Key: NOBODY })),
    };
    expect(await may(deleting)).toEqual(nothing(deleting));
  });

  it.each([
    ['site', []],
    ['tally', []],
    ['retention', []],
    ['mail', ['mail']],
    ['webhooks', ['webhooks']],
    ['console', ['organisers']],
    ['sign', ['mail', 'pepper', 'token']],
  ])('%s reads of the secrets no more than %j', async (name, own) => {
    const may = await reach(await asFunction(name));
    expect(allowed(await may(readingSecrets))).toEqual(own);
    expect(await may(writingSecrets)).toEqual(nothing(writingSecrets));
  });

  it.each(['site', 'tally', 'sign', 'retention', 'console'])('%s receives no e-mail from the queue', async (name) => {
    const may = await reach(await asFunction(name));
    const taking = { taking: ({ queue, QueueUrl }: Reached) => queue.send(new ReceiveMessageCommand({ QueueUrl })) };
    expect(await may(taking)).toEqual(nothing(taking));
  });

  it('retention asks for no identity', async () => {
    const may = await reach(await asFunction('retention'));
    const tries = {
      'the identity': ({ db }: Reached) =>
        db.send(
          new QueryCommand({
            ...query('Signatures'),
            Select: 'SPECIFIC_ATTRIBUTES',
            ProjectionExpression: 'sk, sealedIdentity',
          }),
        ),
      everything: ({ db }: Reached) => db.send(new QueryCommand(query('Signatures'))),
    };
    expect(await may(tries)).toEqual(nothing(tries));
  });

  it('organisers reads signatures, but forges no signature and no name, and reads no secret', async () => {
    const may = await reach(await asPerson('organisers'));
    expect(allowed(await may(reading('Signatures')))).toEqual(['query']);
    const forging = {
      'a signature': ({ db }: Reached) => db.send(new PutItemCommand(put('Signatures'))),
      'a name': ({ db }: Reached) => db.send(new PutItemCommand(put('Counts'))),
    };
    expect(await may(forging)).toEqual(nothing(forging));
    expect(await may(readingSecrets)).toEqual(nothing(readingSecrets));
    expect(await may(reading('Limits'))).toEqual(nothing(reading('Limits')));
  });

  /** The emulator does not show policies the partition of a call: tests/infra/reach.test.ts checks these conditions. */
  it.each(['site', 'fold', 'sign'])('%s publishes no number and no name', async (name) => {
    const { counts } = tablesOf(await asFunction(name));
    const before = { ...newState(0), version: 0, drawnAt: 0 };
    const campaign = `role-${name}`;
    const refused = expect.objectContaining({ name: 'AccessDeniedException' });
    await expect(putState(counts, campaign, before, before)).rejects.toThrow(refused);
    await expect(drawNames(counts, { campaign, at: 1 })).rejects.toThrow(refused);
  });

  it('publish publishes numbers and names, and reads them', async () => {
    const { counts } = tablesOf(await asFunction('publish'));
    const before = await queryState(counts, 'role-publish', 1);
    const after = { ...before, published: { ...before.published, total: 30 } };
    expect(await putState(counts, 'role-publish', before, after)).toBe(true);
    expect(await drawNames(counts, { campaign: 'role-publish', at: 1 })).toBe(true);
    expect((await queryPublished(counts, 'role-publish'))?.total).toBe(30);
  });

  it('the keeper of keys reads and writes secrets, lists campaigns and manages webhooks and organisers', async () => {
    const may = await reach(await asPerson('keys'));
    expect(allowed(await may(readingSecrets))).toEqual(['mail', 'organisers', 'pepper', 'token', 'webhooks']);
    for (const table of Object.keys(tables) as TableName[]) {
      const isTheirs = ['Campaigns', 'Webhooks', 'Organisers'].includes(table);
      expect(allowed(await may(reading(table))), table).toEqual(isTheirs ? ['get', 'query'] : []);
    }
  });

  /** Of resource policies, the emulator keeps those of queues; those of tables and secrets have the same form. */
  it('an administrator neither receives e-mails from the queue nor puts one in', async () => {
    const may = await reach(await asAdministrator());
    const calls = {
      taking: ({ queue, QueueUrl }: Reached) => queue.send(new ReceiveMessageCommand({ QueueUrl })),
      putting: ({ queue, QueueUrl }: Reached) => queue.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
    };
    expect(await may(calls)).toEqual(nothing(calls));
    expect(allowed(await may(reading('Campaigns'))), 'an administrator').toEqual(['get', 'query', 'scan']);
  });
});

interface Reached {
  readonly db: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly queue: SQSClient;
  readonly QueueUrl: string;
}
type Calls = Readonly<Record<string, (reached: Reached) => Promise<unknown>>>;

/** Makes calls with the credentials of a role. @returns how each ended: `allowed`, `refused`, or the name of a fault. */
async function reach(client: RoleClient) {
  const { MAIL_QUEUE_URL: QueueUrl = '' } = (await functionConfigurations()).get('sign')?.Environment?.Variables ?? {};
  const reached = {
    db: new DynamoDBClient(client),
    secrets: new SecretsManagerClient(client),
    queue: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
    QueueUrl,
  };
  return async (calls: Calls): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(calls).map(async ([name, call]) => [
          name,
          await call(reached).then(
            () => 'allowed',
            (error: Error) => (error.name.startsWith('AccessDenied') ? 'refused' : error.name),
          ),
        ]),
      ),
    );
}

const nothing = (calls: Calls) => Object.fromEntries(Object.keys(calls).map((name) => [name, 'refused']));
/** A refusal must come from a policy: another fault would prove nothing. */
function allowed(ended: Readonly<Record<string, string>>): string[] {
  expect(Object.values(ended).filter((end) => end !== 'refused' && end !== 'allowed')).toEqual([]);
  return Object.keys(ended)
    .filter((name) => ended[name] === 'allowed')
    .sort();
}

const tableName = (table: TableName) => physicalTableName(STAGE, table);
const NOBODY = { pk: { S: 'nobody' }, sk: { S: 'nobody' } };
const put = (table: TableName) => ({ TableName: tableName(table), Item: NOBODY });
const query = (table: TableName) => ({
  TableName: tableName(table),
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: 'nobody' } },
});
const reading = (table: TableName): Calls => ({
  get: ({ db }) => db.send(new GetItemCommand({ TableName: tableName(table), Key: NOBODY })),
  query: ({ db }) => db.send(new QueryCommand(query(table))),
  scan: ({ db }) => db.send(new ScanCommand({ TableName: tableName(table) })),
});
const rings = Object.keys(keyringNames) as KeyringName[];
const readingSecrets: Calls = Object.fromEntries(
  rings.map((ring) => [
    ring,
    ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId: secretName(STAGE, ring) })),
  ]),
);
const writingSecrets: Calls = Object.fromEntries(
  rings.map((ring) => [
    ring,
    ({ secrets }) => secrets.send(new PutSecretValueCommand({ SecretId: secretName(STAGE, ring), SecretString: '{}' })),
  ]),
);

/** Changes variables of a function until the test ends. */
async function tell(name: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const { FunctionName = '', Environment } = (await functionConfigurations()).get(name) ?? {};
  const own = Environment?.Variables ?? {};
  onTestFinished(async () => void (await setVariables(FunctionName, own)));
  await setVariables(FunctionName, { ...own, ...variables });
}
