import { expect, it } from 'vitest';
import { milestonesBetween, nextMilestone } from '../../../functions/core/published/milestones.ts';

it('knows the round numbers that were passed, and the goal', () => {
  expect(milestonesBetween(0, 1_200, 800)).toEqual([100, 250, 500, 800, 1_000]);
  expect(milestonesBetween(1_000, 2_500, 800)).toEqual([2_500]);
  expect(milestonesBetween(2_500, 2_500, 2_500)).toEqual([]);
  expect(milestonesBetween(90, 99, 95)).toEqual([95]);
});

it.each([
  [0, 5_000, 100],
  [0, 50, 50],
  [50, 50, 100],
  [100, 5_000, 250],
  [1_200, 10_000, 2_500],
  [5_000, 6_000, 6_000],
  [999_999, 100, 1_000_000],
])('after %i signatures, with a goal of %i, comes %i', (total, goal, next) => {
  expect(nextMilestone(total, goal)).toBe(next);
});
