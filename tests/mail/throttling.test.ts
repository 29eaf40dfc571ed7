import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { type PutOff, putOffIn, type QueuedMessage } from '../../functions/core/aws/put-off.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import type { NotedQuota } from '../../functions/core/outbox/send-quota.ts';
import { DAY, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { CONFIRMATION_LIFETIME } from '../../functions/core/signatures/lifetimes.ts';
import { watchAccount } from '../../functions/mail/account.ts';
import { comesAgainIn } from '../../functions/mail/comes-again.ts';
import { mailDeps } from '../../functions/mail/deps.ts';
import { createPace } from '../../functions/mail/pace.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { atOnce } from './at-once.ts';

const queue = await startQueue(mkdtempSync(join(tmpdir(), 'amparo-queue-')));
afterAll(queue.stop);
Object.assign(process.env, {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SQS: queue.endpoint,
  AWS_ENDPOINT_URL_SESV2: queue.endpoint,
});
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const keys = parseKeyring(ring, 'queued-mail');

const RATE = { name: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' };
const DAILY = { name: 'TooManyRequestsException', message: 'Daily message quota exceeded.' };
type Fault = typeof RATE;

/** The mail function, where time passes only while it waits, with a SES of its own that may refuse mails. */
function mailFunction({ perSecond = 10, left = 1_000 }: { perSecond?: number; left?: number } = {}) {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock = () => now;
  let still = 0;
  const pass = async (ms: number) => {
    still = ms > 0 ? 0 : still + 1;
    if (still > 1_000) throw new Error('Time stands still: something sleeps for no time, again and again.');
    now += ms;
  };
  const [sent, tried, events]: [string[], string[], string[]] = [[], [], []];
  const puts: PutOff[] = [];
  const told: NotedQuota[] = [];
  let refusing: (to: string) => Fault | undefined = () => undefined;
  const log = (event: string) => void events.push(event);
  const settings = {
    ...{ PUBLIC_URL: 'https://amparo.example', LANGUAGES: ['en'], MAIL_FROM: 'a@amparo.example', MAIL_SECRET: 'm' },
    ...{ MAIL_QUEUE_URL: queue.url, COUNTS_TABLE: 'none', LIMITS_TABLE: 'none', MAIL_RATE: 100, MAIL_PLACES: 5 },
  };
  const deps = {
    ...mailDeps(settings, async () => ({ mail: ring })),
    account: watchAccount({
      read: async () => ({ perSecond, day: { most: 1_000, left } }),
      note: async (quota) => void told.push(quota),
      clock,
      log: { info: log, error: log },
      random: () => 0,
    }),
    pace: createPace({ perSecond: () => perSecond, clock, sleep: pass }),
    health: atOnce.health,
    patience: 45 * SECOND,
    putOff: async (more: readonly PutOff[]) => void puts.push(...more),
    random: () => 0,
    clock,
    log: { info: log, error: log },
  };
  deps.ses.middlewareStack.add(
    () => async (args) => {
      const [to = ''] = (args.input as { Destination: { ToAddresses: string[] } }).Destination.ToAddresses;
      tried.push(to);
      const fault = refusing(to);
      if (fault) throw Object.assign(new Error(fault.message), { name: fault.name, $metadata: {}, $fault: 'client' });
      sent.push(to);
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'initialize', name: 'standing in' },
  );
  return {
    ...{ deps, sent, tried, events, puts, told, clock, pass },
    refuse: (how: typeof refusing) => {
      refusing = how;
    },
    /** @returns which messages come again. */
    async batch(messages: readonly QueuedMessage[]): Promise<string[]> {
      const { batchItemFailures } = await sendBatch(deps, messages);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
  };
}

const queued = async (name: string, { isDecoy = false, tries = 1 } = {}): Promise<QueuedMessage> => ({
  messageId: name,
  body: await sealMail(
    keys,
    {
      ...{ kind: 'confirmation', to: name, locale: 'en', confirmToken: 'x', withdrawToken: 'y', isDecoy },
      campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
      validUntil: 4e12,
    },
    0,
  ),
  receiptHandle: name,
  attributes: { ApproximateReceiveCount: String(tries) },
});
const ten = ({ isDecoy = false } = {}) =>
  Promise.all(Array.from({ length: 10 }, (_, i) => queued(`m${i}`, { isDecoy })));

it('sends a batch at the pace of the account', async () => {
  const { batch, sent, puts, clock } = mailFunction({ perSecond: 0.5 });
  const began = clock();
  expect(await batch(await ten())).toEqual([]);
  expect(sent).toHaveLength(10);
  expect(puts).toEqual([]);
  expect(clock() - began).toBeGreaterThanOrEqual(17 * SECOND);
});

it('hands back soon, unopened, messages that it cannot send in time', async () => {
  const { batch, sent, puts } = mailFunction({ perSecond: 0.1 });
  const again = await batch(await ten());
  expect(sent.length).toBeGreaterThan(3);
  expect([...sent, ...again].sort()).toEqual((await ten()).map(({ messageId }) => messageId));
  expect(puts.map(({ message }) => message.messageId).sort()).toEqual(again.sort());
  for (const { seconds } of puts) expect(seconds).toBeLessThanOrEqual(15);
});

it('puts off an e-mail that is too fast for SES, tries it once, slows down, and sends the others', async () => {
  const { batch, sent, tried, puts, events, refuse, clock } = mailFunction();
  refuse((to) => (to === 'm9' ? RATE : undefined));
  expect(await batch(await ten())).toEqual(['m9']);
  expect(sent).toHaveLength(9);
  expect(tried).toHaveLength(10);
  expect(puts).toEqual([{ message: expect.objectContaining({ messageId: 'm9' }), seconds: 30 }]);
  expect(events).toEqual(['mail-put-off']);
  const began = clock();
  await batch([await queued('m9', { tries: 2 })]);
  expect(clock() - began).toBeGreaterThanOrEqual(SECOND);
});

it('waits longer for an e-mail that SES has refused before', async () => {
  const { batch, puts, refuse } = mailFunction();
  refuse(() => RATE);
  await batch(await Promise.all([1, 2, 3, 100].map((tries) => queued(`tried${tries}`, { tries }))));
  expect(puts.map(({ seconds }) => seconds)).toEqual([30, 60, 120, 12 * 60]);
});

it('stops when the day is used up, keeps every e-mail, and begins again when SES accepts more', async () => {
  const { batch, sent, tried, puts, told, events, refuse, pass } = mailFunction();
  refuse(() => DAILY);
  const names = (await ten()).map(({ messageId }) => messageId);
  expect((await batch(await ten())).sort()).toEqual(names);
  const before = tried.length;
  expect(told.map(({ quota }) => quota.day?.left)).toEqual([1_000, 0]);
  for (const { seconds } of puts) expect(seconds).toBeGreaterThanOrEqual(12 * 60);
  expect((await batch(await ten())).sort()).toEqual(names);
  expect(tried).toHaveLength(before);
  expect(events.filter((event) => event === 'mail-quota-used-up')).toHaveLength(1);
  refuse(() => undefined);
  await pass(3 * MINUTE);
  expect(await batch(await ten())).toEqual([]);
  expect(sent).toHaveLength(10);
});

it('tries nothing while SES says that nothing is left of the day', async () => {
  const { batch, tried, puts } = mailFunction({ left: 0 });
  expect(await batch(await ten())).toHaveLength(10);
  expect(tried).toEqual([]);
  expect(puts).toHaveLength(10);
});

describe('a mail that a limit holds back', () => {
  it('needs as long as a sent e-mail, so that the queue shows nothing about an address', async () => {
    const took = async (isDecoy: boolean) => {
      const { batch, sent, clock } = mailFunction({ perSecond: 1 });
      const began = clock();
      expect(await batch(await ten({ isDecoy }))).toEqual([]);
      expect(sent).toHaveLength(isDecoy ? 0 : 10);
      return clock() - began;
    };
    expect(await took(true)).toBe(await took(false));
  });

  it.each([
    ['the day is used up', { left: 0 }],
    ['there is no time left', { perSecond: 0.01 }],
  ])('comes again like any other when %s', async (_when, granted) => {
    const held = mailFunction(granted);
    const usual = mailFunction(granted);
    expect(await held.batch(await ten({ isDecoy: true }))).toEqual(await usual.batch(await ten()));
    expect(held.puts.map(({ seconds }) => seconds)).toEqual(usual.puts.map(({ seconds }) => seconds));
    expect(held.puts.length).toBeGreaterThan(0);
  });
});

it.each(['throttled', 'used-up'] as const)('sets no mail aside for being %s before its link has expired', (why) => {
  let seconds = 0;
  for (let tries = 1; tries < 1_000; tries++) {
    const message = { messageId: '', body: '', attributes: { ApproximateReceiveCount: String(tries) } };
    seconds += comesAgainIn({ random: () => 0 }, message, why).seconds;
    // SQS takes no longer time.
    expect(comesAgainIn({ random: () => 1 }, message, why).seconds).toBeLessThanOrEqual(12 * 3_600);
  }
  expect(seconds * SECOND).toBeGreaterThan(CONFIRMATION_LIFETIME);
  expect(CONFIRMATION_LIFETIME).toBe(7 * DAY);
});

describe('the queue', () => {
  const client = new SQSClient({});
  const receive = async () => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle, Attributes }) => ({
      ...{ messageId: MessageId, body: Body, receiptHandle: ReceiptHandle, attributes: Attributes },
    }));
  };

  it('keeps a delayed message, and delivers it at the set time', async () => {
    const events: string[] = [];
    const log = (event: string) => void events.push(event);
    const putOff = putOffIn(queue.url, () => log('mail-not-put-off'));
    for (const MessageBody of ['soon', 'later', 'later'])
      await client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
    const messages = await receive();
    expect(messages).toHaveLength(3);
    expect(await receive()).toEqual([]);
    await putOff(messages.map((message) => ({ message, seconds: message.body === 'soon' ? 0 : 900 })));
    const again = await receive();
    expect(again.map(({ body, attributes }) => [body, attributes?.ApproximateReceiveCount])).toEqual([['soon', '2']]);
    expect(events).toEqual([]);
  });

  it('delivers a message in its own time if the delay failed, and nothing fails', async () => {
    const events: string[] = [];
    const log = (event: string) => void events.push(event);
    const putOff = putOffIn(`${queue.url}-that-is-gone`, () => log('mail-not-put-off'));
    await putOff([{ message: { messageId: 'm', body: '', receiptHandle: 'r' }, seconds: 900 }]);
    expect(events).toEqual(['mail-not-put-off']);
  });

  it('refuses a delay of an unknown message', async () => {
    const events: string[] = [];
    const log = (event: string) => void events.push(event);
    const putOff = putOffIn(queue.url, () => log('mail-not-put-off'));
    await putOff([{ message: { messageId: 'm', body: '', receiptHandle: 'unknown' }, seconds: 900 }]);
    expect(events).toEqual(['mail-not-put-off']);
  });
});
