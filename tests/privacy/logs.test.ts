import { inspect } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Db } from '../../functions/core/aws/db.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { describeError, jsonLog, type Log } from '../../functions/core/running/log.ts';
import { quietly } from '../../functions/core/running/quietly.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { atOnce } from '../mail/at-once.ts';
import { attemptOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { needlesOf } from './derivatives.ts';
import { marked, marks } from './marks.ts';
import { createSearch } from './search.ts';

const search = createSearch(marks.flatMap((mark) => needlesOf(mark, [])));
const { plain } = marked;
const told = attemptOf(plain.email, { name: plain.name, comment: plain.comment });

/** The output from which Lambda makes its log. */
let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    written += line;
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

/** An error of a careless library: it contains all its input. */
function talkative(): Error {
  const quoted = Object.values(plain).join(' ');
  const error = new Error(`cannot send to ${quoted}\n    at ${plain.email} (file:///${plain.name}.js:1:1)`);
  error.name = plain.email;
  return Object.assign(error, { $metadata: {}, address: plain.email, cause: new Error(quoted), [plain.email]: quoted });
}
const failing = () => Promise.reject(talkative());

/** A client each of whose calls fails in that way. */
function failingDb(db: Db): Db {
  const client = new DynamoDBClient({ region: 'local', endpoint: 'http://127.0.0.1:9' });
  client.middlewareStack.add(() => failing, { step: 'initialize', name: 'failing' });
  return { ...db, client };
}

/** @returns the events that were logged. */
function expectNoTrace(): string[] {
  expect(search(Buffer.from(written))).toEqual([]);
  const lines = written.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line).event);
}

it('logs nothing that was typed, if any part of signing fails, with any words', async () => {
  const service = await startSign();
  const { deps } = service;
  const limits = deps.limits === 'off' ? deps.limits : { ...deps.limits, table: failingDb(deps.limits.table) };
  const faults: Partial<SignDeps>[] = [
    { campaign: failing },
    { keys: failing },
    { limits },
    { outbox: { put: failing } },
    { signatures: failingDb(deps.signatures) },
    { publicKeys: [], campaign: async () => ({ ...(await deps.campaign('free-them'))!, recipients: [plain.email] }) },
    {
      networkOf: () => {
        throw talkative();
      },
    },
    { patience: 1, outbox: { put: () => new Promise(() => undefined) } },
  ];
  await postJson(service.app, SIGN, told);
  const { confirmToken, withdrawToken } = await service.mail();
  for (const fault of faults) {
    const app = createSignApp({ ...deps, log: jsonLog, ...fault });
    const answers = await Promise.all([
      postJson(app, SIGN, told),
      postForm(app, SIGN, told as Record<string, string>),
      postJson(app, '/api/confirmations', { token: confirmToken }),
      postForm(app, '/withdraw', { token: withdrawToken }),
      postJson(app, `/api/campaigns/free-them/challenges`, { email: plain.email }),
      postJson(app, '/api/confirmations', { token: plain.email }),
      postJson(app, SIGN, { ...told, email: plain.name, country: plain.comment }),
    ]);
    expect(
      answers.some(({ status }) => status >= 500),
      Object.keys(fault).join(),
    ).toBe(true);
  }
  expect(expectNoTrace().length).toBeGreaterThanOrEqual(faults.length);
});

it.each([
  ['cannot be sent', 'Error', 'mail-failed'],
  ['comes too fast', 'Throttling', 'mail-put-off'],
])('logs nothing of a mail that %s', async (_what, name, event) => {
  const keys = parseKeyring(JSON.stringify({ k1: 'k'.repeat(64) }), 'queued-mail');
  const mail = {
    kind: 'confirmation',
    to: plain.email,
    locale: 'en',
    campaign: { title: 'Free them', demand: 'Now.', language: 'en' },
    confirmToken: plain.email,
    withdrawToken: plain.name,
    validUntil: Number.POSITIVE_INFINITY,
    isDecoy: false,
  } as const;
  const sent = await sealMail(keys, { ...mail, validUntil: 4e12 }, 0);
  const outdated = await sealMail(keys, { ...mail, validUntil: 0 }, 0);
  const refusing = () => failing().catch((error: Error) => Promise.reject(Object.assign(error, { name })));
  const ses = { send: refusing } as unknown as SESv2Client;
  const deps = {
    ses,
    from: 'a@b.example',
    keys: async () => keys,
    tagKeys: async () => keys,
    publicUrl: 'https://a.example',
    clock: () => 1,
  };
  const messages = [sent, outdated, plain.email].map((body, i) => ({ messageId: String(i), body }));
  await sendBatch({ ...atOnce, ...deps, log: jsonLog }, messages);
  expect(expectNoTrace().sort()).toEqual([event, 'mail-not-readable', 'mail-outdated'].sort());
});

it('lets no error out of a function with its words, since Lambda would log them', async () => {
  await expect(quietly(jsonLog, failing)).rejects.toSatisfy((error) => {
    written += `${JSON.stringify({ event: 'left', text: inspect(error, { depth: 9 }) })}\n`;
    return true;
  });
  expect(expectNoTrace()).toEqual(['function-failed', 'left']);
});

it('logs nothing of a signature that makes no sense', async () => {
  const counts = { client: new DynamoDBClient({}), table: 'none' };
  const after = { pk: { S: plain.email }, publicName: { S: plain.name }, status: { S: plain.comment } };
  await tallyBatch({ counts, clock: () => 0, log: jsonLog }, 'lane', [{ sequence: '1', after }]);
  expect(expectNoTrace()).toEqual(['tally-record-set-aside']);
});

it('logs the place of an error', () => {
  const { error, at } = describeError(new TypeError(`odd\n    at ${plain.email} (a:1:1)`));
  expect(error).toBe('TypeError');
  expect(at).toMatch(/^at .*logs\.test\.ts:\d+:\d+/);
  expect(describeError(talkative()).error).toBe('Error');
  expect(describeError(plain.email)).toEqual({ error: 'string' });
  const changed = talkative();
  expect(changed.stack).toContain(plain.email);
  changed.message = 'something else';
  expect(describeError(changed)).toEqual({ error: 'Error' });
});

it('accepts no unknown event and no unknown field, by its types', () => {
  const log: Log = { info: () => undefined, error: () => undefined };
  const typed: string = plain.email;
  // @ts-expect-error a text that was made while running
  log.info(typed);
  // @ts-expect-error an event that nobody decided on
  log.info(`attempt of ${typed}`);
  // @ts-expect-error a field that nobody decided on
  log.error('mail-failed', { to: typed });
  // @ts-expect-error a status is a number
  log.error('request-failed', { status: typed });
});
