import type { Translator } from '../../ui/messages/messages.ts';
import type { DashboardView } from '../views.ts';
import { type CampaignEvent, eventsOf } from './events.ts';
import { growthOf } from './growth.ts';
import { apart, eventWords } from './mark-list.tsx';
import { recordsOf } from './records.ts';

/** Within this share of the time, half of all signatures are remarkable. */
const EARLY = 0.35;
/** A pace that differs by less is the same. */
const FASTER = 1.25;
/** Signatures in a week: fewer say nothing about a pace. */
const ENOUGH = 20;

type View = Pick<DashboardView, 'campaign' | 'status' | 'counts' | 'now' | 'translator'>;

/** What is remarkable in the curve: how soon half of the signatures came, and whether the growth speeds up. */
export function growthRemarks({ campaign, status, counts, now, translator }: View): string[] {
  const { t } = translator;
  const { half } = recordsOf(counts, now);
  const { perDay, perDayBefore } = growthOf(counts, { now, opensAt: campaign.opensAt });
  const remarks: string[] = [];
  if (half && half.of > 7 && half.days <= half.of * EARLY)
    remarks.push(t('dashboard.remark.half', { total: counts.total, days: half.days }));
  if (status === 'open' && perDay !== undefined && perDayBefore !== undefined) {
    const [now, before] = [perDay, perDayBefore].map((pace) => translator.number(rounded(pace))) as [string, string];
    if (Math.max(perDay, perDayBefore) * 7 >= ENOUGH && Math.min(perDay, perDayBefore) >= 0)
      remarks.push(t(`dashboard.remark.${trend(perDay, perDayBefore)}`, { now, before }));
  }
  return remarks;
}

const trend = (now: number, before: number) =>
  now >= before * FASTER ? 'faster' : before >= now * FASTER ? 'slower' : 'steady';

/** What is remarkable in the days: the strongest one, and what happened then. */
export function dayRemarks({ campaign, counts, now, translator }: View): string[] {
  const { t, date } = translator;
  const { bestDay } = recordsOf(counts, now);
  if (!bestDay) return [];
  const remarks = [t('dashboard.remark.most', { day: date(bestDay.day), number: bestDay.signatures })];
  const events = eventsOf(campaign, counts, now).filter(({ on, kind }) => on === bestDay.day && kind !== 'milestone');
  if (events.length > 0) remarks.push(t('dashboard.remark.then', { what: listOf(events, translator) }));
  return remarks;
}

const listOf = (events: readonly CampaignEvent[], translator: Translator): string =>
  events.map((event) => apart(eventWords(event, translator))).join(translator.t('dashboard.remark.between'));

/** A slow pace has one decimal. */
export const rounded = (pace: number): number => (pace < 10 ? Math.round(pace * 10) / 10 : Math.round(pace));
