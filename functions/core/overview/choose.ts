import { type CampaignStatus, campaignStatus, isArchived } from '../campaigns/status.ts';
import { isoTime } from '../running/clock.ts';
import type { Entry, Overview } from './entry.ts';
import { type Fit, fitting, inPlaces, type Place } from './places.ts';
import { trendOf } from './trending.ts';
import { ofVersion } from './version.ts';

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

/** What a list shows that asks for no status. */
const FRONT = 'front';

/** A campaign can be won and closed, or won and still open. */
function hasStatus(entry: Entry, status: ListStatus | typeof FRONT, now: number): boolean {
  if (status === FRONT) return !isArchived(entry, now);
  return status === 'won' ? entry.won !== undefined : campaignStatus(entry, now) === status;
}

/**
 * The campaigns of a choice, in its order. Those that are alike are in the order of their slugs. An archived campaign is found by a
 * search, or by a status: a list that asks for neither is without it.
 */
export function chosenCampaigns(
  { entries }: Pick<Overview, 'entries'>,
  { status, country, sort }: Choice,
  { now, fit }: Circumstances<Entry>,
): readonly Entry[] {
  const within = inOrder(entries, { status: status ?? (fit ? undefined : FRONT), sort: sort ?? 'trending' }, now);
  const chosen = country === undefined ? within : within.filter((entry) => entry.country === country);
  return fit === undefined ? chosen : fitting(chosen, fit, { isBestFirst: sort === undefined });
}

function inOrder(
  entries: Overview['entries'],
  { status, sort }: { readonly status: ListStatus | typeof FRONT | undefined; readonly sort: CampaignSort },
  now: number,
): readonly Entry[] {
  return ofVersion(entries, now, `campaigns ${status} ${sort}`, () =>
    status === undefined
      ? inPlaces(entries, ordered[sort](now), slugOf)
      : inOrder(entries, { status: undefined, sort }, now).filter((entry) => hasStatus(entry, status, now)),
  );
}

/** Campaigns that are won, the latest victory first. A date in the future is none yet. */
export const wonLately = ({ entries }: Pick<Overview, 'entries'>, now: number): readonly Entry[] =>
  ofVersion(entries, now, 'won lately', () => {
    const on = ({ won }: Entry) => won?.on ?? '';
    return entries
      .filter((entry) => entry.won !== undefined && on(entry) <= isoTime(now))
      .sort((a, b) => (on(a) === on(b) ? (a.slug < b.slug ? -1 : 1) : on(a) < on(b) ? 1 : -1));
  });

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
