import type { Db } from '../../functions/core/aws/db.ts';
import { entryOf } from '../../functions/core/overview/entry.ts';
import {
  type Bucket,
  bucketOf,
  changeBucket,
  FORM,
  raiseState,
  type StoredEntry,
} from '../../functions/core/overview/store.ts';
import { type CampaignChanges, campaignOf } from './campaign.ts';
import { type Numbers, publishedOf } from './published.ts';

/** An entry as a bucket has it. @param now when its numbers were read. */
export function storedEntryOf(changes: CampaignChanges, numbers: Numbers = {}, now = 0): StoredEntry {
  return { entry: entryOf(campaignOf(changes), publishedOf(numbers), now), form: FORM, revision: 1, daysAt: now };
}

/** Writes entries into the buckets of their campaigns, beside those that are there. */
export async function putEntries(db: Db, ...stored: StoredEntry[]): Promise<Bucket[]> {
  const buckets: Bucket[] = [];
  for (const one of stored) {
    const { slug } = one.entry;
    const add = async ({ entries, gone }: Bucket) => ({ entries: new Map(entries).set(slug, one), gone });
    buckets.push(await changeBucket(db, bucketOf(slug), add));
  }
  return buckets;
}

/** Writes a whole overview of these entries alone. */
export async function putOverview(db: Db, checkedAt: number, ...stored: StoredEntry[]): Promise<void> {
  const buckets = await putEntries(db, ...stored);
  const versions = stored.map(({ entry }, i) => [bucketOf(entry.slug), buckets[i]?.version ?? 0] as const);
  await raiseState(db, { versions: new Map(versions), checkedAt });
}
