import { createServer } from 'node:net';
import { DynamoDBClient, ResourceNotFoundException, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Db } from '../../functions/core/aws/db.ts';
import { createDynamoDb } from '../../functions/core/aws/db.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { campaignReads, type SignDeps } from '../../functions/sign/deps.ts';
import { attemptOf, campaign, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const service = await startSign();
const { deps, mail, mails } = service;
const keys = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'queued-mail');

/** Milliseconds for which a caller waits for a service that does not answer. */
const PATIENCE = 500;

/** The same service, some parts of it at fault. */
const withFaults = (faults: Partial<SignDeps>) =>
  createSignApp({ ...deps, campaign: async () => campaign(), ...faults });

/** A server that takes connections and never answers. */
const hanging = createServer(() => undefined).listen(0, '127.0.0.1');
await new Promise((resolve) => hanging.once('listening', resolve));
afterAll(() => void hanging.close());
afterEach(() => void vi.unstubAllEnvs());
const address = hanging.address();
const hangingEndpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
const deadEndpoint = 'http://127.0.0.1:9';

/** The client that production makes, on a way that leads nowhere. */
function dynamoDbAt(endpoint: string): DynamoDBClient {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
  return createDynamoDb();
}
const outboxAt = (endpoint: string) => {
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', endpoint);
  return createOutbox({ queueUrl: `${endpoint}/000000000000/mail`, keys: async () => keys, clock: Date.now });
};

/** A table whose service answers each call with an error, as DynamoDB words it. */
function refusing(db: Db, name: string, status: number): Db {
  const client = new DynamoDBClient({
    region: 'local',
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    () => async () => {
      throw Object.assign(new Error(`User: arn:aws:sts::123456789012:assumed-role is not authorized: ${name}`), {
        name,
        $fault: status < 500 ? 'client' : 'server',
        $metadata: { httpStatusCode: status },
      });
    },
    { step: 'deserialize', name: 'refusing' },
  );
  return { ...db, client };
}

async function expectUnavailable(response: Response) {
  const body = await response.text();
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(body).toContain('Please try again in a moment');
  expect(body).not.toMatch(/node_modules|arn:|ECONN|Exception|127\.0\.0\.1|TimeoutError|\bat .+:\d+/);
  return body;
}

const stored = async () =>
  (await deps.signatures.client.send(new ScanCommand({ TableName: deps.signatures.table }))).Items;

async function mailed(email: string) {
  await postJson(service.app, SIGN, attemptOf(email));
  return mail();
}

describe.each([
  ['cannot be reached', deadEndpoint],
  ['hangs', hangingEndpoint],
])('when a service %s', (_how, endpoint) => {
  it('says so in time, and gives back the form as it was typed', async () => {
    service.logged.length = 0;
    const queue = withFaults({ outbox: outboxAt(endpoint), patience: PATIENCE });
    const fields = attemptOf('patient@example.org', { name: 'Patient Person' });
    const [json, form] = await Promise.all([postJson(queue, SIGN, fields), postForm(queue, SIGN, fields)]);
    await expectUnavailable(json);
    expect(await expectUnavailable(form)).toContain('value="Patient Person"');
    const limits = withFaults({
      patience: PATIENCE,
      limits: createLimits({ ...service.db.Limits, client: dynamoDbAt(endpoint) }, deps.clock),
    });
    await expectUnavailable(await postJson(limits, SIGN, fields));
    vi.unstubAllEnvs();
    expect(await mails()).toEqual([]);
    expect(service.logged.splice(0).map(({ event, fields }) => [event, fields?.status])).toEqual(
      Array(3).fill(['request-failed', 503]),
    );
  });

  it('counts nothing half, gives back the button, and counts once it answers', async () => {
    const { confirmToken: token, withdrawToken } = await mailed(`half-${endpoint.length}@example.org`);
    const before = await stored();
    const signatures = { ...deps.signatures, client: dynamoDbAt(endpoint) };
    const table = withFaults({ signatures, patience: PATIENCE });
    const [json, form, withdrawal] = await Promise.all([
      postJson(table, '/api/confirmations', { token }),
      postForm(table, '/confirm', { token }),
      postForm(table, '/withdraw', { token: withdrawToken }),
    ]);
    await expectUnavailable(json);
    const page = await expectUnavailable(form);
    expect(page).toContain('action="/confirm"');
    expect(page).toContain(token);
    expect(await expectUnavailable(withdrawal)).toContain('action="/withdraw"');
    expect(await stored()).toEqual(before);
    expect((await postForm(service.app, '/confirm', { token })).status).toBe(200);
  });
});

it.each([
  ['InternalServerError', 500],
  ['ThrottlingException', 400],
  ['ProvisionedThroughputExceededException', 400],
  ['AccessDeniedException', 400],
  ['ResourceNotFoundException', 400],
  ['UnrecognizedClientException', 400],
])('says 503 and no word of the SDK when a table answers %s', async (name, status) => {
  const { confirmToken } = await mailed(`${name}@example.org`);
  const app = withFaults({
    signatures: refusing(deps.signatures, name, status),
    limits: createLimits(refusing(service.db.Limits, name, status), deps.clock),
  });
  await expectUnavailable(await postJson(app, SIGN, attemptOf('a@example.org')));
  await expectUnavailable(await postForm(app, SIGN, attemptOf('a@example.org')));
  await expectUnavailable(await postJson(app, '/api/confirmations', { token: confirmToken }));
  await expectUnavailable(await postForm(app, '/confirm', { token: confirmToken }));
  expect(await mails()).toEqual([]);
});

it('gives back the form while the campaign cannot be read any more, and closes it no later than a quarter of an hour after', async () => {
  const time = { now: deps.clock() };
  let client = service.db.Campaigns.client;
  const table = {
    ...service.db.Campaigns,
    client: { send: (...args: [never]) => client.send(...args) } as DynamoDBClient,
  };
  const reads = campaignReads(table, () => time.now);
  const app = withFaults({ campaign: reads, clock: () => time.now, outbox: outboxAt(deadEndpoint) });
  expect((await open(app, '/campaigns/free-them/sent')).status).toBe(200);
  client = refusing(table, 'InternalServerError', 500).client;
  time.now += 14 * MINUTE;
  const fields = attemptOf('patient@example.org', { name: 'Patient Person' });
  expect(await expectUnavailable(await postForm(app, SIGN, fields))).toContain('value="Patient Person"');
  time.now += MINUTE;
  expect(await expectUnavailable(await postForm(app, SIGN, fields))).not.toContain('<form');
});

it('says so where even the campaign cannot be read', async () => {
  const campaignUnread = async () => {
    throw new ResourceNotFoundException({ $metadata: {}, message: 'arn:aws:dynamodb' });
  };
  const app = withFaults({ campaign: campaignUnread });
  const { confirmToken, withdrawToken } = await mailed('unread@example.org');
  await expectUnavailable(await postForm(app, SIGN, attemptOf('a@example.org')));
  await expectUnavailable(await open(app, '/campaigns/free-them/sent'));
  await expectUnavailable(await open(app, `/confirm?token=${confirmToken}`));
  await expectUnavailable(await open(app, `/withdraw?token=${withdrawToken}`));
});

it.each([
  new TypeError('secret detail'),
  Object.assign(new TypeError('secret detail'), { code: 'ERR_INVALID_ARG_TYPE' }),
  Object.assign(new Error('secret detail'), { name: 'ValidationException', $metadata: {} }),
])('answers a fault of ours with 500, without its message, and logs its place', async (mistake) => {
  const app = withFaults({ outbox: { put: () => Promise.reject(mistake) } });
  service.logged.length = 0;
  const json = await postJson(app, SIGN, attemptOf('mistake@example.org'));
  const form = await postForm(app, SIGN, attemptOf('mistake@example.org'));
  for (const response of [json, form]) {
    expect([response.status, response.headers.get('retry-after')]).toEqual([500, null]);
    expect(await response.text()).not.toMatch(/secret detail|TypeError|\bat .+:\d+/);
  }
  expect(service.logged).toHaveLength(2);
  expect(JSON.stringify(service.logged)).not.toMatch(/secret detail|mistake@/);
});

it('does not use up an address’s mails by failing to send them', async () => {
  const app = withFaults({ outbox: { put: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) } });
  for (let i = 0; i < MAILS_PER_HOUR; i++) {
    expect((await postJson(app, SIGN, attemptOf('tries@example.org'))).status).toBe(503);
  }
  expect((await mailed('tries@example.org')).to).toBe('tries@example.org');
});
