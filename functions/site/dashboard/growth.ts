import { DAY, dayOf, isoTime } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';

/** How fast a campaign grows, by the days that are over (UTC). */
export interface Growth {
  readonly yesterday: number;
  /** Signatures a day, over the last week or since the campaign opened. Undefined on the first day. */
  readonly perDay: number | undefined;
  /** The same of the week before. Undefined if the campaign is younger than two weeks. */
  readonly perDayBefore: number | undefined;
}

export function growthOf(
  { byDay }: Pick<CountsAnswer, 'byDay'>,
  { now, opensAt }: { now: number; opensAt: string },
): Growth {
  const today = dayOf(now);
  const between = (from: number, until: number) => {
    // Days are compared as text, because years have many of them.
    const [first, end] = [from, until].map((days) => isoTime(today - days * DAY).slice(0, 10)) as [string, string];
    return byDay.filter(({ day }) => day >= first && day < end).reduce((sum, { signatures }) => sum + signatures, 0);
  };
  const age = (today - dayOf(Date.parse(opensAt))) / DAY;
  const days = Math.min(7, age);
  return {
    yesterday: between(1, 0),
    perDay: days < 1 ? undefined : between(days, 0) / days,
    perDayBefore: age < 14 ? undefined : between(14, 7) / 7,
  };
}
