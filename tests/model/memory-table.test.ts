import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Db, queryPartition } from '../../functions/core/aws/db.ts';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { countPublicNames, listNameKeys } from '../../functions/core/counts/names.ts';
import { beginRecount, finishRecount, getRecounts, putRecount } from '../../functions/core/counts/recount/recounts.ts';
import { repairCounts } from '../../functions/core/counts/recount/repair.ts';
import { advanceLane, getLaneSequence, queryCounts, queryUnderReview } from '../../functions/core/counts/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { namesIn } from '../support/names.ts';
import { sample } from '../support/samples.ts';
import { freshTables } from '../support/tables.ts';
import { createMemoryTable } from './memory-table.ts';

/**
 * The simulation of `tests/model` runs on a table in memory. It may stand for DynamoDB as long as every call that Counts
 * knows answers the same, and leaves the same items.
 */
const NOW = Date.parse('2026-11-24T09:30:00Z');
const lanes = ['shard-1', 'shard-2', 'shard-3'];
const named = { name: 'Ada', reason: undefined };

const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      lane: fc.constantFrom(...lanes),
      /** Whether it goes on from where the lane is. */
      fresh: fc.boolean(),
      to: fc.integer({ min: 1, max: 9 }),
      delta: fc.dictionary(
        fc.constantFrom('n', 'c:AZ', 'c:DE', 'h:2026-11-24T09', 'h:2026-10-01T00', 's:other', 'r', 'r:honeypot'),
        fc.integer({ min: -3, max: 3 }),
      ),
      names: fc.dictionary(fc.constantFrom('2026-11-24#a', '2026-11-24#b'), fc.boolean(), { maxKeys: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fold' as const), days: fc.constantFrom(0, 3, 20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('recount' as const), missing: fc.integer({ min: -3, max: 3 }) }),
  },
);

it('in memory answers like a database, and keeps the same items', async () => {
  const { Counts } = await freshTables();
  let campaigns = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 12 }), async (operations) => {
      const campaign = `campaign-${campaigns++}`;
      const memory = { client: createMemoryTable().client, table: 'Counts' };
      for (const one of operations) {
        const [real, modelled] = await Promise.all([Counts, memory].map((db) => perform(db, campaign, one)));
        expect(modelled).toEqual(real);
      }
      expect(await everythingOf(memory, campaign)).toEqual(await everythingOf(Counts, campaign));
    }),
    { numRuns: sample({ quick: 50, whole: 150 }) },
  );
});

async function perform(
  db: Db,
  campaign: string,
  one: typeof operation extends fc.Arbitrary<infer Value> ? Value : never,
) {
  if (one.kind === 'fold') return foldCampaign(db, campaign, NOW + one.days * DAY);
  if (one.kind === 'recount') return recount(db, campaign, one.missing);
  const known = await getLaneSequence(db, campaign, one.lane);
  return advanceLane(db, {
    campaign,
    lane: one.lane,
    from: one.fresh ? known : known === undefined ? '0' : undefined,
    to: `${Number(known ?? 0) + one.to}`,
    delta: new Map(Object.entries(one.delta)),
    names: new Map(
      Object.entries(one.names).map(([key, shown]) => [key, { hasGone: !shown, shown: shown ? named : undefined }]),
    ),
    now: NOW,
  });
}

/** Brings a recount one step on, or corrects by the last that is done. */
async function recount(db: Db, campaign: string, missing: number): Promise<unknown> {
  const { running, done } = await getRecounts(db, campaign);
  const differences = ['n', 'h:2026-11-24T09'].map((name) => ({ name, counted: 0, recounted: 0, missing }));
  if (!running) {
    const repaired = done && (await repairCounts(db, campaign, { recount: done, differences, now: NOW }));
    return [
      repaired,
      await beginRecount(
        db,
        campaign,
        new Map([
          ['n', missing],
          ['names', 0],
        ]),
        NOW,
      ),
    ];
  }
  if (missing < 0) return finishRecount(db, campaign, running);
  return [
    await putRecount(db, campaign, 'running', running, { ...running, next: running.next + missing }),
    await putRecount(db, campaign, 'running', running, running),
  ];
}

const everythingOf = async (db: Db, campaign: string) => ({
  items: await queryPartition(db, campaign, { consistent: true }),
  counts: await queryCounts(db, campaign),
  underReview: await queryUnderReview(db, campaign),
  names: await namesIn(db, campaign),
  shown: [await countPublicNames(db, campaign), await listNameKeys(db, campaign)],
  recounts: await getRecounts(db, campaign),
});
