import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { DAY } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';
import type { KnownDays } from './days.ts';

/** How many signatures a day came in seven days: the fewest, the latest and the most of the last four weeks. */
export interface Pace {
  readonly slowest: number;
  readonly lately: number;
  readonly fastest: number;
}

const WEEK_DAYS = 7;
const LOOK_BACK = 28;
/** Two weeks, or the slowest and the fastest seven days would mostly be the same days. */
const LEAST_DAYS = 14;
/** A pace says nothing about times that are further away. */
const FORESEEN = 730 * DAY;

/**
 * The pace of a campaign, by the days that published numbers reach (UTC), and how much it varies: of all seven days in a row
 * within the last 28, the ones in which the total grew least and most. A step that stands for several days counts equally on
 * each of them, as pictures draw it. docs/decisions/043 says why this and no other model.
 * @returns undefined before two weeks of numbers, and after two weeks in which no number moved: nobody knows the pace then.
 */
export function paceOf(days: KnownDays): Pace | undefined {
  const { begun, over, reached } = days;
  if (reached - begun < LEAST_DAYS || over - reached > LEAST_DAYS) return undefined;
  const from = Math.max(begun, reached - LOOK_BACK);
  const weeks = Array.from(
    { length: reached - from - WEEK_DAYS + 1 },
    (_, i) => (days.drawnAt(from + i + WEEK_DAYS) - days.drawnAt(from + i)) / WEEK_DAYS,
  );
  return { slowest: Math.min(...weeks), lately: weeks.at(-1) ?? 0, fastest: Math.max(...weeks) };
}

/**
 * Until when published numbers say the total, in milliseconds since the epoch: the number of a careful campaign may wait. What
 * came since is unknown, and not nothing, so a forecast begins there.
 */
export function knownUntil(
  { from, reached, drawnAt }: Pick<KnownDays, 'from' | 'reached' | 'drawnAt'>,
  { publish, total, asOf, now }: Pick<CampaignHead, 'publish'> & Pick<CountsAnswer, 'total' | 'asOf'> & { now: number },
): number {
  if (publish === 'live') return now;
  // What no day has yet was published after the last one.
  const isNewer = total !== drawnAt(reached);
  return Math.min(now, isNewer ? Date.parse(asOf) : from + reached * DAY);
}

/** When a number of signatures is reached, in milliseconds since the epoch. Never in the past. */
export interface Reach {
  /** At the fastest pace. */
  readonly earliest: number;
  /** At the pace of the last seven days. Undefined if that never gets there, or not before the campaign closes. */
  readonly likely: number | undefined;
  /** At the slowest pace. */
  readonly latest: number | undefined;
}

interface Aim {
  /** The total, and the moment at which it was that (`knownUntil`). */
  readonly total: number;
  readonly known: number;
  readonly target: number;
  readonly now: number;
  readonly closesAt: string | undefined;
}

/**
 * When a campaign gets to a number of signatures if it goes on at a pace.
 * @returns undefined if it is there already, or will not get there before it closes or within two years.
 */
export function reachOf(pace: Pace, { total, known, target, now, closesAt }: Aim): Reach | undefined {
  const missing = target - total;
  const end = Math.min(now + FORESEEN, closesAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(closesAt));
  const at = (perDay: number): number | undefined => {
    const moment = perDay > 0 ? known + (missing / perDay) * DAY : Number.POSITIVE_INFINITY;
    return moment <= end ? Math.max(now, moment) : undefined;
  };
  const earliest = missing > 0 ? at(pace.fastest) : undefined;
  return earliest === undefined ? undefined : { earliest, likely: at(pace.lately), latest: at(pace.slowest) };
}

/** How many signatures a campaign has at a moment if it goes on at a pace. Never fewer than are published. */
export const totalAt = (total: number, perDay: number, { known, at }: { known: number; at: number }): number =>
  Math.round(total + (Math.max(0, perDay) * Math.max(0, at - known)) / DAY);
