import { DAY, dayOf } from '../../core/running/clock.ts';
import type { DashboardView } from '../views.ts';
import { knownDays } from './days.ts';
import { type CampaignEvent, eventsOf } from './events.ts';
import { knownUntil, type Pace, paceOf } from './forecast.ts';
import { type Growth, growthOf } from './growth.ts';
import { type Records, recordsOf } from './records.ts';

/** What the numbers of a campaign add up to. Worked out once for all parts of a page. */
export interface Facts {
  readonly events: readonly CampaignEvent[];
  readonly growth: Growth;
  readonly records: Records;
  /** Undefined before two weeks of numbers. */
  readonly pace: Pace | undefined;
  /** Until when published numbers say the total, in milliseconds since the epoch. A forecast begins there. */
  readonly known: number;
}

export type FactsView = DashboardView & { readonly facts: Facts };

export function withFacts(view: DashboardView): FactsView {
  const { campaign, counts, now } = view;
  const { opensAt } = campaign;
  const days = knownDays(campaign, counts, now);
  const facts = {
    events: eventsOf(campaign, counts, now),
    growth: growthOf(days, (dayOf(now) - dayOf(Date.parse(opensAt))) / DAY),
    records: recordsOf(days, counts.total),
    pace: paceOf(days),
    known: knownUntil(days, { ...counts, publish: campaign.publish, now }),
  };
  return { ...view, facts };
}
