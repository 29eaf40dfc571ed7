/** The smallest number of signatures that is a milestone. */
const FIRST = 100;

/**
 * Milestones are round numbers of signatures, 1, 2.5 and 5 times each power of ten, and the goal.
 * @returns those above `after`, up to and with `upTo`, the smallest first.
 */
export function milestonesBetween(after: number, upTo: number, goal: number): number[] {
  const found = new Set(goal > after && goal <= upTo ? [goal] : []);
  for (let power = FIRST; power <= upTo; power *= 10)
    for (const one of [power, 2.5 * power, 5 * power]) if (one > after && one <= upTo) found.add(one);
  return [...found].sort((a, b) => a - b);
}

/** The milestone that comes next. @example nextMilestone(1_200, 10_000) // 2_500 */
export function nextMilestone(total: number, goal: number): number {
  const reach = Math.max(FIRST, total * 10);
  return milestonesBetween(total, reach, goal)[0] ?? reach;
}
