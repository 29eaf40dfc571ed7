import type { Db } from '../aws/db.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { isHidden } from '../campaigns/visibility.ts';
import { newState } from '../published/state.ts';
import type { Clock } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { numbersOf, textsOf } from './entry.ts';
import type { OverviewReader } from './reader.ts';
import {
  type Bucket,
  type BucketContent,
  bucketOf,
  changeBucket,
  FORM,
  hiddenIn,
  raiseState,
  type StoredEntry,
} from './store.ts';

/**
 * Drafts and unlisted campaigns, for the list of organisers. They are kept as listed ones are, in buckets of their own, which no public
 * page reads. Nothing of them is announced, and they have no published numbers.
 */

const AT_ONCE = 8;

/**
 * Brings these entries up to date. 1 read unit if nothing has changed. For each campaign that has, about 5, and a write unit per KB of its
 * bucket.
 * @param revisions of all hidden campaigns, by slug. @param mayGoOn is asked before each bucket.
 */
export async function refreshHidden(
  { campaigns, hidden: reader, clock }: { campaigns: Db; hidden: OverviewReader; clock: Clock },
  revisions: ReadonlyMap<string, number>,
  mayGoOn: () => boolean,
): Promise<void> {
  const now = clock();
  const { state, buckets } = await reader.read();
  const entries = new Map(buckets.flatMap((bucket) => [...bucket.entries]));
  const changed = [...new Set([...revisions.keys(), ...entries.keys()])].filter((slug) => {
    const stored = entries.get(slug);
    return revisions.get(slug) !== stored?.revision || stored?.form !== FORM;
  });
  const due = Map.groupBy(changed, bucketOf);
  const db = hiddenIn(campaigns);
  let isWhole = true;
  await eachAtOnce([...due], AT_ONCE, async ([index, slugs]) => {
    isWhole &&= mayGoOn();
    if (!isWhole) return;
    const change = (bucket: Bucket) => withEntriesOf(campaigns, slugs, bucket);
    reader.learn(index, await changeBucket(db, index, change, buckets[index]));
  });
  const versions = new Map(reader.known().map(({ version }, index) => [index, version]));
  // A crash may have left the state behind its buckets.
  const isBehind = [...versions].some(([index, version]) => version > (state?.versions[index] ?? 0));
  if (isBehind || state?.form !== FORM) await raiseState(db, { versions, ...(isWhole && { checkedAt: now }) });
}

/** Like `refreshHidden`, for a campaign that was written just now. Nothing is written if it was no draft, and is none. */
export async function relistHidden(campaigns: Db, slug: string): Promise<void> {
  const [index, db] = [bucketOf(slug), hiddenIn(campaigns)];
  let isChanged = false;
  const { version } = await changeBucket(db, index, async (bucket) => {
    const content = await withEntriesOf(campaigns, [slug], bucket);
    isChanged = content !== undefined;
    return content;
  });
  if (isChanged) await raiseState(db, { versions: new Map([[index, version]]) });
}

/** A bucket with these campaigns as they are now. @returns undefined if nothing is to change. */
async function withEntriesOf(
  campaigns: Db,
  slugs: readonly string[],
  { entries }: Bucket,
): Promise<BucketContent | undefined> {
  const renewed = new Map(entries);
  for (const slug of slugs) {
    const entry = await hiddenEntry(campaigns, slug, entries.get(slug));
    if (entry) renewed.set(slug, entry);
    else renewed.delete(slug);
  }
  const isSame = renewed.size === entries.size && [...renewed].every(([slug, one]) => one === entries.get(slug));
  return isSame ? undefined : { entries: renewed, gone: new Set() };
}

/** @returns `before` if it is the same revision, in the same form; undefined if the campaign is not hidden. */
async function hiddenEntry(
  campaigns: Db,
  slug: string,
  before: StoredEntry | undefined,
): Promise<StoredEntry | undefined> {
  const stored = await getStoredCampaign(campaigns, slug, { consistent: true });
  if (!stored || !isHidden(stored.campaign)) return undefined;
  const { campaign, revision } = stored;
  if (before?.revision === revision && before.form === FORM) return before;
  const numbers = numbersOf(campaign, newState(Date.parse(campaign.createdAt)).published, 0);
  return { entry: { ...textsOf(campaign), numbers }, form: FORM, revision, daysAt: 0 };
}
