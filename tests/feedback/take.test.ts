import { createSecretKey } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { NormalisedAddress } from '../../functions/core/address.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { isSuppressed, mailboxTag, SUPPRESSED_FOR } from '../../functions/core/limits/suppressed.ts';
import { HEALTHY, STATE_LASTS, THRESHOLDS } from '../../functions/core/outbox/health.ts';
import { addSent, getMailHealth, queryMailHours } from '../../functions/core/outbox/health-store.ts';
import { HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { takeReport } from '../../functions/feedback/take.ts';
import { clientOf } from '../support/client.ts';
import { freshTables } from '../support/tables.ts';

/** Far from now: the table keeps real time, and would remove what has expired by it. */
const NOON = Date.parse('2096-06-02T12:20:00Z');
const PATIENCE = 5_000;
const key = createSecretKey(Buffer.alloc(32, 1));
const tag = (name: string) => mailboxTag(key, `${name}@example.org` as NormalisedAddress);
const itemsOf = async ({ client, table }: Db) => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];

/** The feedback function on tables of its own. */
async function startFeedback() {
  const { Limits: limits, Counts: counts } = await freshTables();
  const time = { now: NOON };
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  const deps = { limits, counts, clock: () => time.now, log: { info: log, error: log } };
  const take = (kind: 'bounce' | 'complaint', mailbox: string[]) => takeReport(deps, { kind, mailbox });
  return {
    ...{ limits, counts, time, logged, deps, take },
    sent: (count: number) => addSent(limits, { sent: count, now: time.now, patience: PATIENCE }),
    many: async (kind: 'bounce' | 'complaint', count: number, name = kind as string) => {
      for (let i = 0; i < count; i++) await take(kind, [tag(`${name}${i}`)]);
    },
    suppressed: (name: string) => isSuppressed(limits, tag(name), { now: time.now, patience: PATIENCE }),
    health: () => getMailHealth(counts, PATIENCE),
  };
}

it.each(['bounce', 'complaint'] as const)(
  'suppresses a mailbox for two days after a %s, and no other',
  async (kind) => {
    const { take, suppressed, time } = await startFeedback();
    await take(kind, [tag('ada')]);
    expect([await suppressed('ada'), await suppressed('bob')]).toEqual([true, false]);
    // Until the end of the hour: 12:20 to 13:00.
    time.now += SUPPRESSED_FOR + 39 * MINUTE;
    expect(await suppressed('ada')).toBe(true);
    time.now += MINUTE;
    expect(await suppressed('ada')).toBe(false);
  },
);

it('keeps a keyed hash and the numbers of an hour, and lets both expire', async () => {
  const { take, sent, limits, counts } = await startFeedback();
  await sent(20);
  await take('bounce', [tag('ada')]);
  await take('complaint', [tag('bob')]);
  const items = await itemsOf(limits);
  expect(items).toHaveLength(3);
  expect(items).toContainEqual({
    pk: { S: 'mail-hours' },
    sk: { S: '2096-06-02T12' },
    sent: { N: '20' },
    bounces: { N: '1' },
    complaints: { N: '1' },
    expiresAt: { N: String(Date.parse('2096-06-04T12:00:00Z') / 1_000) },
  });
  expect(items).toContainEqual({
    pk: { S: `suppressed#${tag('ada')}` },
    sk: { S: 'mailbox' },
    counted: { BOOL: true },
    expiresAt: { N: String(Date.parse('2096-06-04T13:00:00Z') / 1_000) },
  });
  expect(await itemsOf(counts)).toEqual([]);
});

it('counts a report once, however often AWS delivers it, and again once its mailbox is free', async () => {
  const { take, limits, time } = await startFeedback();
  for (let i = 0; i < 3; i++) await take('bounce', [tag('ada')]);
  const bounces = async () => (await queryMailHours(limits, time.now)).map((hour) => hour.bounces);
  expect(await bounces()).toEqual([1]);
  time.now += SUPPRESSED_FOR + HOUR;
  await take('bounce', [tag('ada')]);
  expect(await bounces()).toEqual([1]);
});

/** How many calls of the tables the tenth bounce makes, and the state after it: nine have bounced before. */
async function tenthBounce(fails: (call: number) => 'before' | 'after' | undefined = () => undefined) {
  const { many, deps, health, limits, time, logged } = await startFeedback();
  await many('bounce', THRESHOLDS.bounces.least - 1);
  let calls = 0;
  const faulty = (db: Db): Db => ({
    ...db,
    client: clientOf(async (command) => {
      const fault = fails(calls++);
      if (fault === 'before') throw new Error('The table does not answer.');
      const answer = await db.client.send(command as never);
      if (fault === 'after') throw new Error('The answer is lost.');
      return answer;
    }),
  });
  const broken = { ...deps, limits: faulty(deps.limits), counts: faulty(deps.counts) };
  // AWS calls three times at most.
  for (let attempt = 1, isTaken = false; attempt <= 3 && !isTaken; attempt++)
    isTaken = await takeReport(broken, { kind: 'bounce', mailbox: [tag('tenth')] }).then(
      () => true,
      () => false,
    );
  const bounces = (await queryMailHours(limits, time.now)).reduce((sum, hour) => sum + hour.bounces, 0);
  return { calls, bounces, strictUntil: (await health()).strictUntil, logged };
}
const { calls: CALLS } = await tenthBounce();

it.each(
  Array.from({ length: CALLS }, (_, call) =>
    (['before', 'after'] as const).map((when) => [call + 1, when] as const),
  ).flat(),
)('counts a report, and makes the stage strict, although call %d failed %s it was done', async (call, when) => {
  const { bounces, strictUntil, logged } = await tenthBounce((one) => (one + 1 === call ? when : undefined));
  expect(strictUntil).toBe(NOON + STATE_LASTS);
  expect(logged).toContain('mail-bounces-high');
  // Never less. It counts twice only if nobody could write down that it was counted.
  const isUnwritten = (call === 2 && when === 'after') || (call === 3 && when === 'before');
  expect(bounces).toBe(THRESHOLDS.bounces.least + (isUnwritten ? 1 : 0));
});

it('counts a report whose calls all failed half way when it comes again', async () => {
  const { bounces, strictUntil } = await tenthBounce((call) => (call === 1 || call === 3 ? 'before' : undefined));
  expect([bounces, strictUntil]).toEqual([THRESHOLDS.bounces.least, NOON + STATE_LASTS]);
});

it.each([[[]], [['ada@example.org']], [['x'.repeat(44)]], [[`${'x'.repeat(42)}#`]]])(
  'counts a report with the tag %j, and suppresses nothing',
  async (mailbox) => {
    const { take, limits } = await startFeedback();
    await take('bounce', mailbox);
    expect((await itemsOf(limits)).map(({ pk }) => pk?.S)).toEqual(['mail-hours']);
  },
);

it.each([undefined, null, {}, { kind: 'delivery', mailbox: [] }, { kind: 'Bounce' }, 'bounce'])(
  'refuses %j, which is no report, and writes nothing',
  async (input) => {
    const { deps, limits } = await startFeedback();
    await expect(takeReport(deps, input)).rejects.toThrow();
    expect(await itemsOf(limits)).toEqual([]);
  },
);

it('stays calm while few bounce, even if that is a large share', async () => {
  const { sent, many, health, logged } = await startFeedback();
  await sent(3);
  await many('bounce', THRESHOLDS.bounces.least - 1);
  expect([await health(), logged]).toEqual([HEALTHY, []]);
});

it('stays calm at 3 % bounces, and makes the stage strict above', async () => {
  const { sent, many, take, health, logged } = await startFeedback();
  await sent(400);
  await many('bounce', 12);
  expect([await health(), logged]).toEqual([HEALTHY, []]);
  await take('bounce', [tag('one-more')]);
  expect(await health()).toEqual({ strictUntil: NOON + STATE_LASTS, slowUntil: 0 });
  expect(logged).toEqual(['mail-bounces-high']);
});

it('makes the stage strict for complaints, which come late: above 0.05 % of a day, from the third on', async () => {
  const { sent, many, health, logged, time } = await startFeedback();
  await sent(4_000);
  time.now += 20 * HOUR;
  await many('complaint', 2);
  expect([await health(), logged]).toEqual([HEALTHY, []]);
  await many('complaint', 3);
  expect(await health()).toEqual({ strictUntil: time.now + STATE_LASTS, slowUntil: 0 });
  expect(logged).toEqual(['mail-complaints-high']);
});

it('lets e-mails go slowly when a script invents addresses', async () => {
  const { sent, many, health, logged } = await startFeedback();
  await sent(400);
  await many('bounce', THRESHOLDS.attack.least);
  expect(await health()).toEqual({ strictUntil: NOON + STATE_LASTS, slowUntil: NOON + STATE_LASTS });
  expect(logged).toContain('mail-goes-slowly');
});

it('stays strict while too many bounce, and no longer than an hour after', async () => {
  const { sent, many, take, health, time } = await startFeedback();
  await sent(100);
  await many('bounce', 10);
  time.now += 30 * MINUTE;
  await take('bounce', [tag('later')]);
  expect(await health()).toEqual({ strictUntil: time.now + STATE_LASTS, slowUntil: 0 });
  const { strictUntil } = await health();
  time.now += 10 * MINUTE;
  await sent(10_000);
  await take('bounce', [tag('among-many')]);
  expect(await health()).toEqual({ strictUntil, slowUntil: 0 });
});
