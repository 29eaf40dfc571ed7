import { expect, it } from 'vitest';
import { isSlug, SLUG_LENGTH } from '../../../functions/core/campaigns/values.ts';
import { codeOf, getRun, putRun } from '../../../functions/core/published/run.ts';
import { MINUTE } from '../../../functions/core/running/clock.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const NOON = Date.UTC(2026, 5, 2, 12);

it('keeps the later of two runs that end at the same time', async () => {
  const { Counts: counts } = await freshTables();
  await putRun(counts, undefined, { at: 2, frequent: new Map(), late: new Map() });
  await putRun(counts, undefined, { at: 1, frequent: new Map(), late: new Map() });
  await putRun(
    counts,
    { at: 1, frequent: new Map(), late: new Map() },
    { at: 3, frequent: new Map(), late: new Map() },
  );
  expect(await getRun(counts)).toEqual({ at: 2, frequent: new Map(), late: new Map() });
});

it('remembers any campaign that had no turn, if 10,000 with the longest slugs are late', async () => {
  const { Counts: counts } = await freshTables();
  const longest = (i: number) => `${'x'.repeat(SLUG_LENGTH.max - 6)}-${String(i).padStart(5, '0')}`;
  expect(isSlug(longest(0))).toBe(true);
  const all = Array.from({ length: 10_000 }, (_, i) => [codeOf(longest(i)), NOON + (i % 60) * MINUTE] as const);
  const run = { at: NOON, late: new Map(all), frequent: new Map(all.map(([code]) => [code, MINUTE] as const)) };
  const [units = 0] = await unitsOf(counts, () => putRun(counts, undefined, run));
  expect(units).toBeLessThan(125);
  expect(await getRun(counts)).toEqual(run);
});

it('notes of more campaigns as many as fit, and those that are late first', async () => {
  const { Counts: counts } = await freshTables();
  const all = Array.from({ length: 60_000 }, (_, i) => [codeOf(String(i)), NOON + (i % 600)] as const);
  await putRun(counts, undefined, { at: NOON, late: new Map(all.slice(0, 40_000)), frequent: new Map(all) });
  const { late, frequent } = (await getRun(counts))!;
  expect([late.size, frequent.size > 15_000, frequent.size < 60_000]).toEqual([40_000, true, true]);
});

it('is read as it was just written', async () => {
  const { Counts: counts } = await freshTables();
  const run = { at: NOON, frequent: new Map(), late: new Map([[codeOf('one'), NOON]]) };
  await putRun(counts, undefined, run);
  expect(await getRun(withLateReads(counts))).toEqual(run);
});
