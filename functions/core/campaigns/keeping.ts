import * as z from 'zod/mini';
import { DAY } from '../running/clock.ts';
import type { CampaignHead } from './campaign.ts';

/**
 * Months for which identities are kept after a campaign closes, if neither the campaign nor the stage sets a number.
 */
export const KEEP_MONTHS = 6;

/** Bounds of that number, for a stage and for a campaign. */
export const KEEP_MONTHS_BOUNDS = { least: 1, most: 120 } as const;

/**
 * Days after a campaign is deleted until its identities are erased: time to export them, or to take the deletion back.
 */
export const DELETED_DAYS = 30;

/** That number as a function's setting: digits. `KEEP_MONTHS` if it is not set. */
export const keepMonths = z._default(
  z.pipe(
    z.pipe(z.string(), z.transform(Number)),
    z.int().check(z.minimum(KEEP_MONTHS_BOUNDS.least), z.maximum(KEEP_MONTHS_BOUNDS.most)),
  ),
  KEEP_MONTHS,
);

/**
 * When the identities of a campaign's signatures must be erased: calendar months after it closes, in UTC, or sooner if it
 * is deleted.
 * @param stageMonths the months for campaigns that set none.
 * @returns milliseconds since the epoch; undefined for a campaign that has no end.
 */
export function identitiesKeptUntil(
  { closesAt, keepMonths, deletedAt }: Pick<CampaignHead, 'closesAt' | 'keepMonths' | 'deletedAt'>,
  stageMonths: number,
): number | undefined {
  const until = closesAt === undefined ? undefined : monthsAfter(Date.parse(closesAt), keepMonths ?? stageMonths);
  if (deletedAt === undefined) return until;
  return Math.min(until ?? Number.POSITIVE_INFINITY, Date.parse(deletedAt) + DELETED_DAYS * DAY);
}

/** The same day and time, this number of months later. If that month is too short: its last day. */
function monthsAfter(moment: number, months: number): number {
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
