import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, inject, it } from 'vitest';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { type ConfirmationMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { getSendQuota } from '../../functions/core/outbox/send-quota.ts';
import { readQuota, watchAccount } from '../../functions/mail/account.ts';
import { mailDeps } from '../../functions/mail/deps.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { accountOf } from '../../infra/local/mailbox.ts';
import { freshTables } from '../support/tables.ts';
import { atOnce } from './at-once.ts';
import { startMailbox } from './mailbox.ts';

const mailbox = await startMailbox();
const { Counts } = await freshTables();
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const now = Date.parse('2026-03-01T12:00:00Z');
Object.assign(process.env, {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SESV2: mailbox.endpoint,
  AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbEndpoint'),
});
const deps = mailDeps(
  {
    PUBLIC_URL: 'https://amparo.example',
    LANGUAGES: ['en'],
    MAIL_FROM: 'Amparo <petitions@amparo.example>',
    MAIL_SECRET: 'm',
    MAIL_QUEUE_URL: `${mailbox.endpoint}/000000000000/mail`,
    COUNTS_TABLE: Counts.table,
    LIMITS_TABLE: 'none',
    MAIL_RATE: 100,
    MAIL_PLACES: 5,
  },
  async () => ({ mail: ring }),
);

const body = (more: Partial<ConfirmationMail> = {}) =>
  sealMail(
    parseKeyring(ring, 'queued-mail'),
    {
      kind: 'confirmation',
      to: 'ada@example.org',
      locale: 'en',
      campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
      confirmToken: 'x',
      withdrawToken: 'y',
      validUntil: now + 1,
      isDecoy: false,
      ...more,
    },
    now,
  );

/** Sends one message, where SES answers with an error if one is named. @returns all that follows from it. */
async function outcomeOf(message: string, refusal?: { name: string; message?: string }) {
  const seen = {
    logged: [] as object[],
    sent: 0,
    throttled: 0,
    usedUp: 0,
    charsets: [] as unknown[],
    seconds: [] as number[],
  };
  const write = (level: string) => (event: string, fields?: object) =>
    void seen.logged.push({ level, event, ...fields });
  const ses = new SESv2Client({ maxAttempts: 1 });
  ses.middlewareStack.add(
    () =>
      async ({ input }) => {
        const { Subject, Body } = (
          input as { Content: { Simple: Record<string, Record<string, { Charset: string }>> } }
        ).Content.Simple;
        seen.charsets.push([Subject?.Charset, Body?.Text?.Charset, Body?.Html?.Charset]);
        if (refusal) throw Object.assign(new Error(refusal.message ?? 'no'), { name: refusal.name });
        return { output: { $metadata: {} }, response: {} };
      },
    { step: 'initialize', name: 'standing in' },
  );
  const { batchItemFailures } = await sendBatch(
    {
      ...deps,
      ...atOnce,
      ses,
      account: { ...atOnce.account, noteUsedUp: () => void seen.usedUp++ },
      pace: { ...atOnce.pace, sent: () => void seen.sent++, throttled: () => void seen.throttled++ },
      putOff: async (puts) => void seen.seconds.push(...puts.map(({ seconds }) => seconds)),
      clock: () => now,
      log: { info: write('info'), error: write('error') },
    },
    [{ messageId: 'm-1', body: message }],
  );
  return { ...seen, comesAgain: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

it('reports a sent e-mail to the pace, and logs nothing', async () => {
  expect(await outcomeOf(body())).toEqual({
    logged: [],
    sent: 1,
    throttled: 0,
    usedUp: 0,
    charsets: [['UTF-8', 'UTF-8', 'UTF-8']],
    seconds: [],
    comesAgain: [],
  });
});

it('logs a mail that it cannot read, which comes again', async () => {
  expect(await outcomeOf('no token')).toMatchObject({
    logged: [{ level: 'error', event: 'mail-not-readable', messageId: 'm-1' }],
    sent: 0,
    comesAgain: ['m-1'],
  });
});

it('logs a mail whose link would no longer confirm, which does not come again', async () => {
  expect(await outcomeOf(body({ validUntil: now }))).toMatchObject({
    logged: [{ level: 'info', event: 'mail-outdated', messageId: 'm-1' }],
    sent: 0,
    comesAgain: [],
  });
});

it('logs an address that SES cannot read, once', async () => {
  expect(await outcomeOf(body(), { name: 'BadRequestException' })).toMatchObject({
    logged: [{ level: 'error', event: 'mail-refused', messageId: 'm-1', error: 'BadRequestException' }],
    comesAgain: [],
  });
});

it('logs any other failure of SES, after which the mail comes again by the queue’s own time', async () => {
  expect(await outcomeOf(body(), { name: 'MessageRejected' })).toMatchObject({
    logged: [{ level: 'error', event: 'mail-failed', messageId: 'm-1', error: 'MessageRejected' }],
    seconds: [],
    comesAgain: ['m-1'],
  });
});

it('slows down for a mail that came too fast, and puts it off', async () => {
  expect(await outcomeOf(body(), { name: 'TooManyRequestsException' })).toMatchObject({
    logged: [{ level: 'info', event: 'mail-put-off', messageId: 'm-1' }],
    throttled: 1,
    usedUp: 0,
    seconds: [30],
    comesAgain: ['m-1'],
  });
});

it('notes that the mails of a day are used up, and puts the mail off for long', async () => {
  const refusal = { name: 'TooManyRequestsException', message: 'Daily message quota exceeded.' };
  expect(await outcomeOf(body(), refusal)).toMatchObject({
    logged: [{ level: 'info', event: 'mail-put-off', messageId: 'm-1' }],
    throttled: 0,
    usedUp: 1,
    seconds: [720],
    comesAgain: ['m-1'],
  });
});

it('puts off a mail whose day is used up while it waits for its turn', async () => {
  let isUsedUp = false;
  const seconds: number[] = [];
  await sendBatch(
    {
      ...deps,
      ...atOnce,
      account: { ...atOnce.account, isUsedUp: () => isUsedUp },
      pace: {
        ...atOnce.pace,
        turn: async () => {
          isUsedUp = true;
          return true;
        },
      },
      putOff: async (puts) => void seconds.push(...puts.map((put) => put.seconds)),
    },
    [{ messageId: 'm-1', body: body() }],
  );
  expect(seconds).toEqual([720]);
});

/** Has the mailbox answer with a quota, as SES does. */
function granting(SendQuota: object | undefined): void {
  process.env.AWS_SES_ACCOUNT = JSON.stringify({ ...accountOf(1), SendQuota });
}

/** The parts of an answer that the mailbox would not give. */
function quotaIn(SendQuota: object | undefined) {
  const ses = new SESv2Client({ maxAttempts: 1 });
  const answer = async () => ({ output: { $metadata: {}, SendQuota }, response: {} });
  ses.middlewareStack.add(() => answer, { step: 'initialize', name: 'standing in' });
  return readQuota(ses);
}

it('reads no quota from an answer of SES without a rate', async () => {
  for (const quota of [undefined, {}, { MaxSendRate: 0, Max24HourSend: 200, SentLast24Hours: 0 }])
    await expect(quotaIn(quota)).rejects.toThrow('The answer of SES contains no rate.');
});

it('knows no bound if SES names none, and that nothing is left if the bound is 0', async () => {
  expect(await quotaIn({ MaxSendRate: 14 })).toEqual({ perSecond: 14 });
  expect(await quotaIn({ MaxSendRate: 14, Max24HourSend: 200 })).toEqual({
    perSecond: 14,
    day: { most: 200, left: 200 },
  });
  expect(await quotaIn({ MaxSendRate: 14, Max24HourSend: 0 })).toEqual({ perSecond: 14, day: { most: 0, left: 0 } });
});

it('stores nine tenths of the quota, for the waiting times on pages', async () => {
  granting({ MaxSendRate: 20, Max24HourSend: 50_000, SentLast24Hours: 49_000 });
  await deps.account.refresh();
  await deps.account.note();
  expect((await getSendQuota(Counts))?.quota).toEqual({ perSecond: 18, day: { most: 50_000, left: 1_000 } });
  expect(deps.account.perSecond()).toBe(20);
  // The first of a place goes at once.
  expect(await deps.pace.turn(0)).toBe(true);
});

/** An account with the quota of the test, on a clock of its own. */
function accountKnowing(day: { most: number; left: number } | undefined) {
  const time = { now };
  const [logged, noted]: [string[], object[]] = [[], []];
  const log = (event: string) => void logged.push(event);
  const account = watchAccount({
    read: async () => ({ perSecond: 14, day }),
    note: async (quota) => void noted.push(quota),
    clock: () => time.now,
    log: { info: log, error: log },
    random: () => 0,
  });
  return { account, time, logged, noted };
}

it('logs that a day is used up when SES says so by its quota', async () => {
  const { account, logged } = accountKnowing({ most: 200, left: 0 });
  await account.refresh();
  expect(logged).toEqual(['mail-quota-used-up']);
  const other = accountKnowing({ most: 200, left: 1 });
  await other.account.refresh();
  expect(other.logged).toEqual([]);
});

it.each([
  ['of which SES was never asked', false],
  ['that has no bound', true],
])(
  'treats a day as used up for three minutes if SES refuses an e-mail for it, in an account %s',
  async (_which, isAsked) => {
    const { account, time, logged, noted } = accountKnowing(undefined);
    if (isAsked) {
      await account.refresh();
      await account.note();
    }
    noted.length = 0;
    account.noteUsedUp();
    account.noteUsedUp();
    expect([account.isUsedUp(), logged]).toEqual([true, ['mail-quota-used-up']]);
    time.now += 3 * 60_000 - 1;
    expect(account.isUsedUp()).toBe(true);
    time.now += 1;
    expect(account.isUsedUp()).toBe(false);
    // Nothing is known of a day that could be written down.
    await account.note();
    expect(noted).toEqual([]);
  },
);
