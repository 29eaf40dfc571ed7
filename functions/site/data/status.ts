import { campaignStatus } from '../../core/campaigns/status.ts';
import type { Overview } from '../../core/overview/entry.ts';
import { isoTime, MINUTE } from '../../core/running/clock.ts';

export const installationStatuses = ['up', 'late'] as const;

/** They are compared each minute. A run or two may fail. */
const LATE = 10 * MINUTE;

/** What an installation says of itself. */
export interface InstallationStatus {
  /**
   * `up`: the site answers, and reads campaigns and published numbers of now. `late`: the numbers are older, because nothing
   * keeps them. Neither says anything about signing and e-mail.
   */
  readonly status: (typeof installationStatuses)[number];
  /** The version of Amparo. */
  readonly version: string;
  readonly campaigns: { readonly listed: number; readonly open: number };
  /** The published totals of listed campaigns, added up. */
  readonly signatures: number;
  /** When a number of any listed campaign last moved. */
  readonly asOf: string | null;
  /** When all numbers were last compared with what is published, to the minute. */
  readonly checkedAt: string;
}

/** From the overview alone: one read, whatever the number of campaigns. @param now in milliseconds since the epoch. */
export const statusOf = (
  { entries, checkedAt }: Overview,
  { version, now }: { version: string; now: number },
): InstallationStatus => ({
  status: now - checkedAt > LATE ? 'late' : 'up',
  version,
  campaigns: {
    listed: entries.length,
    open: entries.filter((entry) => campaignStatus(entry, now) === 'open').length,
  },
  signatures: entries.reduce((sum, { numbers }) => sum + numbers.total, 0),
  asOf: entries.length === 0 ? null : isoTime(entries.reduce((last, { numbers }) => Math.max(last, numbers.asOf), 0)),
  checkedAt: isoTime(Math.floor(checkedAt / MINUTE) * MINUTE),
});
