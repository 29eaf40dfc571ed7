import { expect, it, vi } from 'vitest';
import { remember } from '../../../functions/core/running/remember.ts';

function remembering(read: (key: string) => Promise<string>, goodFor?: number) {
  const time = { now: 0 };
  return { time, get: remember(read, { clock: () => time.now, forMs: 100, entries: 2, ...(goodFor && { goodFor }) }) };
}

it('reads once for all who ask within the time, and again after it', async () => {
  const read = vi.fn(async (key: string) => key);
  const { time, get } = remembering(read);
  await Promise.all([get('a'), get('a')]);
  time.now = 99;
  await get('a');
  expect(read).toHaveBeenCalledTimes(1);
  time.now = 100;
  await get('a');
  expect(read).toHaveBeenCalledTimes(2);
});

it('does not remember a failure', async () => {
  const read = vi.fn(async () => 'fine').mockRejectedValueOnce(new Error('down'));
  const { get } = remembering(read);
  await expect(get('a')).rejects.toThrow('down');
  expect(await get('a')).toBe('fine');
});

it('remembers an answer although an older read fails after it', async () => {
  let fail = (_error: Error): void => undefined;
  const read = vi.fn(async () => 'fine').mockReturnValueOnce(new Promise((_, reject) => (fail = reject)));
  const { time, get } = remembering(read);
  const late = get('a');
  time.now = 100;
  expect(await get('a')).toBe('fine');
  fail(new Error('down'));
  await expect(late).rejects.toThrow('down');
  expect(await get('a')).toBe('fine');
  expect(read).toHaveBeenCalledTimes(2);
});

it('returns its last answer while reads fail, for a limited time, and tries again in between', async () => {
  const read = vi.fn(async () => 'old');
  const { time, get } = remembering(read, 1_000);
  await get('a');
  read.mockRejectedValue(new Error('down'));
  for (time.now = 50; time.now < 1_000; time.now += 50) expect(await get('a')).toBe('old');
  expect(read).toHaveBeenCalledTimes(10);
  time.now = 1_000;
  await expect(get('a')).rejects.toThrow('down');
  read.mockResolvedValue('new');
  expect(await get('a')).toBe('new');
});

it('keeps its memory bounded for any calls', async () => {
  const read = vi.fn(async (key: string) => key);
  const { get } = remembering(read);
  for (const key of ['a', 'b', 'c', 'a']) await get(key);
  expect(read).toHaveBeenCalledTimes(4);
});

it('forgets the oldest read first, so that nobody can make it forget a popular answer', async () => {
  const read = vi.fn(async (key: string) => key);
  const { time, get } = remembering(read, 1_000);
  for (const key of ['real', 'typed-1', 'real', 'typed-2', 'real', 'typed-3']) {
    await get(key);
    time.now += 100;
  }
  read.mockRejectedValue(new Error('down'));
  expect(await get('real')).toBe('real');
});

it('counts an entry that was read again among the newest, also while there is room', async () => {
  const read = vi.fn(async (key: string) => key);
  const time = { now: 0 };
  const get = remember(read, { clock: () => time.now, forMs: 100, entries: 3, goodFor: 1_000 });
  for (const key of ['real', 'typed-1', 'real', 'typed-2', 'typed-3']) {
    await get(key);
    time.now += 100;
  }
  read.mockRejectedValue(new Error('down'));
  expect(await get('real')).toBe('real');
});

it('remembers an answer for as long as it asks for, from the moment that it is there', async () => {
  const time = { now: 0 };
  let answer = (_value: string): void => undefined;
  const read = vi.fn(
    () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
  );
  const get = remember(read, { clock: () => time.now, forMs: (value) => (value === 'good' ? 1_000 : 10) });
  const first = get('a');
  time.now = 500;
  const second = get('a');
  answer('good');
  expect([await first, await second]).toEqual(['good', 'good']);
  time.now = 1_499;
  void get('a');
  expect(read).toHaveBeenCalledTimes(1);
  time.now = 1_500;
  const later = get('a');
  answer('bad');
  expect(await later).toBe('bad');
  expect(read).toHaveBeenCalledTimes(2);
  time.now = 1_510;
  void get('a');
  expect(read).toHaveBeenCalledTimes(3);
});
