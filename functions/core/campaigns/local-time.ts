import { DAY, isoTime, MINUTE } from '../running/clock.ts';

/**
 * A campaign's days are those of its organisers: every date that anybody sees is the one that the organiser wrote. All dates
 * of a campaign go through `localTime`.
 */

/** The fields of a campaign that say where its days begin. */
interface Dated {
  readonly opensAt: string;
  readonly closesAt?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** An offset at the end of a moment: `Z` or `+04:00`. */
const OFFSET = /(Z|[+-]\d{2}:\d{2})$/;

/**
 * The time zone of a campaign: its `timeZone`, or the offset that its organiser wrote with the closing or the opening.
 * @returns an IANA name such as `Asia/Baku`, or an offset such as `+04:00` or `Z`.
 */
export const zoneOf = ({ timeZone, opensAt, closesAt }: Dated): string =>
  timeZone ?? OFFSET.exec(closesAt ?? opensAt)?.[0] ?? 'Z';

/**
 * A moment by the clocks of a campaign.
 * @param moment ISO 8601, or milliseconds since the epoch. Without a `timeZone`, a text stays as it was written.
 * @returns ISO 8601 with the offset of that place then: its first ten characters are the date there.
 */
export const localTime = (campaign: Dated, moment: string | number): string =>
  typeof moment === 'string' && (campaign.timeZone === undefined || !moment.includes('T'))
    ? moment
    : inZone(zoneOf(campaign), typeof moment === 'string' ? Date.parse(moment) : moment);

/**
 * A moment by the clocks of a zone.
 * @param zone as `zoneOf` returns it. @param at milliseconds since the epoch.
 */
export function inZone(zone: string, at: number): string {
  const minutes = offsetIn(zone, at);
  if (minutes === 0) return isoTime(at);
  const clock = isoTime(at + minutes * MINUTE).slice(0, -1);
  const size = Math.abs(minutes);
  return `${clock}${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** What the clock of a moment shows, as if it were UTC. Milliseconds since the epoch. */
export const wallClock = (moment: string): number =>
  Date.parse(moment.includes('T') ? `${moment.replace(OFFSET, '')}Z` : moment);

/** A moment's offset in words: `UTC`, `UTC+4`, `UTC-3:30`. */
export function offsetWords(moment: string): string {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(moment) ?? [];
  if (sign === undefined || `${hours}${minutes}` === '0000') return 'UTC';
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/**
 * How many days are left to sign, by the campaign's calendar. 0 on the last day.
 * @param now milliseconds since the epoch. @returns undefined for a campaign without an end.
 */
export function daysLeft(campaign: Dated, now: number): number | undefined {
  if (campaign.closesAt === undefined) return undefined;
  const zone = zoneOf(campaign);
  // A campaign that closes at midnight is not open on the day that begins then.
  return (dayAt(zone, Date.parse(campaign.closesAt) - 1) - dayAt(zone, now)) / DAY;
}

const dayAt = (zone: string, at: number): number => Date.parse(inZone(zone, at).slice(0, 10));

/** Formatters are costly to make. There are a few zones, and each is used often. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** By how many minutes the clocks of a zone are ahead of UTC at a moment. */
export function offsetIn(zone: string, at: number): number {
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(zone) ?? [];
  if (sign !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  const shown = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' },
    minute: 'numeric',
  });

const twoDigits = (value: number): string => String(value).padStart(2, '0');
