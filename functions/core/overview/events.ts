import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { campaignStatus } from '../campaigns/status.ts';
import { milestonesBetween } from '../published/milestones.ts';
import { isoTime } from '../running/clock.ts';
import type { Entry } from './entry.ts';

/** The campaign of an event, as the public sees it. */
const campaign = {
  slug: z.string(),
  title: z.string(),
  /** BCP 47 tag of the title. */
  language: z.string(),
  /** Of its page: `/campaigns/{slug}`. */
  path: z.string(),
  /** The published total, and when it last moved. */
  signatures: z.number(),
  asOf: z.string(),
  goal: z.number(),
};

const eventOf = <const Type extends string, Shape extends z.core.$ZodShape>(type: Type, data: Shape) =>
  z.object({
    /** The same for the same event, however often it is announced. */
    id: z.string(),
    type: z.literal(type),
    /** When it was noticed: about a minute after it happened (ISO 8601, UTC). */
    at: z.string(),
    data: z.object(data),
  });

/**
 * What happened to a listed campaign, for webhooks and feeds. It says what the public pages say at the same time, and
 * nothing about a signer.
 */
export const publicEvent = z.discriminatedUnion('type', [
  eventOf('campaign.opened', { ...campaign, opensAt: z.string(), closesAt: z.nullable(z.string()) }),
  eventOf('campaign.closed', { ...campaign, closesAt: z.nullable(z.string()) }),
  eventOf('campaign.won', { ...campaign, won: z.object({ on: z.string(), words: z.string() }) }),
  /** The total has reached a round number, or the goal. */
  eventOf('campaign.milestone', { ...campaign, milestone: z.number(), isGoal: z.boolean() }),
  /** A prisoner for whom the campaign speaks was released. Each campaign that speaks for them has an event of its own. */
  eventOf('case.released', {
    ...campaign,
    case: z.object({
      id: z.string(),
      name: z.string(),
      people: z.number(),
      /** Of the page about them: `/cases/{id}`. */
      path: z.string(),
      /** A date, or a year or month; null if the campaign does not say when. */
      releasedOn: z.nullable(z.string()),
    }),
  }),
]);
export type PublicEvent = z.infer<typeof publicEvent>;
export type EventType = PublicEvent['type'];

/** All types of events, for people who choose what they want to hear of. */
export const eventTypes = [
  'campaign.opened',
  'campaign.closed',
  'campaign.won',
  'campaign.milestone',
  'case.released',
] as const satisfies readonly EventType[];

/** What of a campaign was announced already. It is stored beside the campaign's entry. */
export interface Announced {
  readonly status: ReturnType<typeof campaignStatus>;
  readonly isWon: boolean;
  /** The highest milestone. It stays when the total falls, so that no milestone is announced twice. */
  readonly milestone: number;
  /** The cases that were detained when lists last showed the campaign. Only of these is a release news. */
  readonly detained: readonly Detained[];
  /** The cases whose release events may name. Undefined for a campaign that was stored before this was kept. */
  readonly released?: readonly Named[] | undefined;
}

/** A prisoner as events name them. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a campaign no longer says, so that no event may say it either. */
export interface Past {
  readonly slug: string;
  /** Only that the demand is met, and releases of these. Left out: lists no longer show the campaign at all. */
  readonly only?: { readonly won: boolean; readonly released: readonly Named[] } | undefined;
}

/** A detained prisoner, as one campaign knows them. */
interface Detained {
  readonly id: string;
  /** The place in the campaign's file, from 0 on. */
  readonly at: number;
  readonly detainedOn?: string | undefined;
}

/** All that a campaign has reached, as if it had been announced: a first run of the overview announces nothing. */
export const asAnnounced = (entry: Entry, now: number): Announced => ({
  status: campaignStatus(entry, now),
  isWon: entry.won !== undefined,
  milestone: milestonesBetween(0, entry.numbers.total, entry.goal).at(-1) ?? 0,
  detained: entry.cases.flatMap(({ id, status, detainedOn }, at) =>
    status === 'detained' ? [{ id, at, ...(detainedOn !== undefined && { detainedOn }) }] : [],
  ),
  released: entry.cases.filter(wasReleased).map(({ id, name }) => ({ id, name })),
});

/**
 * What has happened to a campaign since its events were last announced.
 * @param before what was announced. Undefined for a campaign that lists show for the first time: if it is open, that is its
 * opening, and what it has reached before is no news.
 * @param now in milliseconds since the epoch.
 * @returns the events, what is announced with them (`before` itself if nothing has happened), and what was announced that the
 * campaign no longer says.
 */
export function eventsOf(
  before: Announced | undefined,
  entry: Entry,
  now: number,
): {
  readonly events: readonly PublicEvent[];
  readonly announced: Announced;
  readonly withdrawn: Past | undefined;
} {
  const reached = asAnnounced(entry, now);
  const was = before ?? { ...reached, status: 'upcoming' as const };
  const passed = milestonesBetween(was.milestone, entry.numbers.total, entry.goal);
  const events = [
    ...statusEvents(was, reached, entry, now),
    ...(reached.isWon && !was.isWon && entry.won ? [wonEvent(entry, entry.won, now)] : []),
    // Of round numbers that were passed at once, only the highest is news. The goal always is.
    ...passed
      .filter((milestone) => milestone === entry.goal || milestone === passed.at(-1))
      .map((milestone) => milestoneEvent(entry, milestone, now)),
    ...releasedOf(was.detained, entry).map((one) => releasedEvent(entry, one, now)),
  ];
  const announced = { ...reached, milestone: Math.max(was.milestone, passed.at(-1) ?? 0) };
  const isSame = before !== undefined && JSON.stringify(announced) === JSON.stringify(before);
  return { events, announced: isSame ? before : announced, withdrawn: withdrawnOf(was, reached, entry.slug) };
}

/** A prisoner who left the file, or a victory that was none, is named to nobody any more. */
function withdrawnOf(was: Announced, now: Announced, slug: string): Past | undefined {
  const still = new Set(now.released?.map(({ id, name }) => JSON.stringify([id, name])));
  const released = was.released?.filter(({ id, name }) => !still.has(JSON.stringify([id, name]))) ?? [];
  const won = was.isWon && !now.isWon;
  return won || released.length > 0 ? { slug, only: { won, released } } : undefined;
}

const wasReleased = ({ status, history }: Entry['cases'][number]): boolean =>
  status === 'released' || history.some((one) => one.status === 'released');

function statusEvents(was: Announced, { status }: Announced, entry: Entry, now: number): PublicEvent[] {
  if (status === was.status) return [];
  const opensAt = utc(entry.opensAt);
  const closesAt = entry.closesAt === undefined ? null : utc(entry.closesAt);
  if (status === 'open')
    return [make('campaign.opened', [entry.slug, opensAt, closesAt], { ...campaignOf(entry), opensAt, closesAt }, now)];
  if (status === 'closed' && was.status === 'open')
    return [make('campaign.closed', [entry.slug, closesAt], { ...campaignOf(entry), closesAt }, now)];
  return [];
}

/** Organisers may write a moment with any offset. Public data has UTC. */
const utc = (moment: string): string => isoTime(Date.parse(moment));

const wonEvent = (entry: Entry, { on, words }: NonNullable<Entry['won']>, now: number): PublicEvent =>
  make('campaign.won', [entry.slug, on], { ...campaignOf(entry), won: { on, words } }, now);

const milestoneEvent = (entry: Entry, milestone: number, now: number): PublicEvent =>
  make(
    'campaign.milestone',
    [entry.slug, milestone],
    { ...campaignOf(entry), milestone, isGoal: milestone === entry.goal },
    now,
  );

function releasedEvent(entry: Entry, { id, name, people, history }: Entry['cases'][number], now: number): PublicEvent {
  const releasedOn = history.findLast(({ status }) => status === 'released')?.on ?? null;
  const one = { id, name, people, path: `/cases/${id}`, releasedOn };
  return make('case.released', [entry.slug, id, releasedOn], { ...campaignOf(entry), case: one }, now);
}

/**
 * The cases that are released now, and were detained before. An id that is made from a name changes with the name. So a case
 * is also the one that had its place and its day of arrest, and whose id the campaign no longer has.
 */
function releasedOf(detained: readonly Detained[], { cases }: Entry): Entry['cases'] {
  const ids = new Set(cases.map(({ id }) => id));
  const isSame = (was: Detained, { id, detainedOn }: Entry['cases'][number], at: number) =>
    was.id === id || (!ids.has(was.id) && was.at === at && detainedOn !== undefined && was.detainedOn === detainedOn);
  return cases.filter((one, at) => one.status === 'released' && detained.some((was) => isSame(was, one, at)));
}

const campaignOf = ({ slug, title, language, goal, numbers }: Entry) => ({
  ...{ slug, title, language, path: `/campaigns/${slug}` },
  ...{ signatures: numbers.total, asOf: isoTime(numbers.asOf), goal },
});

type DataOf<Type extends EventType> = Extract<PublicEvent, { readonly type: Type }>['data'];

function make<Type extends EventType>(
  type: Type,
  identity: readonly (string | number | null)[],
  data: DataOf<Type>,
  now: number,
): PublicEvent {
  const hash = createHash('sha256')
    .update(JSON.stringify([type, ...identity]))
    .digest();
  const id = `evt_${hash.subarray(0, 16).toString('base64url')}`;
  return { id, type, at: isoTime(now), data } as Extract<PublicEvent, { readonly type: Type }>;
}
