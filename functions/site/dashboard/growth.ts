import { DAY, dayOf, isoTime } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';

/** How fast a campaign grows, by the days that are over (UTC). */
export interface Growth {
  readonly yesterday: number;
  /** Signatures a day, over the last week or since the campaign opened. Undefined on the first day. */
  readonly perDay: number | undefined;
  /** When the goal is reached at this pace, in milliseconds since the epoch. Undefined if it is reached already, or if nobody can foresee it. */
  readonly goalAt: number | undefined;
}

/** A pace says nothing about times that are further away. */
const FORESEEN = 730 * DAY;

export function growthOf(
  { total, goal, byDay }: Pick<CountsAnswer, 'total' | 'goal' | 'byDay'>,
  { now, opensAt, closesAt }: { now: number; opensAt: string; closesAt: string | undefined },
): Growth {
  const today = dayOf(now);
  const since = (days: number) => {
    // Days are compared as text, because years have many of them.
    const first = isoTime(today - days * DAY).slice(0, 10);
    return byDay.filter(({ day }) => day >= first).reduce((sum, { signatures }) => sum + signatures, 0);
  };
  const days = Math.min(7, (today - dayOf(Date.parse(opensAt))) / DAY);
  const perDay = days < 1 ? undefined : since(days) / days;
  return { yesterday: since(1), perDay, goalAt: goalAt() };

  function goalAt(): number | undefined {
    const missing = goal - total;
    if (missing <= 0 || !perDay || perDay < 0) return undefined;
    const at = now + (missing / perDay) * DAY;
    if (at > now + FORESEEN || (closesAt !== undefined && at > Date.parse(closesAt))) return undefined;
    return at;
  }
}
