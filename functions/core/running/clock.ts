import { onceEach } from './once-each.ts';

/** Returns the time in milliseconds since the epoch. It is a dependency, so that tests need not wait. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds to ISO 8601 in UTC. Amparo stores every time in this form, and programs read it in answers. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** The day, in UTC, of a moment in milliseconds: `2026-11-24`. */
export const dayName = (ms: number): string => nameOfDay(Math.floor(ms / DAY));

/** Pages name the days of years, the same ones again with each number that moves. */
const nameOfDay = onceEach((day: number) => isoTime(day * DAY).slice(0, 10), 4_000);

/** The beginning of a day in UTC, in milliseconds since the epoch. NaN if there is no such day: `2026-02-30`, which V8 reads as 2 March. */
export function startOfDay(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && isoTime(at).startsWith(text) ? at : Number.NaN;
}

/** The beginning of the hour, in UTC, of a moment in milliseconds. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR) * HOUR;

/** The beginning of the day, in UTC, of a moment in milliseconds. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY) * DAY;
