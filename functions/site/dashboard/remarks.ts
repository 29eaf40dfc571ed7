import { nextMilestone } from '../../core/published/milestones.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import type { FactsView } from './facts.ts';
import { eventWords } from './mark-list.tsx';

/** Half of all signatures are remarkable in this share of the time, or once it is over, in the same at its end. Half in half is not. */
const EARLY = 0.35;
/** The best week is remarkable if it is so many times the average one, of so many days at least. */
const JUMP = 3;
const JUMP_DAYS = 28;
/** A pace that differs by less is the same. */
const FASTER = 1.25;
/** Signatures in a week: fewer say nothing about a pace. */
const ENOUGH = 20;

type View = Pick<FactsView, 'status' | 'counts' | 'facts' | 'translator'>;

/**
 * What is remarkable in the curve: how soon half of the signatures came, a week far above the others, and whether the growth
 * speeds up. If published numbers do not say it, or nothing is remarkable: how far it got.
 */
export function growthRemarks({ status, counts, facts, translator }: View): string[] {
  const { t, dateSpan } = translator;
  const { half, bestWeek } = facts.records;
  const { perDay, perDayBefore } = facts.growth;
  const remarks: string[] = [];
  const isEarly = half !== undefined && half.days <= half.of * EARLY;
  const isLate = half !== undefined && status === 'closed' && half.days >= half.of * (1 - EARLY);
  if (half && half.of > 7 && (isEarly || isLate)) remarks.push(t('dashboard.remark.half', { days: half.days }));
  // A strong beginning has been said.
  if (bestWeek && !isEarly && bestWeek.of >= JUMP_DAYS && bestWeek.signatures >= JUMP * bestWeek.usual)
    remarks.push(
      t('dashboard.remark.week', {
        days: dateSpan(bestWeek.from, bestWeek.until),
        number: bestWeek.signatures,
        usual: rounded(bestWeek.usual),
      }),
    );
  if (status === 'open' && perDay !== undefined && perDayBefore !== undefined) {
    if (Math.max(perDay, perDayBefore) * 7 >= ENOUGH && Math.min(perDay, perDayBefore) >= 0)
      remarks.push(
        t(`dashboard.remark.${trend(perDay, perDayBefore)}`, { now: rounded(perDay), before: rounded(perDayBefore) }),
      );
  }
  return remarks.length > 0 ? remarks : [distance(counts, translator)];
}

/** How far the total is from the goal, or from the next milestone if the goal is very far. */
function distance({ total, goal }: View['counts'], { t, percent }: Translator): string {
  // Downwards: 100 % is the goal.
  const percents = Math.floor((100 * total) / goal);
  if (percents > 0) return t('dashboard.remark.goal', { share: percent(percents / 100) });
  const milestone = nextMilestone(total, goal);
  return t('dashboard.next-milestone', { milestone, missing: milestone - total });
}

const trend = (now: number, before: number) =>
  now >= before * FASTER ? 'faster' : before >= now * FASTER ? 'slower' : 'steady';

/** What is remarkable in the days: the strongest one, and what happened then. If no day is known to be: where the total grew most a day. */
export function dayRemarks({ facts, translator }: Pick<View, 'facts' | 'translator'>): string[] {
  const { t, date, dateSpan, list } = translator;
  const { bestDay, steepest } = facts.records;
  if (!bestDay) {
    if (!steepest) return [];
    const { from, until, perDay } = steepest;
    return [t('dashboard.remark.steepest', { days: dateSpan(from, until), number: rounded(perDay) })];
  }
  const remarks = [t('dashboard.remark.most', { day: date(bestDay.day), number: bestDay.signatures })];
  const events = facts.events.filter(({ on, kind }) => on === bestDay.day && kind !== 'milestone');
  if (events.length > 0)
    remarks.push(t('dashboard.remark.then', { what: list(events.map((event) => eventWords(event, translator))) }));
  return remarks;
}

/** A slow pace has one decimal. */
export const rounded = (pace: number): number => (pace < 10 ? Math.round(pace * 10) / 10 : Math.round(pace));
