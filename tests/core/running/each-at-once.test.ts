import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eachAtOnce } from '../../../functions/core/running/each-at-once.ts';

it('does the work of each once, and no more of them at once than it may', async () => {
  const done: number[] = [];
  let [running, most] = [0, 0];
  await eachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running);
    await sleep(item % 2);
    running--;
    done.push(item);
  });
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it('begins nothing more after a failure, and fails when the begun work has ended', async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('away');
    await sleep(5);
    ended.push(item);
  };
  await expect(eachAtOnce([1, 2, 3, 4, 5], 2, work)).rejects.toThrow('away');
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});
