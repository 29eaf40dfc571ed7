import { expect, it } from 'vitest';
import { getErasureProgress, putErasureProgress } from '../../../functions/core/campaigns/erasure-progress.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db } = await freshTables();
const now = Date.parse('2026-03-01T12:00:00Z');
const closesAt = '2025-09-01T00:00:00.000Z';
const note = (slug: string, next: number, seen = undefined as Awaited<ReturnType<typeof getErasureProgress>>) =>
  putErasureProgress(db, slug, { seen, closesAt, next, now: now + next });

it('returns how far the erasing came, for which closing, and when', async () => {
  expect(await getErasureProgress(db, 'free-them')).toBeUndefined();
  expect(await note('free-them', 3)).toBe(true);
  const seen = await getErasureProgress(db, 'free-them');
  expect(seen).toEqual({ closesAt, next: 3, at: now + 3, revision: 1 });
  expect(await note('free-them', 7, seen)).toBe(true);
  expect(await getErasureProgress(db, 'free-them')).toEqual({ closesAt, next: 7, at: now + 7, revision: 2 });
});

it('does not overwrite progress that was noted meanwhile', async () => {
  await note('two-at-once', 3);
  const seen = await getErasureProgress(db, 'two-at-once');
  await note('two-at-once', 9, seen);
  expect(await note('two-at-once', 4, seen)).toBe(false);
  expect(await note('two-at-once', 1)).toBe(false);
  expect(await getErasureProgress(db, 'two-at-once')).toMatchObject({ next: 9, revision: 2 });
});

it('sees what was noted just before', async () => {
  await note('just-noted', 5);
  expect(await getErasureProgress(withLateReads(db), 'just-noted')).toMatchObject({ next: 5 });
});

it('keeps campaigns apart', async () => {
  await note('one', 1);
  expect(await getErasureProgress(db, 'other')).toBeUndefined();
});
