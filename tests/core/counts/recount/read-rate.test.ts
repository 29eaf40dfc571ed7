import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createReadRate } from '../../../../functions/core/counts/recount/read-rate.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('lets readers wait for nothing that costs nothing', async () => {
  const never = vi.fn();
  await createReadRate({ pause: never })(0);
  expect(never).not.toHaveBeenCalled();
});

it('holds readers to 500 read units a second together, however many read at once', async () => {
  const paid = createReadRate({ pause });
  const goesOnAt = (units: number) => paid(units).then(() => Date.now());
  const together = Promise.all([goesOnAt(250), goesOnAt(250), goesOnAt(0), goesOnAt(100)]);
  await vi.runAllTimersAsync();
  expect(await together).toEqual([500, 1_000, 1_000, 1_200]);
  const later = goesOnAt(50);
  await vi.runAllTimersAsync();
  expect(await later).toBe(1_300);
});
