import { expect, it } from 'vitest';
import {
  beginRecount,
  finishRecount,
  getRecounts,
  putRecount,
} from '../../../../functions/core/counts/recount/recounts.ts';
import { HOUR } from '../../../../functions/core/running/clock.ts';
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
