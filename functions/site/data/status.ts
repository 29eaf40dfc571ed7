import { campaignStatus } from '../../core/campaigns/status.ts';
import type { Overview } from '../../core/overview/entry.ts';
import { isoTime } from '../../core/running/clock.ts';

/** What an installation says of itself. */
export interface InstallationStatus {
  /** The site answers, and has read campaigns and published numbers. It says nothing about signing and e-mail. */
  readonly status: 'up';
  /** The version of Amparo. */
  readonly version: string;
  readonly campaigns: { readonly listed: number; readonly open: number };
  /** The published totals of listed campaigns, added up. */
  readonly signatures: number;
  /** When a number of any listed campaign last moved. */
  readonly asOf: string | null;
}

/** From the overview alone: one read, whatever the number of campaigns. @param now in milliseconds since the epoch. */
export const statusOf = (
  { entries }: Overview,
  { version, now }: { version: string; now: number },
): InstallationStatus => ({
  status: 'up',
  version,
  campaigns: {
    listed: entries.length,
    open: entries.filter((entry) => campaignStatus(entry, now) === 'open').length,
  },
  signatures: entries.reduce((sum, { numbers }) => sum + numbers.total, 0),
  asOf: entries.length === 0 ? null : isoTime(entries.reduce((last, { numbers }) => Math.max(last, numbers.asOf), 0)),
});
