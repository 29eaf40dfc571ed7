import { type CampaignStatus, campaignStatus } from '../campaigns/status.ts';
import type { Entry, Overview } from './entry.ts';
import { type Fit, fitting, inPlaces, type Place } from './places.ts';
import { trendOf } from './trending.ts';

/** Which campaigns a list shows, and in which order. */
export interface Choice {
  readonly status?: ListStatus | undefined;
  /** Where the prisoners are held. ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Left out: what fits best if there is a search, and else what trends. */
  readonly sort?: CampaignSort | undefined;
}

export const listStatuses = ['open', 'upcoming', 'closed', 'won'] as const;
export type ListStatus = (typeof listStatuses)[number];
export const campaignSorts = ['trending', 'newest', 'closing', 'signatures'] as const;
export type CampaignSort = (typeof campaignSorts)[number];

/** What else an order depends on: the time in milliseconds since the epoch, and what is searched for. */
export interface Circumstances<One> {
  readonly now: number;
  readonly fit?: Fit<One> | undefined;
}

/** A campaign can be won and closed, or won and still open. */
export const hasStatus = (entry: Entry, status: ListStatus, now: number): boolean =>
  status === 'won' ? entry.won !== undefined : campaignStatus(entry, now) === status;

/** The campaigns of a choice, in its order. Those that are alike are in the order of their slugs. */
export function chosenCampaigns(
  { entries }: Pick<Overview, 'entries'>,
  { status, country, sort }: Choice,
  { now, fit }: Circumstances<Entry>,
): Entry[] {
  const within = entries.filter(
    (entry) => (!status || hasStatus(entry, status, now)) && (!country || entry.country === country),
  );
  const placeOf = ordered[sort ?? 'trending'](now);
  return fit === undefined ? inPlaces(within, placeOf, slugOf) : fitting(within, fit, sort, placeOf, slugOf);
}

const slugOf = ({ slug }: Entry) => slug;

const ranks: Record<CampaignStatus, number> = { open: 0, upcoming: 1, closed: 2 };
const rank = (entry: Entry, now: number) => ranks[campaignStatus(entry, now)];
const newest = (entry: Entry) => -Date.parse(entry.opensAt);
const most = (entry: Entry) => -entry.numbers.total;

const ordered: Record<CampaignSort, (now: number) => (entry: Entry) => Place> = {
  trending: (now) => (entry) => [rank(entry, now), -trendOf(entry, now), most(entry), newest(entry)],
  newest: () => (entry) => [newest(entry)],
  closing: (now) => (entry) => {
    const place = rank(entry, now);
    // Those that are over stand with the latest first.
    return [place, place === ranks.closed ? -closingAt(entry) : closingAt(entry)];
  },
  signatures: () => (entry) => [most(entry)],
};

/** A campaign without an end comes after those that have one. */
const closingAt = ({ closesAt }: Entry): number =>
  closesAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(closesAt);
