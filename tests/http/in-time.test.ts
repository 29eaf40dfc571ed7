import { expect, it, vi } from 'vitest';
import { inTime } from '../../functions/http/in-time.ts';

it('returns the result of work in time, and throws its error', async () => {
  expect(await inTime(1_000, Promise.resolve('done'))).toBe('done');
  await expect(inTime(1_000, Promise.reject(new RangeError('away')))).rejects.toThrow(RangeError);
});

it('reports the service as unavailable when work is too slow', async () => {
  vi.useFakeTimers();
  const waiting = expect(inTime(1_000, new Promise(() => undefined))).rejects.toMatchObject({ kind: 'unavailable' });
  await vi.advanceTimersByTimeAsync(1_000);
  await waiting;
  vi.useRealTimers();
});

it('leaves no timer behind, which would keep a process from ending', async () => {
  vi.useFakeTimers();
  await inTime(1_000, Promise.resolve());
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
