import { nextMilestone } from '../../core/published/milestones.ts';
import { DAY } from '../../core/running/clock.ts';
import type { Fan, Point } from '../../ui/charts/curve.tsx';
import type { FactsView } from './facts.ts';
import { reachOf, totalAt } from './forecast.ts';

/** A forecast takes at most this share of the time that it looks back on. */
const LONGEST = 0.5;
const SHORTEST = 7 * DAY;

/** The forecast as it is drawn. */
export interface DrawnFan {
  /** Where it ends, in milliseconds since the epoch. */
  readonly until: number;
  /** Its lines. @param share turns a moment into a place in the picture. */
  lines(share: (moment: number) => number): Fan;
}

/**
 * The forecast of an open campaign, from the last known total until the next milestone or the goal is reached at the slowest pace; or
 * until it closes, or until the picture would become mostly forecast.
 * @param from when the curve begins. @param known until when the total is known. @param today when this day ends. All are milliseconds
 * since the epoch.
 */
export function fanOf(
  { campaign, status, counts, facts }: Pick<FactsView, 'campaign' | 'status' | 'counts' | 'facts'>,
  { from, known, today }: { readonly from: number; readonly known: number; readonly today: number },
): DrawnFan | undefined {
  const { total, goal } = counts;
  const pace = status === 'open' ? facts.pace : undefined;
  if (!pace || pace.fastest <= 0) return undefined;
  const target = total < goal ? goal : nextMilestone(total, goal);
  const reach = reachOf(pace, { total, known, target, now: today, closesAt: campaign.closesAt });
  const wanted = ((reach?.latest ?? Number.POSITIVE_INFINITY) - today) * 1.05;
  const most = Math.max(2 * SHORTEST, (today - from) * LONGEST);
  const closes = campaign.closesAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(campaign.closesAt);
  const until = Math.min(today + Math.min(Math.max(wanted, SHORTEST), most), closes);
  if (until - today < DAY) return undefined;
  const line = (perDay: number, share: (moment: number) => number): Point[] => {
    const at = perDay > 0 ? known + ((target - total) / perDay) * DAY : Number.POSITIVE_INFINITY;
    if (at >= until) return [{ at: share(until), value: totalAt(total, perDay, { known, at: until }) }];
    // It says nothing about the time after.
    return [
      { at: share(at), value: target },
      { at: share(until), value: target },
    ];
  };
  return {
    until,
    lines: (share) => ({
      slowest: line(pace.slowest, share),
      likely: line(pace.lately, share),
      fastest: line(pace.fastest, share),
    }),
  };
}
