import { inZone, zoneOf } from '../campaigns/local-time.ts';
import { DAY } from '../running/clock.ts';
import type { CaseEntry, Entry } from './entry.ts';

/** For how long a person was, or has been, in prison. */
export interface Held {
  /** Whole days: all of them, or those that are certain where only a month or a year is known. */
  readonly days: number;
  readonly isExact: boolean;
}

type Case = Pick<CaseEntry, 'status' | 'detainedOn' | 'history'>;

/** The dates, as exactly as they are known, of the last time in prison. `to` is undefined as long as it lasts. */
export function lastTimeInPrison({ status, detainedOn, history }: Case): { from: string | undefined; to?: string } {
  const end =
    status === 'detained' ? history.length : history.findLastIndex(({ status: one }) => one === 'detained') + 1;
  const before = history.slice(0, end).findLastIndex(({ status: one }) => one !== 'detained');
  const again = before >= 0 ? history[before + 1]?.on : undefined;
  const from = again ?? earlier(detainedOn, history[0]?.status === 'detained' ? history[0].on : undefined);
  return status === 'detained' ? { from } : { from, ...(history[end] && { to: history[end].on }) };
}

/** The arrest may be in both places. The history may begin later, such as with a verdict. */
const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && other !== undefined ? (one <= other ? one : other) : (one ?? other);

/**
 * How long the last time in prison was, or is. Dates are those of the campaign.
 * @param now in milliseconds since the epoch.
 * @returns undefined if a date is missing, or nothing is certain.
 */
export function daysHeld(one: Case, campaign: Pick<Entry, 'opensAt' | 'closesAt' | 'timeZone'>, now: number) {
  const { from, to } = lastTimeInPrison(one);
  if (from === undefined || (one.status !== 'detained' && to === undefined)) return undefined;
  const today = inZone(zoneOf(campaign), now).slice(0, 10);
  const end = to ?? today;
  const days = (firstDay(end) - lastDay(from)) / DAY;
  if (days < 0) return undefined;
  return { days, isExact: from.length === EXACT && end.length === EXACT } satisfies Held;
}

/** Since when somebody is certainly in prison, in milliseconds since the epoch. Those of whom nothing is known come last. */
export function certainSince(one: Case): number {
  const { from } = lastTimeInPrison(one);
  return from === undefined ? Number.MAX_SAFE_INTEGER : lastDay(from);
}

const EXACT = 'YYYY-MM-DD'.length;

const firstDay = (date: string): number => Date.parse(date);
/** The last day of a date of which only the month or the year may be known, in milliseconds. */
export function lastDay(date: string): number {
  const [year = 0, month] = date.split('-').map(Number);
  if (date.length === EXACT) return Date.parse(date);
  return month === undefined ? Date.UTC(year, 12, 0) : Date.UTC(year, month, 0);
}
