import type { Actor } from '../access/actor.ts';
import { hasRight, requireRight, roleIn } from '../access/rights.ts';
import type { CampaignRole } from '../access/roles.ts';
import { type OrganisedStatus, organisedStatus, organisedStatuses } from '../campaigns/states.ts';
import type { Waiting, WaitingByCampaign } from '../counts/waiting.ts';
import type { Clock } from '../running/clock.ts';
import type { Entry } from './entry.ts';
import type { Organised } from './organised.ts';
import { byPlace, type Place, type Placed } from './places.ts';
import { ofVersion } from './version.ts';

/** The states that a list can be asked for. */
export const askedStates = ['waits', ...organisedStatuses, 'won'] as const;

/** Which campaigns an organiser asks for, of those that they may see. */
export interface OrganisedChoice {
  readonly q?: string | undefined;
  /**
   * `won`: in any state. `waits`: signatures are under review. Left out: all but archived ones in which nothing waits, unless
   * something is searched for.
   */
  readonly state?: (typeof askedStates)[number] | undefined;
  /** Of its original or of a translation. */
  readonly language?: string | undefined;
  /** The organiser's own. */
  readonly role?: CampaignRole | undefined;
}

/** `needs`: those that need somebody come first. With a search, the best match comes first. */
export type OrganisedSort = 'needs' | 'slug';

/** A page of the list of an organiser. */
export interface OrganisedPage {
  readonly entries: readonly Entry[];
  /** How many there are on all pages. */
  readonly found: number;
  /** How many they may see at all. */
  readonly all: number;
  /** Where the next page begins, if there is one. */
  readonly next: string | undefined;
  /** What waits for somebody in all campaigns that this organiser may see, whatever they ask for. */
  readonly waits: Waits;
  /** The languages of all campaigns that they may see. */
  readonly languages: readonly string[];
}

/** What waits for somebody, and since when. */
export interface Waits {
  /** Campaigns with signatures under review, those that have waited longest first. */
  readonly review: readonly (Waiting & { readonly entry: Entry })[];
  /** Drafts that are not put away, the oldest first. */
  readonly drafts: readonly Entry[];
}

/**
 * The campaigns that an actor may see, in their order, from `after` on. It reads the overview alone: 1.5 read units while nothing changes.
 * @param input.after what `next` of the page before said. Any other text begins at the first one.
 * @throws {Problem} `not-allowed` if a token may not read campaigns.
 */
export async function organisedCampaigns(
  { organised, clock }: { readonly organised: () => Promise<Organised>; readonly clock: Clock },
  actor: Actor,
  {
    choice,
    sort,
    after,
    limit,
  }: {
    readonly choice: OrganisedChoice;
    readonly sort: OrganisedSort;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<OrganisedPage> {
  requireRight(actor, 'campaign.list', { clock });
  const all = await organised();
  const now = clock();
  const seen = seenBy(actor, all, now);
  const placed = await chosen(seen, choice, { actor, sort, waiting: all.waiting });
  const from = after === undefined ? undefined : placeIn(after);
  const left = from ? placed.filter((one) => byPlace(one, from) > 0) : placed;
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(({ entry }) => entry),
    found: placed.length,
    all: seen.placed.length,
    next: last && left.length > limit ? cursorAt(last) : undefined,
    waits: seen.waits,
    languages: seen.languages,
  };
}

interface PlacedEntry extends Placed {
  readonly entry: Entry;
  /** It is worked out once: over 10,000 campaigns, to read two moments of each takes longer than all the rest. */
  readonly status: OrganisedStatus;
}

/** What an organiser may see, by what needs somebody. */
interface Seen {
  /** For those who see all, the same array until an entry changes. */
  readonly entries: readonly Entry[];
  readonly placed: readonly PlacedEntry[];
  readonly waits: Waits;
  readonly languages: readonly string[];
}

/** For those who see all, it is worked out once, until something changes. */
function seenBy(actor: Actor, { entries, bySlug, waiting }: Organised, now: number): Seen {
  if (actor.kind === 'organiser' && !actor.isAdmin) {
    const own = Object.keys(actor.campaigns).filter((slug) => hasRight(actor, 'campaign.read', slug));
    return seenOf(
      own.flatMap((slug) => bySlug.get(slug) ?? []),
      waiting,
      now,
    );
  }
  const kept = ofVersion(entries, now, 'organised', (): { by?: WaitingByCampaign; seen?: Seen } => ({}));
  if (!kept.seen || kept.by !== waiting) Object.assign(kept, { by: waiting, seen: seenOf(entries, waiting, now) });
  return kept.seen ?? seenOf(entries, waiting, now);
}

function seenOf(entries: readonly Entry[], waiting: WaitingByCampaign, now: number): Seen {
  const placed = entries
    .map((entry) => {
      const status = organisedStatus(entry, now);
      return { entry, status, name: entry.slug, place: needOf(entry, status, waiting.get(entry.slug)) };
    })
    .sort(byPlace);
  const review = placed.flatMap(({ entry }) => {
    const waits = waiting.get(entry.slug);
    return waits ? [{ entry, ...waits }] : [];
  });
  const drafts = placed
    .filter(({ status }) => status === 'draft')
    .map(({ entry }) => entry)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const languages = [...new Set(entries.flatMap(languagesOf))].sort();
  return { entries, placed, waits: { review, drafts }, languages };
}

/**
 * The place of a campaign by what it needs: signatures that have waited longest; then what is paused; the newest draft; the next opening;
 * what has opened last; what has closed last.
 */
function needOf(entry: Entry, status: OrganisedStatus, waits: Waiting | undefined): Place {
  const at = (moment: string | undefined) => Date.parse(moment ?? '') || 0;
  if (waits) return [0, at(waits.since)];
  switch (status) {
    case 'paused':
      return [1, at(entry.pausedAt)];
    case 'draft':
      return [2, -at(entry.createdAt)];
    case 'scheduled':
      return [3, at(entry.opensAt)];
    case 'open':
      return [4, -at(entry.opensAt)];
    case 'closed':
      return [5, -at(entry.closesAt)];
    case 'archived':
      return [6, -at(entry.archivedAt)];
  }
}

async function chosen(
  seen: Seen,
  choice: OrganisedChoice,
  { actor, sort, waiting }: { actor: Actor; sort: OrganisedSort; waiting: WaitingByCampaign },
): Promise<readonly PlacedEntry[]> {
  const within = seen.placed.filter(isChosen(choice, actor, waiting));
  const fitting = choice.q === undefined ? within : await bestOf(within, seen.entries, choice.q);
  return sort === 'needs' ? fitting : fitting.map((one) => ({ ...one, place: [] })).sort(byPlace);
}

function isChosen(
  { q, state, language, role }: OrganisedChoice,
  actor: Actor,
  waiting: WaitingByCampaign,
): (one: PlacedEntry) => boolean {
  const hasState = ({ entry, status }: PlacedEntry): boolean => {
    if (state === 'won') return entry.won !== undefined;
    if (state === 'waits') return waiting.has(entry.slug);
    if (state !== undefined) return status === state;
    return q !== undefined || status !== 'archived' || waiting.has(entry.slug);
  };
  return (one) =>
    hasState(one) &&
    (language === undefined || languagesOf(one.entry).includes(language)) &&
    (role === undefined || (actor.kind === 'organiser' && roleIn(actor, one.entry.slug) === role));
}

/**
 * Those that fit a search, the best first. Many fit alike: they are in their order already, so that only the groups of them are sorted.
 * The tables of a search are large: only a search loads them.
 */
async function bestOf(placed: readonly PlacedEntry[], all: readonly Entry[], q: string): Promise<PlacedEntry[]> {
  const { campaignFit } = await import('./fits.ts');
  const measure = campaignFit(all, q, 'en');
  const byFit = new Map<number, PlacedEntry[]>();
  for (const one of placed) {
    const fit = measure(one.entry);
    if (fit === 0) continue;
    const alike = byFit.get(fit);
    const found = { ...one, place: [-fit, ...one.place] };
    if (alike) alike.push(found);
    else byFit.set(fit, [found]);
  }
  return [...byFit].sort(([a], [b]) => b - a).flatMap(([, found]) => found);
}

const languagesOf = ({ language, translations = {} }: Entry): string[] => [language, ...Object.keys(translations)];

/** A place as an address carries it. No slug has a `_`. */
const cursorAt = ({ place, name }: Placed): string => [...place, name].join('_');

function placeIn(cursor: string): Placed | undefined {
  const parts = cursor.split('_');
  const name = parts.pop() ?? '';
  const place = parts.map(Number);
  return place.length <= 3 && place.every(Number.isFinite) ? { place, name } : undefined;
}
