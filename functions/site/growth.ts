import { DAY, HOUR, isoTime } from '../core/running/clock.ts';
import type { CountsAnswer } from './open-data.ts';

/** How fast a campaign grows. */
export interface Growth {
  readonly lastDay: number;
  /** Signatures a day, over the last week or since the first signature. Undefined in the first day. */
  readonly perDay: number | undefined;
  /** When the goal is reached at this pace (ISO 8601). Undefined if it is reached already, or if nobody can foresee it. */
  readonly goalAt: string | undefined;
}

/** A pace says nothing about times that are further away. */
const FORESEEN = 730 * DAY;

export function growthOf(
  counts: CountsAnswer,
  { now, closesAt }: { now: number; closesAt: string | undefined },
): Growth {
  const since = (length: number) => {
    // An hour counts until `length` has passed since its end. Hours are compared as text, because years have many of them.
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

/** A moment in the form that open data uses for hours. */
const second = (moment: number): string => `${isoTime(moment).slice(0, 19)}Z`;
