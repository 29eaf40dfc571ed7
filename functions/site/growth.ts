import { DAY, HOUR, isoTime } from '../core/running/clock.ts';
import type { CountsAnswer } from './open-data.ts';

/** How fast a campaign grows. */
export interface Growth {
  readonly lastDay: number;
  /** A day, over the last week, or since the first signature; undefined until a day has passed since. */
  readonly perDay: number | undefined;
  /** ISO 8601, when the goal is reached if the pace stays; undefined if it is reached, or not to be foreseen. */
  readonly goalAt: string | undefined;
}

/** Two years ahead, a pace tells nothing. */
const FORESEEN = 730 * DAY;

export function growthOf(
  counts: CountsAnswer,
  { now, closesAt }: { now: number; closesAt: string | undefined },
): Growth {
  const since = (length: number) => {
    // An hour belongs to the last day until it is a day since it ended. Compared as text, since years have many hours.
    const [after, until] = [second(now - length - HOUR), second(now)];
    return counts.byHour
      .filter(({ hour }) => hour > after && hour <= until)
      .reduce((sum, { signatures }) => sum + signatures, 0);
  };
  const began = Date.parse(counts.byHour[0]?.hour ?? counts.asOf);
  const days = Math.min(7, (now - began) / DAY);
  const perDay = days < 1 ? undefined : since(7 * DAY) / days;
  return { lastDay: since(DAY), perDay, goalAt: goalAt() };

  function goalAt(): string | undefined {
    const missing = counts.goal - counts.total;
    if (missing <= 0 || !perDay) return undefined;
    const at = now + (missing / perDay) * DAY;
    if (at > now + FORESEEN || (closesAt !== undefined && at > Date.parse(closesAt))) return undefined;
    return isoTime(at);
  }
}

/** A moment as open data names hours, to the second. */
const second = (moment: number): string => `${isoTime(moment).slice(0, 19)}Z`;
