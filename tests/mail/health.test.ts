import { SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, inject, it } from 'vitest';
import { parseAddress } from '../../functions/core/address.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { PutOff } from '../../functions/core/aws/put-off.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { mailboxTag } from '../../functions/core/limits/suppressed.ts';
import { SLOW_RATE, STATE_LASTS } from '../../functions/core/outbox/health.ts';
import { countReport, putStrict, queryMailHours } from '../../functions/core/outbox/health-store.ts';
import { type ConfirmationMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { type MailDeps, mailDeps } from '../../functions/mail/deps.ts';
import { createDomainPace } from '../../functions/mail/domain-pace.ts';
import { watchHealth } from '../../functions/mail/health.ts';
import { createPace } from '../../functions/mail/pace.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { freshTables } from '../support/tables.ts';
import { atOnce } from './at-once.ts';

const NOON = Date.parse('2096-06-02T12:20:00Z');
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const queueKeys = parseKeyring(ring, 'queued-mail');
const tagKeys = parseKeyring(ring, 'mailbox-tag');
Object.assign(process.env, {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDbEndpoint'),
});

const tagOf = (typed: string) => {
  const address = parseAddress(typed);
  if (typeof address === 'string') throw new Error(address);
  return mailboxTag(tagKeys.current(NOON).key, address.normalised);
};

/** The mail function with tables of its own, and a SES that takes every mail. */
async function startMail(more: (deps: MailDeps) => Partial<MailDeps> = () => ({})) {
  const { Limits, Counts } = await freshTables();
  const time = { now: NOON };
  const logged: string[] = [];
  const puts: PutOff[] = [];
  const sent: { to: string; tags: unknown; replyTo: unknown; by: unknown }[] = [];
  const ses = new SESv2Client({ maxAttempts: 1 });
  ses.middlewareStack.add(
    () =>
      async ({ input }) => {
        const { Destination, EmailTags, ReplyToAddresses, ConfigurationSetName } = input as {
          Destination: { ToAddresses: [string] };
          EmailTags: unknown;
          ReplyToAddresses: unknown;
          ConfigurationSetName: unknown;
        };
        const [to] = Destination.ToAddresses;
        sent.push({ to, tags: EmailTags, replyTo: ReplyToAddresses, by: ConfigurationSetName });
        return { output: { $metadata: {} }, response: {} };
      },
    { step: 'initialize', name: 'standing in' },
  );
  const clock = () => time.now;
  const write = (event: string) => void logged.push(event);
  const log = { info: write, error: write };
  const base: MailDeps = {
    ...mailDeps(
      {
        ...{ PUBLIC_URL: 'https://amparo.example', LANGUAGES: ['en'], MAIL_FROM: 'a@amparo.example', MAIL_SECRET: 'm' },
        ...{ MAIL_QUEUE_URL: 'http://127.0.0.1:1/1/mail', COUNTS_TABLE: Counts.table, LIMITS_TABLE: Limits.table },
        ...{ MAIL_RATE: 100, MAIL_PLACES: 5, MAIL_REPLY_TO: 'help@amparo.example' },
        MAIL_CONFIGURATION_SET: 'amparo-sending',
      },
      async () => ({ mail: ring }),
    ),
    ...atOnce,
    health: watchHealth({ limits: Limits, counts: Counts, clock, log }),
    putOff: async (all) => void puts.push(...all),
    ...{ ses, clock, log },
  };
  const deps = { ...base, ...more(base) };
  const batch = async (...mails: (string | Partial<ConfirmationMail>)[]) => {
    const messages = mails.map((mail, i) => ({
      messageId: String(i),
      receiptHandle: String(i),
      body: sealMail(
        queueKeys,
        {
          ...{ kind: 'confirmation', to: 'ada@example.org', locale: 'en', confirmToken: 'x', withdrawToken: 'y' },
          campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
          ...{ validUntil: 4e12, isDecoy: false },
          ...(typeof mail === 'string' ? { to: mail } : mail),
        },
        time.now,
      ),
    }));
    return (await sendBatch(deps, messages)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const suppress = (typed: string, limits: Db = Limits) =>
    countReport(limits, { kind: 'bounce', mailbox: tagOf(typed), now: time.now });
  return { deps, Limits, Counts, time, logged, puts, sent, batch, suppress };
}

it('sends by the stage’s configuration set, names the mailbox by a tag, and asks for answers where people read them', async () => {
  const { batch, sent } = await startMail();
  await batch('Ada+petition@example.org');
  expect(sent).toEqual([
    {
      to: 'Ada+petition@example.org',
      tags: [{ Name: 'mailbox', Value: tagOf('ada+petition@example.org') }],
      replyTo: ['help@amparo.example'],
      // Without it, SES reports no bounce, uses its suppression list, and sends without TLS.
      by: 'amparo-sending',
    },
  ]);
  expect(queueKeys.current(NOON).key.equals(tagKeys.current(NOON).key)).toBe(false);
});

it('sends nothing to an address that bounced, and all else, also to others of its mailbox', async () => {
  const { batch, sent, suppress, logged } = await startMail();
  await suppress('ada@example.org');
  expect(await batch('Ada@example.org', 'ada+2@example.org', 'bob@example.org')).toEqual([]);
  expect(sent.map(({ to }) => to).sort()).toEqual(['ada+2@example.org', 'bob@example.org']);
  expect(logged).toEqual([]);
});

it('counts what SES has taken: neither decoys nor dropped mails, and with at most one write in five seconds', async () => {
  const { batch, suppress, Limits, time } = await startMail();
  await suppress('gone@example.org');
  await batch('a@example.org', 'b@example.org', { isDecoy: true }, 'gone@example.org', { validUntil: 0 });
  const counted = () => queryMailHours(Limits, NOON);
  expect(await counted()).toMatchObject([{ sent: 2, bounces: 1 }]);
  time.now += 5 * SECOND - 1;
  await batch('c@example.org');
  expect(await counted()).toMatchObject([{ sent: 2 }]);
  time.now += 1;
  await batch({ isDecoy: true });
  expect(await counted()).toMatchObject([{ sent: 3 }]);
});

it('sends as ever while the tables do not answer, and says so', async () => {
  const gone = (db: Db): Db => ({ ...db, table: 'not-there' });
  const tables = await freshTables();
  const logged: string[] = [];
  const write = (event: string) => void logged.push(event);
  const { batch, sent } = await startMail(() => ({
    health: watchHealth({
      limits: gone(tables.Limits),
      counts: gone(tables.Counts),
      clock: () => NOON,
      log: { info: write, error: write },
    }),
  }));
  expect(await batch('ada@example.org')).toEqual([]);
  expect(sent).toHaveLength(1);
  expect(logged).toEqual(['mail-health-not-read', 'mailbox-not-looked-up', 'mail-sent-not-counted']);
});

it('goes slowly while somebody invents addresses, loses nothing, and is as fast as ever an hour later', async () => {
  const { batch, sent, puts, time, Counts } = await startMail(({ health }) => ({
    patience: 45 * SECOND,
    pace: createPace({
      perSecond: () => health.slowRate() ?? 1_000,
      clock: () => time.now,
      sleep: async (ms) => {
        time.now += ms;
      },
    }),
  }));
  await putStrict(Counts, { now: time.now, isSlow: true });
  const began = time.now;
  const again = await batch(...Array.from({ length: 10 }, (_, i) => `m${i}@example.org`));
  expect(time.now - began).toBeLessThanOrEqual(45 * SECOND);
  expect(sent.length).toBeLessThanOrEqual(1 + 45 * SLOW_RATE);
  expect(sent.length + again.length).toBe(10);
  // They may wait for hours: so they come again seldom.
  for (const { seconds } of puts) expect(seconds).toBeGreaterThanOrEqual((12 * MINUTE) / SECOND);
  time.now += STATE_LASTS;
  expect(await batch(...again.map((id) => `m${id}@example.org`))).toEqual([]);
  expect(sent).toHaveLength(10);
});

it('notices within five seconds that e-mails shall go slowly', async () => {
  const { deps, Counts, time } = await startMail();
  await deps.health.refresh();
  await putStrict(Counts, { now: time.now, isSlow: true });
  time.now += 5 * SECOND - 1;
  await deps.health.refresh();
  expect(deps.health.slowRate()).toBeUndefined();
  time.now += 1;
  await deps.health.refresh();
  expect(deps.health.slowRate()).toBe(SLOW_RATE);
});

it('does not go slowly while the stage is only strict', async () => {
  const { deps, Counts, time } = await startMail();
  await putStrict(Counts, { now: time.now, isSlow: false });
  await deps.health.refresh();
  expect(deps.health.slowRate()).toBeUndefined();
});

it('lets e-mails to one small domain wait in the queue, decoys like any other, and sends the others', async () => {
  const paced = (isDecoy: boolean) =>
    startMail(() => ({ domainPace: createDomainPace({ perMinute: 3, clock: () => NOON }) })).then(
      async ({ batch, puts, sent }) => {
        const small = Array.from({ length: 6 }, (_, i) => ({ to: `m${i}@small.example`, isDecoy }));
        return { again: await batch(...small, 'ada@gmail.com'), puts: puts.map(({ seconds }) => seconds), sent };
      },
    );
  const [usual, decoys] = [await paced(false), await paced(true)];
  expect(usual.again).toEqual(['3', '4', '5']);
  expect(usual.sent.map(({ to }) => to)).toContain('ada@gmail.com');
  expect(usual.puts).toEqual([30, 30, 30]);
  expect([decoys.again, decoys.puts]).toEqual([usual.again, usual.puts]);
});
