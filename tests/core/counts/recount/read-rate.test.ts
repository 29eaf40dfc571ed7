import { expect, it } from 'vitest';
import { createReadRate } from '../../../../functions/core/counts/recount/read-rate.ts';

it('holds readers to 500 read units a second together, however many read at once', async () => {
  let now = 0;
  const waits: number[] = [];
  const pause = async (ms: number) => void waits.push(ms);
  const paid = createReadRate({ clock: () => now, pause });
  await Promise.all([paid(250), paid(250), paid(100)]);
  expect(waits).toEqual([500, 1_000]);
  now = 10_000;
  await paid(128);
  expect(waits).toHaveLength(2);
});
