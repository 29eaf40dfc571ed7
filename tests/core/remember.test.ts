import { expect, it, vi } from 'vitest';
import { remember } from '../../functions/core/remember.ts';

function remembering(read: (key: string) => Promise<string>) {
  const time = { now: 0 };
  return { time, get: remember(read, { clock: () => time.now, forMs: 100, entries: 2 }) };
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

it('keeps its memory bounded whatever is asked for', async () => {
  const read = vi.fn(async (key: string) => key);
  const { get } = remembering(read);
  for (const key of ['a', 'b', 'c', 'a']) await get(key);
  expect(read).toHaveBeenCalledTimes(4);
});
