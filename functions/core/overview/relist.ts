import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { isListed } from '../campaigns/visibility.ts';
import { newState } from '../published/state.ts';
import { numbersOf, textsOf } from './entry.ts';
import { bucketOf, changeBucket, raiseState, type StoredEntry } from './store.ts';

/**
 * Shows a campaign in lists as it was written just now, or removes it from them. The next run of `refreshOverview` does the
 * same, a minute later. About 5 read units, and a write unit per KB of its bucket.
 */
export async function relistCampaign(
  { campaigns }: { readonly campaigns: Db },
  _actor: Actor,
  { slug }: { readonly slug: string },
): Promise<void> {
  const index = bucketOf(slug);
  // It writes also if nothing changes: so a run that has read an older campaign meanwhile cannot write that one.
  const { version } = await changeBucket(campaigns, index, async ({ entries }) => {
    const entry = await entryFor(campaigns, slug, entries.get(slug));
    const others = [...entries].filter(([one]) => one !== slug);
    return new Map(entry ? [...others, [slug, entry]] : others);
  });
  await raiseState(campaigns, { versions: new Map([[index, version]]) });
}

/**
 * The entry of a campaign as it is stored now, with the numbers and announcements that it had.
 * @param before the entry that its bucket has. Without one, the numbers are not known: they are read before they are shown.
 * @returns `before` if it is the same revision; undefined if lists may not show the campaign.
 */
export async function entryFor(
  campaigns: Db,
  slug: string,
  before: StoredEntry | undefined,
): Promise<StoredEntry | undefined> {
  const stored = await getStoredCampaign(campaigns, slug, { consistent: true });
  if (!stored || !isListed(stored.campaign)) return undefined;
  const { campaign, revision } = stored;
  if (before?.revision === revision) return before;
  const numbers = before?.entry.numbers ?? numbersOf(newState(Date.parse(campaign.createdAt)).published, 0);
  const { daysAt = 0, announced } = before ?? {};
  return { entry: { ...textsOf(campaign), numbers }, revision, daysAt, announced };
}
