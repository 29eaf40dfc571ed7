import { expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../functions/http/app.ts';
import { inTime } from '../../functions/http/in-time.ts';
import { type FunctionRow, functions } from '../../infra/functions.ts';
import { appDeps } from '../support/app-deps.ts';

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

it('answers 503 from a route that hangs, before Lambda stops the function, but gives it most of that time', async () => {
  const timeouts = Object.values<FunctionRow>(functions).flatMap(({ requests, timeoutSeconds }) =>
    requests ? [timeoutSeconds * 1_000] : [],
  );
  expect(timeouts).toHaveLength(3);
  const { answersWithin: _, ...asDeployed } = appDeps;
  const app = createApp(asDeployed).get('/hangs', () => new Promise<Response>(() => undefined));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const answer = app.request('/hangs');
  await vi.advanceTimersByTimeAsync(Math.min(...timeouts) - 2_000);
  expect(vi.getTimerCount()).toBe(1);
  // The last second is for the answer itself.
  await vi.advanceTimersByTimeAsync(1_000);
  expect(vi.getTimerCount()).toBe(0);
  expect((await answer).status).toBe(503);
});
