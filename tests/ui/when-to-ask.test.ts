import { expect, it } from 'vitest';
import { waitToMove } from '../../functions/ui/browser/when-to-ask.ts';

const HOUR = 3_600_000;

it('waits until a number may move, and up to eight seconds longer', () => {
  expect(waitToMove(600_000, 0)).toBe(600_000);
  expect(waitToMove(600_000, 1)).toBe(608_000);
});

it('knows no time if a number may move at any moment, or if no time is known', () => {
  for (const left of [2_000, 0, -HOUR, Number.NaN]) expect(waitToMove(left, 1)).toBe(undefined);
});

it('waits no longer than a timer can, however wrong the clock is', () => {
  expect(waitToMove(20 * 365 * 24 * HOUR, 0)).toBe(HOUR);
});
