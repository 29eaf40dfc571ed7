import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { limitAtOnce } from '../../functions/console/at-once.ts';

it('begins one request of a name in each turn, so that others go on between two of them', async () => {
  const { admit } = limitAtOnce();
  const begun: string[] = [];
  const work = (name: string) => admit(name, async () => void begun.push(name));
  const all = [...Array.from({ length: 5 }, () => work('one')), work('other')];
  const turns: number[] = [];
  for (let last = begun.length; turns.length < 20 && begun.length < 6; last = begun.length) {
    await nextTurn();
    turns.push(begun.slice(last).filter((name) => name === 'one').length);
  }
  await Promise.all(all);
  expect([begun.length, Math.max(...turns)]).toEqual([6, 1]);
  // The other one does not wait for all of these.
  expect(begun.indexOf('other')).toBeLessThan(3);
});
