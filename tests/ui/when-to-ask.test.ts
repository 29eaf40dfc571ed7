import { expect, it } from 'vitest';
import { waitBeforeAsking } from '../../functions/ui/browser/when-to-ask.ts';

const HOUR = 3_600_000;
const careful = (left: number, random: number, asked = 0) => waitBeforeAsking({ isLive: false, left, asked, random });
const live = (asked: number, random: number) => waitBeforeAsking({ isLive: true, left: 0, asked, random });

it('waits until a number may move, then until it is written, and then up to twenty seconds longer', () => {
  expect(careful(600_000, 0)).toBe(640_000);
  expect(careful(600_000, 1)).toBe(660_000);
});

it('waits as long as that from now on if a number may move already, or if no time is known', () => {
  for (const left of [0, -HOUR, Number.NaN]) {
    expect(careful(left, 0)).toBe(40_000);
    expect(careful(left, 1)).toBe(60_000);
  }
  expect(careful(0, 0, 29)).toBe(40_000);
});

it('waits no longer than a timer can, however wrong the clock is', () => {
  expect(careful(20 * 365 * 24 * HOUR, 0)).toBe(HOUR + 40_000);
});

it('asks for the total of a live campaign soon, and then less and less often', () => {
  expect([0, 1, 2, 3, 29].map((asked) => live(asked, 0))).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
  expect(live(0, 1)).toBe(12_000);
});
