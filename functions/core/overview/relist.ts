import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { isListed } from '../campaigns/visibility.ts';
import { newState } from '../published/state.ts';
import { queryPublished } from '../published/store.ts';
import type { Clock } from '../running/clock.ts';
import { numbersOf, textsOf } from './entry.ts';
import { relistHidden } from './hidden.ts';
import { bucketOf, changeBucket, FORM, raiseState, type StoredEntry } from './store.ts';

export interface RelistDeps {
  readonly campaigns: Db;
  /** For an actor that may read published numbers. For the others, the next run reads them. */
  readonly counts?: Db | undefined;
  readonly clock: Clock;
}

/**
 * Shows a campaign in lists as it was written just now, or removes it from them; and the same for the list of organisers. The next run of
 * `refreshOverview` does that, too, a minute later. It also has the events erased of a campaign that is removed here. About 10 read units,
 * and a write unit per KB of its bucket; of two buckets for a draft.
 */
export async function relistCampaign(
  { campaigns, counts, clock }: RelistDeps,
  _actor: Actor,
  { slug }: { readonly slug: string },
): Promise<void> {
  const index = bucketOf(slug);
  // It writes also if nothing changes: so a run that has read an older campaign meanwhile cannot write that one.
  const { version } = await changeBucket(campaigns, index, async ({ entries, gone }) => {
    const stored = await entryFor(campaigns, slug, entries.get(slug));
    const others = [...entries].filter(([one]) => one !== slug);
    if (!stored) return { entries: new Map(others), gone: entries.has(slug) ? new Set([...gone, slug]) : gone };
    const published = counts && (await queryPublished(counts, slug));
    const numbers = published ? numbersOf(stored.entry, published, clock()) : stored.entry.numbers;
    const entry = { ...stored.entry, numbers };
    return { entries: new Map([...others, [slug, { ...stored, entry, daysAt: 0 }]]), gone };
  });
  await raiseState(campaigns, { versions: new Map([[index, version]]) });
  await relistHidden(campaigns, slug);
}

/**
 * The entry of a campaign as it is stored now, with the numbers and announcements that it had.
 * @param before the entry that its bucket has. Without one, the numbers are not known: they are read before they are shown.
 * @returns `before` if it is the same revision, in the same form; undefined if lists may not show the campaign.
 */
export async function entryFor(
  campaigns: Db,
  slug: string,
  before: StoredEntry | undefined,
): Promise<StoredEntry | undefined> {
  const stored = await getStoredCampaign(campaigns, slug, { consistent: true });
  if (!stored || !isListed(stored.campaign)) return undefined;
  const { campaign, revision } = stored;
  if (before?.revision === revision && before.form === FORM) return before;
  const numbers = before?.entry.numbers ?? numbersOf(campaign, newState(Date.parse(campaign.createdAt)).published, 0);
  const { daysAt = 0, announced } = before ?? {};
  return { entry: { ...textsOf(campaign), numbers }, form: FORM, revision, daysAt, announced };
}
