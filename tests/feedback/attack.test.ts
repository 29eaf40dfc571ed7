import { expect, it } from 'vitest';
import type { QueuedMessage } from '../../functions/core/aws/put-off.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { MAILBOX_TAG } from '../../functions/core/limits/suppressed.ts';
import { queryMailHours } from '../../functions/core/outbox/health-store.ts';
import { sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { takeReport } from '../../functions/feedback/take.ts';
import type { MailDeps } from '../../functions/mail/deps.ts';
import { watchHealth } from '../../functions/mail/health.ts';
import { createPace } from '../../functions/mail/pace.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { atOnce } from '../mail/at-once.ts';
import { silentLog } from '../support/log.ts';
import { freshTables } from '../support/tables.ts';

const START = Date.parse('2096-06-02T12:00:00Z');
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const keys = parseKeyring(ring, 'queued-mail');

/** Mails of a script with invented addresses, and those of people, in two minutes. */
const ATTACK = { bounces: 1_000, people: 50, within: 2 * MINUTE };
/** A mail server answers, and SES reports it. */
const REPORTED_AFTER = 5 * SECOND;
/** The usual rate of SES. */
const PER_SECOND = 14;

it('stops a script that makes 1,000 bounces in two minutes, and loses no e-mail', async () => {
  const { Limits: limits, Counts: counts } = await freshTables();
  let now = START;
  const clock = () => now;
  const reports: { at: number; tag: string }[] = [];
  let sent = 0;
  const ses = {
    async send({
      input,
    }: {
      input: { Destination: { ToAddresses: [string] }; EmailTags: { Name: string; Value: string }[] };
    }) {
      sent++;
      const tag = input.EmailTags.find(({ Name }) => Name === MAILBOX_TAG)?.Value ?? '';
      if (input.Destination.ToAddresses[0].startsWith('invented')) reports.push({ at: now + REPORTED_AFTER, tag });
    },
  } as unknown as MailDeps['ses'];
  const queue: { message: QueuedMessage; at: number }[] = [];
  const arrivals = Array.from({ length: ATTACK.bounces + ATTACK.people }, (_, i) => ({
    to: `${i % 21 === 0 && i / 21 < ATTACK.people ? 'person' : 'invented'}${i}@gmail.com`,
    at: START + (i / (ATTACK.bounces + ATTACK.people)) * ATTACK.within,
  }));
  const queued = (to: string): QueuedMessage => ({
    ...{ messageId: to, receiptHandle: to, attributes: { ApproximateReceiveCount: '1' } },
    body: sealMail(
      keys,
      {
        ...{ kind: 'confirmation', to, locale: 'en', confirmToken: 'x', withdrawToken: 'y', isDecoy: false },
        campaign: { title: 'Free them', demand: 'Now.', language: 'en' },
        validUntil: 4e12,
      },
      0,
    ),
  });
  const health = watchHealth({ limits, counts, clock, log: silentLog });
  const deps: MailDeps = {
    ...atOnce,
    ...{ ses, from: 'a@amparo.example', publicUrl: 'https://amparo.example', health, clock, log: silentLog },
    ...{ keys: async () => keys, tagKeys: async () => keys },
    patience: 45 * SECOND,
    pace: createPace({
      perSecond: () => health.slowRate() ?? PER_SECOND,
      clock,
      sleep: async (ms) => {
        now += ms;
      },
    }),
    putOff: async (puts) => {
      for (const { message, seconds } of puts) queue.push({ message, at: now + seconds * SECOND });
    },
  };
  const bounces = async () => (await queryMailHours(limits, now)).reduce((sum, hour) => sum + hour.bounces, 0);

  while (now < START + HOUR) {
    for (let next = arrivals[0]; next && next.at <= now; next = arrivals[0]) {
      arrivals.shift();
      queue.push({ message: queued(next.to), at: next.at });
    }
    const due = reports.filter(({ at }) => at <= now);
    reports.splice(0, reports.length, ...reports.filter(({ at }) => at > now));
    for (const { tag } of due)
      await takeReport({ limits, counts, clock, log: silentLog }, { kind: 'bounce', mailbox: [tag] });
    const batch = queue.filter(({ at }) => at <= now).slice(0, 10);
    for (const one of batch) queue.splice(queue.indexOf(one), 1);
    if (batch.length > 0)
      await sendBatch(
        deps,
        batch.map(({ message }) => message),
      );
    else now += SECOND;
  }
  expect(await bounces()).toBeGreaterThan(50);
  // Before that, some are on their way. After that, one e-mail goes each minute.
  expect(await bounces()).toBeLessThan(300);
  expect(sent + queue.length).toBe(ATTACK.bounces + ATTACK.people);
});
