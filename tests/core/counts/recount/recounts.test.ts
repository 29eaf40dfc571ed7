import { expect, it } from 'vitest';
import {
  beginRecount,
  finishRecount,
  getRecounts,
  putRecount,
} from '../../../../functions/core/counts/recount/recounts.ts';
import { HOUR } from '../../../../functions/core/running/clock.ts';
import { withLateReads } from '../../../support/late-reads.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');

/** Begins a recount, and reads it as the next run does. */
async function begun(campaign: string, now = NOW) {
  expect(await beginRecount(Counts, campaign, new Map([['n', 1]]), now)).toBe(true);
  return (await getRecounts(Counts, campaign)).running!;
}

it('begins no recount over one that runs', async () => {
  const running = await begun('twice');
  expect(await beginRecount(Counts, 'twice', new Map([['n', 2]]), NOW + HOUR)).toBe(false);
  expect((await getRecounts(Counts, 'twice')).running).toEqual(running);
});

it('writes how far a recount is over the one that was read alone', async () => {
  const seen = await begun('farther');
  expect(await putRecount(Counts, 'farther', 'running', seen, { ...seen, next: 64 })).toBe(true);
  const recounts = await getRecounts(Counts, 'farther');
  expect(await putRecount(Counts, 'farther', 'running', seen, { ...seen, next: 32 })).toBe(false);
  expect(await getRecounts(Counts, 'farther')).toEqual(recounts);
});

it('finishes a recount only as it was read, and once', async () => {
  const seen = await begun('finished');
  await putRecount(Counts, 'finished', 'running', seen, { ...seen, next: 256 });
  const { running } = await getRecounts(Counts, 'finished');
  expect(await finishRecount(Counts, 'finished', seen)).toBe(false);
  expect(await getRecounts(Counts, 'finished')).toEqual({ running });
  expect(await finishRecount(Counts, 'finished', running!)).toBe(true);
  const recounts = await getRecounts(Counts, 'finished');
  expect(await finishRecount(Counts, 'finished', running!)).toBe(false);
  expect(await getRecounts(Counts, 'finished')).toEqual(recounts);
  expect(recounts).toMatchObject({ running: undefined, done: { next: 256 } });
});

it('distinguishes two recounts that were written equally often', async () => {
  const first = await begun('another');
  await finishRecount(Counts, 'another', first);
  await begun('another', NOW + HOUR);
  const recounts = await getRecounts(Counts, 'another');
  expect(recounts.running?.revision).toBe(first.revision);
  expect(await putRecount(Counts, 'another', 'running', first, { ...first, next: 64 })).toBe(false);
  expect(await finishRecount(Counts, 'another', first)).toBe(false);
  expect(await getRecounts(Counts, 'another')).toEqual(recounts);
});

it('keeps all of a recount but counts of zero, and reads what was written just before', async () => {
  const before = new Map([
    ['n', 5],
    ['c:AZ', 0],
    ['names', 0],
  ]);
  await beginRecount(Counts, 'whole', before, NOW);
  const late = withLateReads(Counts);
  const { running: begun } = await getRecounts(late, 'whole');
  const kept = new Map([
    ['n', 5],
    ['names', 0],
  ]);
  const times = { startedAt: NOW, at: NOW, judgedAt: undefined };
  expect(begun).toEqual({ ...times, before: kept, recounted: new Map(), next: 0, revision: 0 });
  const recounted = new Map([['n', 4]]);
  await putRecount(Counts, 'whole', 'running', begun!, { ...begun!, recounted, next: 256, at: NOW + 1 });
  await finishRecount(Counts, 'whole', (await getRecounts(late, 'whole')).running!);
  const { done: finished } = await getRecounts(late, 'whole');
  expect(finished).toEqual({ ...times, at: NOW + 1, before: kept, recounted, next: 256, revision: 2 });
  await putRecount(Counts, 'whole', 'done', finished!, { ...finished!, judgedAt: NOW + 2 });
  expect(await getRecounts(late, 'whole')).toEqual({
    running: undefined,
    done: { ...finished, judgedAt: NOW + 2, revision: 3 },
  });
});
