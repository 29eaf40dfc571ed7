import type { KnownDays } from './days.ts';

/** How fast a campaign grows, by the days that are over (UTC). Undefined where published numbers do not say it to the day. */
export interface Growth {
  readonly yesterday: number | undefined;
  /** Signatures a day, over the last week or since the campaign opened. Undefined on the first day. */
  readonly perDay: number | undefined;
  /** The same of the week before. Undefined if the campaign is younger than two weeks. */
  readonly perDayBefore: number | undefined;
}

/** @param age how many days the campaign has been open. */
export function growthOf(days: KnownDays, age: number): Growth {
  const between = (from: number, until: number): number | undefined => {
    const [start, end] = [days.totalAt(Math.max(0, days.over - from)), days.totalAt(days.over - until)];
    return start === undefined || end === undefined ? undefined : end - start;
  };
  const week = Math.min(7, age);
  const perDay = (sum: number | undefined, length: number) => (sum === undefined ? undefined : sum / length);
  return {
    yesterday: between(1, 0),
    perDay: week < 1 ? undefined : perDay(between(week, 0), week),
    perDayBefore: age < 14 ? undefined : perDay(between(14, 7), 7),
  };
}
