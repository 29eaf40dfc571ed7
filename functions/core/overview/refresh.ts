import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { listRevisions, type Revisions } from '../campaigns/head-store.ts';
import { newState } from '../published/state.ts';
import { getPublishedTotals, type PublishedTotal, queryPublished } from '../published/store.ts';
import type { Clock } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { numbersOf } from './entry.ts';
import { asAnnounced, eventsOf, type Past, type PublicEvent } from './events.ts';
import { refreshHidden } from './hidden.ts';
import { daysCompleteFrom, mayHaveMoved } from './moved.ts';
import type { Known, OverviewReader } from './reader.ts';
import { entryFor } from './relist.ts';
import {
  type Bucket,
  type BucketContent,
  bucketOf,
  changeBucket,
  FORM,
  raiseState,
  type StoredEntry,
} from './store.ts';

/** Takes events, to send them to those who want to hear of them. A call that fails is repeated, with the same ids. */
export type Announce = (events: readonly PublicEvent[]) => Promise<void>;

/** What the overview needs. */
export interface OverviewDeps {
  readonly campaigns: Db;
  readonly counts: Db;
  /** Of the same table as `campaigns`, consistent. It remembers buckets from run to run. */
  readonly reader: OverviewReader;
  /** The same, of what lists do not show (`hiddenIn`). */
  readonly hidden: OverviewReader;
  readonly announce: Announce;
  /** Takes what lists no longer show, to erase what was kept of its events. A call that fails is repeated. */
  readonly forget: (past: readonly Past[]) => Promise<void>;
  readonly clock: Clock;
}

const AT_ONCE = 8;

/**
 * Brings the overview up to date: entries of campaigns that were changed, put or removed, numbers that have moved, and days
 * that have ended. Announces what has happened before it writes it: at least once, and never if there was no overview yet.
 * @param mayGoOn is asked before each bucket. This ends at the first no, and the next run does the rest.
 * @throws the error of the first bucket that failed, after the others had their turns.
 */
export async function refreshOverview(
  deps: OverviewDeps,
  _actor: Actor,
  { mayGoOn }: { readonly mayGoOn: () => boolean },
): Promise<void> {
  const { campaigns, reader, clock } = deps;
  const now = clock();
  const known = await reader.read();
  const revisions = await listRevisions(campaigns);
  const look: Look = { now, isFirst: !known.state, ...(await differences(deps, known, revisions, now)) };
  const failures: unknown[] = [];
  let isWhole = true;
  await eachAtOnce([...look.due.keys()], AT_ONCE, async (index) => {
    isWhole &&= mayGoOn();
    if (!isWhole) return;
    const change = (bucket: Bucket) => renewedEntries(deps, look, index, bucket);
    await changeBucket(campaigns, index, change, known.buckets[index]).then(
      (bucket) => reader.learn(index, bucket),
      (error) => failures.push(error),
    );
  });
  const versions = new Map(reader.known().map(({ version }, index) => [index, version]));
  await raiseState(campaigns, { versions, ...(isWhole && failures.length === 0 && { checkedAt: now }) });
  await refreshHidden(deps, revisions.hidden, mayGoOn).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

interface Differences {
  /** Campaigns whose entry may have to change, by bucket. */
  readonly due: ReadonlyMap<number, readonly string[]>;
  /** Campaigns that were written since, or that lists no longer show, or whose entry has another form. */
  readonly changed: ReadonlySet<string>;
  /** Totals that may have moved. */
  readonly totals: ReadonlyMap<string, PublishedTotal>;
}

interface Look extends Differences {
  readonly now: number;
  readonly isFirst: boolean;
}

/** How the overview differs from campaigns and published numbers. */
async function differences(
  { counts }: OverviewDeps,
  { state, buckets }: Known,
  { listed: revisions }: Revisions,
  now: number,
): Promise<Differences> {
  const entries = new Map(buckets.flatMap((bucket) => [...bucket.entries]));
  const changed = new Set(
    [...revisions.keys(), ...entries.keys()].filter((slug) => {
      const stored = entries.get(slug);
      return revisions.get(slug) !== stored?.revision || stored?.form !== FORM;
    }),
  );
  const moving = [...entries.values()].filter(({ entry }) =>
    mayHaveMoved(entry, entry.numbers, state?.checkedAt ?? 0, now),
  );
  const totals = await getPublishedTotals(
    counts,
    moving.map(({ entry }) => entry.slug),
  );
  const isDue = (stored: StoredEntry) =>
    stored.daysAt < daysCompleteFrom(now) ||
    movedTo(stored, totals) !== undefined ||
    eventsOf(stored.announced, stored.entry, now).announced !== stored.announced;
  const gone = buckets.flatMap((bucket) => [...bucket.gone]);
  const slugs = [...changed, ...gone, ...[...entries].flatMap(([slug, stored]) => (isDue(stored) ? [slug] : []))];
  return { due: Map.groupBy(new Set(slugs), bucketOf), changed, totals };
}

/** The total of a campaign, if it has moved since the entry was written. */
function movedTo({ entry }: StoredEntry, totals: Differences['totals']): PublishedTotal | undefined {
  const total = totals.get(entry.slug);
  const { numbers } = entry;
  // A read may be a little older than the one before.
  if (!total || total.asOf < numbers.asOf) return undefined;
  const isSame = total.total === numbers.total && total.asOf === numbers.asOf && total.every === numbers.every;
  return isSame ? undefined : total;
}

/**
 * Renews the entries of a bucket that are due, and announces what has happened to their campaigns.
 * @returns undefined if nothing is to change.
 */
async function renewedEntries(
  deps: OverviewDeps,
  look: Look,
  index: number,
  { entries, gone }: Bucket,
): Promise<BucketContent | undefined> {
  const renewed = new Map(entries);
  const happened: PublicEvent[] = [];
  const past: Past[] = [...gone].map((slug) => ({ slug }));
  for (const slug of look.due.get(index) ?? []) {
    const current = await renewedEntry(deps, look, slug, entries.get(slug));
    if (!current) {
      if (renewed.delete(slug)) past.push({ slug });
      continue;
    }
    const { events, announced, withdrawn } = newsOf(current, look);
    happened.push(...events);
    if (withdrawn) past.push(withdrawn);
    renewed.set(slug, announced === current.announced ? current : { ...current, announced });
  }
  const isSame = renewed.size === entries.size && [...renewed].every(([slug, one]) => one === entries.get(slug));
  if (isSame && gone.size === 0) return undefined;
  // Before the bucket is written: a crash in between announces again, and never loses an event.
  if (happened.length > 0) await deps.announce(happened);
  if (past.length > 0) await deps.forget(past);
  return { entries: renewed, gone: new Set() };
}

/** An entry as it is to be now: its texts, and its numbers. `before` itself if it is so already. */
async function renewedEntry(
  { campaigns, counts }: OverviewDeps,
  { changed, totals, now }: Look,
  slug: string,
  before: StoredEntry | undefined,
): Promise<StoredEntry | undefined> {
  const stored = changed.has(slug) ? await entryFor(campaigns, slug, before) : before;
  if (!stored) return undefined;
  const { entry, daysAt } = stored;
  if (daysAt < daysCompleteFrom(now)) {
    const published = (await queryPublished(counts, slug)) ?? newState(Date.parse(entry.createdAt)).published;
    return { ...stored, entry: { ...entry, numbers: numbersOf(entry, published, now) }, daysAt: now };
  }
  const total = movedTo(stored, totals);
  return total ? { ...stored, entry: { ...entry, numbers: { ...entry.numbers, ...total } } } : stored;
}

/** What an installation had before it had an overview is no news. */
const newsOf = ({ announced, entry }: StoredEntry, { isFirst, now }: Look) =>
  announced === undefined && isFirst
    ? { events: [], announced: asAnnounced(entry, now), withdrawn: undefined }
    : eventsOf(announced, entry, now);
