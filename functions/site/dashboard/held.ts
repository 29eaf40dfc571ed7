import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import type { PrisonerCase } from '../../core/campaigns/case.ts';
import { DAY, dayOf } from '../../core/running/clock.ts';
import { sumOf } from '../../core/sum.ts';
import { spanOf } from './events.ts';

/** A time that a prisoner has been in prison. */
export interface Spell {
  /** When it began: some time in between. Milliseconds since the epoch. */
  readonly from: Between;
  /** When it ended, or today, if it has not. */
  readonly until: Between;
}

interface Between {
  readonly earliest: number;
  readonly latest: number;
}

/** How long the people of a case have been in prison, as exactly as its dates are known. */
export interface Held {
  /** Of the page about them, if there is one. */
  readonly id: string | undefined;
  readonly name: string;
  readonly people: number;
  readonly status: PrisonerCase['status'];
  readonly spells: readonly Spell[];
  /** Days in prison: at least, and at most. */
  readonly days: { readonly least: number; readonly most: number };
}

/**
 * The cases of which a beginning is known, and an end if they are no longer in prison; the longest first.
 * @param now milliseconds since the epoch.
 */
export const heldOf = (cases: readonly PrisonerCase[], now: number): Held[] =>
  cases
    .flatMap((one) => {
      const spells = spellsOf(one, dayOf(now));
      if (!spells || spells.length === 0) return [];
      return [{ id: one.id, name: one.name, people: one.people, status: one.status, spells, days: daysIn(spells) }];
    })
    .sort((a, b) => b.days.least - a.days.least);

/**
 * Days in prison, all times of a case together, by days in UTC.
 * @param now milliseconds since the epoch. @returns undefined if a beginning is not known, or the end of a case that is over.
 */
export function daysInPrison(one: Dated, now: number): Held['days'] | undefined {
  const spells = spellsOf(one, dayOf(now));
  return spells && spells.length > 0 ? daysIn(spells) : undefined;
}

type Dated = Pick<PrisonerCase, 'detainedOn' | 'status'> & {
  readonly history?: readonly { readonly status: PrisonerCase['status']; readonly on: string }[] | undefined;
};

/** @returns undefined if the case is over, and nobody has noted since when. */
function spellsOf({ detainedOn, history = [], status }: Dated, today: number): Spell[] | undefined {
  const starts = history.some(({ status }) => status === 'detained') || detainedOn === undefined;
  const events = starts ? history : [{ status: 'detained' as const, on: detainedOn }, ...history];
  const spells: Spell[] = [];
  let from: Between | undefined;
  for (const event of events) {
    const on = betweenOf(event.on, today);
    if (event.status === 'detained') from ??= on;
    else if (from) {
      spells.push({ from, until: on });
      from = undefined;
    }
  }
  if (!from) return spells;
  return status === 'detained' ? [...spells, { from, until: { earliest: today, latest: today } }] : undefined;
}

/** The first and the last day that a date, a month or a year can mean. Nothing has happened later than today. */
function betweenOf(on: string, today: number): Between {
  const { from, until } = spanOf(on);
  return { earliest: Math.min(from, today), latest: Math.min(until - DAY, today) };
}

const daysIn = (spells: readonly Spell[]): Held['days'] => ({
  least: daysOf(spells, ({ from, until }) => until.earliest - from.latest),
  most: daysOf(spells, ({ from, until }) => until.latest - from.earliest),
});

/** Whole days of all of them. */
const daysOf = (spells: readonly Spell[], lengthOf: (spell: Spell) => number): number =>
  sumOf(spells.map((spell) => Math.max(0, Math.round(lengthOf(spell) / DAY))));

/** The time that a campaign has run, in days (UTC). Undefined if it has not begun. */
export function runOf(
  { opensAt, closesAt }: Pick<CampaignHead, 'opensAt' | 'closesAt'>,
  now: number,
): { readonly from: number; readonly until: number; readonly days: number } | undefined {
  const from = dayOf(Date.parse(opensAt));
  const until = dayOf(Math.min(now, closesAt === undefined ? now : Date.parse(closesAt)));
  return now < Date.parse(opensAt) ? undefined : { from, until, days: (until - from) / DAY };
}
