import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { beginRecount, finishRecount, getRecounts } from '../../functions/core/counts/recount/recounts.ts';
import { repairCounts } from '../../functions/core/counts/recount/repair.ts';
import { tallyEvent } from '../../functions/tally/event.ts';
import { genuineChanges } from '../../functions/tally/genuine.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { sample } from '../support/samples.ts';
import { differences } from './invariant.ts';
import { createMemoryTable } from './memory-table.ts';
import { deciding, naming } from './naming.ts';
import { reconciling } from './reconciling.ts';
import { type Subject, simulate } from './simulation.ts';

const subject = { tallyEvent, beside: [foldCampaign, deciding(naming)], reconciling };
const chosen = fc.record({
  seed: fc.integer(),
  changes: fc.integer({ min: 1, max: 1_000 }),
  campaigns: fc.integer({ min: 1, max: 3 }),
});

it('calls no count wrong while tally, folding and other recounts run, or stop for a day', async () => {
  let right = 0;
  await fc.assert(
    fc.asyncProperty(chosen, async (run) => {
      const outcome = await simulate(subject, run);
      right += outcome.reconciled.right;
      expect(await differences(outcome)).toEqual([]);
    }),
    { numRuns: sample({ quick: 8, whole: 15 }) },
  );
  expect(right).toBeGreaterThan(2);
});

it('finds exactly the changes made by hand, and corrects them while other work goes on', async () => {
  let byHand = 0;
  await fc.assert(
    fc.asyncProperty(chosen, async (run) => {
      const outcome = await simulate(subject, { ...run, tampering: true });
      byHand += outcome.faults['changed by hand'];
      expect(await differences(outcome)).toEqual([]);
    }),
    { numRuns: sample({ quick: 8, whole: 15 }) },
  );
  expect(byHand).toBeGreaterThan(1);
});

/** A tally that loses, or counts twice, one signature of fifty. It counts names right, as nothing can correct them. */
const faulty = (times: 0 | 2): Subject['tallyEvent'] => {
  const isMeant = (sequence: string) => createHash('sha256').update(sequence).digest().readUInt8() < 5;
  return async (deps, { Records, shardId }) => {
    const genuine = Records.length > 0 ? await genuineChanges(deps, shardId, Records) : [];
    const changes = genuine.flatMap((change) => {
      const { sequence, before, after } = change;
      if (before?.publicName || after?.publicName || !isMeant(sequence)) return [change];
      return times === 0 ? [] : [change, change];
    });
    await tallyBatch(deps, shardId, changes);
    return { state: {} };
  };
};

it.each([
  ['loses', 0],
  ['counts twice', 2],
] as const)(
  'finds what a broken tally %s, and corrects it',
  async (_, times) => {
    for (const seed of [1, 2, 3]) {
      const run = { seed, changes: 800, campaigns: 2 };
      const broken = { ...subject, tallyEvent: faulty(times) };
      const { reconciling: _none, ...alone } = broken;
      expect(await differences(await simulate(alone, run))).not.toEqual([]);
      expect(await differences(await simulate(broken, { ...run, isFaulty: true }))).toEqual([]);
    }
  },
  60_000,
);

it('adds only counts that are certainly missing, and reports them to recounts and readers', async () => {
  const table = createMemoryTable();
  const counts = { client: table.client, table: 'Counts' };
  const now = Date.UTC(2026, 10, 24, 9);
  await beginRecount(counts, 'one', new Map(), now);
  await finishRecount(counts, 'one', (await getRecounts(counts, 'one')).running!);
  const { done } = await getRecounts(counts, 'one');
  const differences = [
    { name: 'n', counted: 10, recounted: 4, missing: -2 },
    { name: 'h:2026-11-01T09', counted: 5, recounted: 9, missing: 3 },
    { name: 'names', counted: 2, recounted: 1, missing: -1 },
  ];
  expect(await repairCounts(counts, 'one', { recount: done!, differences, now })).toEqual(differences.slice(0, 2));
  const changedAt = { S: '2026-11-24T09:00:00.000Z' };
  const numbers = (of: Record<string, number>) =>
    Object.fromEntries(Object.entries(of).map(([name, n]) => [name, { N: String(n) }]));
  expect([...table.items.values()].filter(({ pk }) => pk?.S === 'one')).toEqual([
    { pk: { S: 'one' }, sk: { S: 'base' }, changedAt, ...numbers({ n: -2, x: 3, m: 3, monthFolds: 1 }) },
    { pk: { S: 'one' }, sk: { S: 'base#2026-11' }, ...numbers({ 'h:2026-11-01T09': 3, folds: 1 }) },
  ]);
});

it('forgets a country that counts nobody any more, and remembers that it compared names even if there was no name', async () => {
  const counts = { client: createMemoryTable().client, table: 'Counts' };
  await beginRecount(counts, 'one', new Map([['n', 1], ['c:AZ', 1], ['c:FR', 0], ['names', 0]]), 0); // biome-ignore format: one line
  const { running } = await getRecounts(counts, 'one');
  expect([...running!.before]).toEqual([['n', 1], ['c:AZ', 1], ['names', 0]]); // biome-ignore format: one line
});
