import { campaignStatus } from '../campaigns/status.ts';
import { growthLately } from './days.ts';
import { DAYS_LATELY, type Overview } from './entry.ts';
import { peopleIn } from './people.ts';
import { ofVersion } from './version.ts';

/** What all listed campaigns add up to. */
export interface Totals {
  /** Published signatures of all campaigns. A person who signed two campaigns is in it twice. */
  readonly signatures: number;
  readonly campaigns: number;
  readonly open: number;
  readonly won: number;
  /** People, not entries: a case may stand for a group, and several campaigns may speak for one person. */
  readonly detained: number;
  readonly released: number;
  readonly died: number;
  /** By how many signatures all campaigns grew on each of the last 28 days that are over, the oldest first. */
  readonly lately: readonly number[];
}

/** @param now in milliseconds since the epoch. */
export const totalsOf = (overview: Pick<Overview, 'entries'>, now: number): Totals =>
  ofVersion(overview.entries, now, 'totals', () => addedUp(overview, now));

function addedUp(overview: Pick<Overview, 'entries'>, now: number): Totals {
  const { entries } = overview;
  const people = peopleIn(overview);
  const inStatus = (status: string) => people.reduce((sum, one) => (one.status === status ? sum + one.people : sum), 0);
  const lately = Array<number>(DAYS_LATELY).fill(0);
  for (const { numbers } of entries)
    growthLately(numbers, now).forEach((gained, i) => {
      lately[i] = (lately[i] ?? 0) + gained;
    });
  return {
    signatures: entries.reduce((sum, { numbers }) => sum + numbers.total, 0),
    campaigns: entries.length,
    open: entries.filter((entry) => campaignStatus(entry, now) === 'open').length,
    won: entries.filter(({ won }) => won !== undefined).length,
    detained: inStatus('detained'),
    released: inStatus('released'),
    died: inStatus('died'),
    lately,
  };
}
