import type { Campaign } from '../../core/campaigns/campaign.ts';
import { isUntranslated, type Marked } from '../../core/campaigns/in-language.ts';
import { localTime } from '../../core/campaigns/local-time.ts';
import { milestonesBetween, nextMilestone } from '../../core/published/milestones.ts';
import { DAY, dayName } from '../../core/running/clock.ts';
import type { CountsAnswer } from '../open-data.ts';
import { beginOf } from './periods.ts';

/** What happened in the time of a campaign, to stand beside its growth. */
export type CampaignEvent = {
  /** A date, month or year, as exactly as it is known: `2026-11-24`, `2026-11`, `2026`. */
  readonly on: string;
} & (
  | { readonly kind: 'opened' | 'closed' | 'won' }
  /** `text` is the campaign's. */
  | ({ readonly kind: 'update' | 'released' | 'died' | 'handed-over'; readonly text: string } & Marked)
  /** `since`: the first day on which it can have been, if the step that passed it stands for several days. */
  | { readonly kind: 'milestone'; readonly signatures: number; readonly since?: string }
);

/** Milestones below this share of the total are left out: they all passed in the first days. */
const LEAST_MILESTONE = 0.1;

/**
 * The events of a campaign until now, oldest first: it opened, updates, releases and deaths of its cases, milestones of the
 * published total, hand-overs, won, closed.
 */
export function eventsOf(campaign: Campaign, counts: CountsAnswer, now: number): CampaignEvent[] {
  const local = (moment: string) => localTime(campaign, moment).slice(0, 10);
  const { opensAt, closesAt, updates, cases, handedOver, won } = campaign;
  const events: CampaignEvent[] = [
    { kind: 'opened', on: local(opensAt) },
    ...updates
      .filter(({ at }) => Date.parse(at) <= now)
      .map((one) => ({ kind: 'update' as const, on: local(one.at), ...textOf(one, 'title') })),
    ...cases.flatMap((one) =>
      (one.history ?? []).flatMap(({ status, on }) =>
        status === 'detained' ? [] : [{ kind: status, on, ...textOf(one, 'name') }],
      ),
    ),
    ...milestonesOf(campaign, counts, now),
    ...handedOver.map((one) => ({ kind: 'handed-over' as const, on: one.on, ...textOf(one, 'to') })),
    ...(won ? [{ kind: 'won' as const, on: won.on }] : []),
    ...(closesAt !== undefined && Date.parse(closesAt) <= now
      ? [{ kind: 'closed' as const, on: local(closesAt) }]
      : []),
  ];
  // A sort keeps the order of those that are equal.
  return events
    .map((event) => ({ event, from: timeOf(event).from }))
    .filter(({ from }) => from <= now)
    .sort((one, other) => one.from - other.from)
    .map(({ event }) => event);
}

/** A text of the campaign, and whether it is in the original language. */
const textOf = <Field extends string>(
  set: { readonly [Name in Field]: string },
  field: Field,
): { text: string } & Marked => ({
  text: set[field],
  ...(isUntranslated(set, field) && { untranslated: ['text'] }),
});

const MONTH = '2026-11';

/** The time of a date, month or year: from its beginning until its end, in milliseconds since the epoch. */
export function spanOf(on: string): { readonly from: number; readonly until: number } {
  const from = Date.parse(on);
  if (on.length > MONTH.length) return { from, until: from + DAY };
  const begin = new Date(from);
  const [year, month] = [begin.getUTCFullYear(), begin.getUTCMonth()];
  return { from, until: on.length < MONTH.length ? Date.UTC(year + 1, 0) : Date.UTC(year, month + 1) };
}

/** The time in which an event was. */
function timeOf(event: CampaignEvent): ReturnType<typeof spanOf> {
  const span = spanOf(event.on);
  return 'since' in event && event.since !== undefined ? { ...span, from: spanOf(event.since).from } : span;
}

/** When the published total passed milestones for the first time. */
function milestonesOf(
  { publish, opensAt }: Pick<Campaign, 'publish' | 'opensAt'>,
  { total, goal, byDay }: CountsAnswer,
  now: number,
): CampaignEvent[] {
  const today = dayName(now);
  const overDays = byDay.reduce((sum, { signatures }) => sum + signatures, 0);
  const events: CampaignEvent[] = [];
  let [sum, passed, next] = [0, 0, nextMilestone(0, goal)];
  const begin = dayName(beginOf(Date.parse(opensAt), Date.parse(byDay[0]?.day ?? today)));
  let before: string | undefined;
  for (const { day, signatures } of [...byDay, { day: today, signatures: total - overDays }]) {
    sum += signatures;
    const last = before;
    before = day;
    if (sum < next) continue;
    // Only here: to name the day after each day of years would take longer than all pictures.
    const first = last === undefined ? begin : dayName(spanOf(last).until);
    const since = publish === 'careful' && first < day ? { since: first } : {};
    for (const milestone of milestonesBetween(passed, sum, goal))
      if (milestone >= total * LEAST_MILESTONE)
        events.push({ kind: 'milestone', on: day, ...since, signatures: milestone });
    [passed, next] = [sum, nextMilestone(sum, goal)];
  }
  return events;
}

/** A group of events that are too close for marks of their own. */
export interface Mark {
  /** Where it stands, as a share of the time that is shown: 0 to 1. It ends later than it begins if the day is not known, or if there are several events. */
  readonly from: number;
  readonly until: number;
  readonly events: readonly CampaignEvent[];
}

/** Marks closer than this share of the width would touch on a phone. */
const NEAREST = 0.08;

/**
 * The marks of events along the time that is shown. Events of other times have none.
 * @param shown its beginning, its end, and where what can have happened ends, in milliseconds since the epoch.
 */
export function marksOf(
  events: readonly CampaignEvent[],
  shown: { readonly from: number; readonly until: number; readonly now: number },
): Mark[] {
  const share = (moment: number) => (moment - shown.from) / (shown.until - shown.from);
  const marks: { from: number; until: number; events: CampaignEvent[] }[] = [];
  for (const event of events) {
    const span = timeOf(event);
    // By the clocks of the campaign, it may have opened on the day before the first one in UTC, or closed on the day after the last.
    const room = event.kind === 'opened' || event.kind === 'closed' ? DAY : 0;
    if (span.until <= shown.from - room || span.from >= shown.now + room) continue;
    const isDay = span.until - span.from === DAY;
    // A day has its mark in its middle. A month or a year has it wherever in it the mark begins to be seen.
    const begin = Math.max(isDay ? span.from + DAY / 2 : span.from, shown.from);
    const from = share(isDay ? Math.min(begin, shown.now) : begin);
    const until = isDay ? from : share(Math.min(span.until, shown.now));
    const last = marks.at(-1);
    if (last && from - last.from < NEAREST) {
      last.events.push(event);
      last.until = Math.max(last.until, until);
    } else marks.push({ from, until, events: [event] });
  }
  return marks;
}
