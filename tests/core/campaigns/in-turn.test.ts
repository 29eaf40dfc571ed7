import { expect, it } from 'vitest';
import { anotherFirst, eachInTurn } from '../../../functions/core/campaigns/in-turn.ts';
import { HOUR } from '../../../functions/core/running/clock.ts';

const always = () => true;

it('gives each its turn although others fail, and fails with the first error in the end', async () => {
  const had: string[] = [];
  const work = async (campaign: string) => {
    had.push(campaign);
    if (campaign !== 'two') throw new Error(`${campaign} is away`);
  };
  await expect(eachInTurn(['one', 'two', 'three'], always, work)).rejects.toThrow('one is away');
  expect(had).toEqual(['one', 'two', 'three']);
});

it('ends when time does', async () => {
  const had: string[] = [];
  const mayGoOn = () => had.length < 2;
  await eachInTurn(['one', 'two', 'three'], mayGoOn, async (campaign) => void had.push(campaign));
  expect(had).toEqual(['one', 'two']);
});

it('begins with another one each hour, until each was first', () => {
  const firsts = [0, 1, 2, 3].map((hour) => anotherFirst(['one', 'two', 'three'], hour * HOUR));
  expect(firsts).toEqual([
    ['one', 'two', 'three'],
    ['two', 'three', 'one'],
    ['three', 'one', 'two'],
    ['one', 'two', 'three'],
  ]);
  expect(anotherFirst([], HOUR)).toEqual([]);
});
