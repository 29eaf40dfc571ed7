import { nextMilestone } from '../../core/published/milestones.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import type { FactsView } from './facts.ts';
import { eventWords } from './mark-list.tsx';

/** Within this share of the time, half of all signatures are remarkable. */
const EARLY = 0.35;
/** A pace that differs by less is the same. */
const FASTER = 1.25;
/** Signatures in a week: fewer say nothing about a pace. */
const ENOUGH = 20;

type View = Pick<FactsView, 'status' | 'counts' | 'facts' | 'translator'>;

/**
 * What is remarkable in the curve: how soon half of the signatures came, and whether the growth speeds up. If published numbers
 * do not say either, or nothing is remarkable: how far it got.
 */
export function growthRemarks({ status, counts, facts, translator }: View): string[] {
  const { t } = translator;
  const { half } = facts.records;
  const { perDay, perDayBefore } = facts.growth;
  const remarks: string[] = [];
  // Once it is over, it is worth a word also if it is not early.
  if (half && half.of > 7 && (status === 'closed' || half.days <= half.of * EARLY))
    remarks.push(t('dashboard.remark.half', { days: half.days }));
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
