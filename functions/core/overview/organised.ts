import type { Db } from '../aws/db.ts';
import type { CampaignHead } from '../campaigns/campaign.ts';
import { listCampaignHeads } from '../campaigns/head-store.ts';
import { isHidden, isListed } from '../campaigns/visibility.ts';
import { getWaiting, type WaitingByCampaign } from '../counts/waiting.ts';
import { newState } from '../published/state.ts';
import { type Entry, numbersOf } from './entry.ts';
import { readOverviewOf } from './reader.ts';
import { hiddenIn } from './store.ts';

/** All campaigns that are not deleted, for organisers. Who may see which of them is not decided here. */
export interface Organised {
  /** In no order. The same array as long as no entry has changed. */
  readonly entries: readonly Entry[];
  readonly bySlug: ReadonlyMap<string, Entry>;
  /** Whether they have their cases: not before the overview of an installation that was just updated is made. */
  readonly isWhole: boolean;
  /** What waits in them, as `publish` saw it last. */
  readonly waiting: WaitingByCampaign;
}

/**
 * Reads it, and remembers it for the next read: 1.5 read units while nothing changes, and 1 for each 4 KB of the buckets that have changed.
 * An installation that was just updated has no overview for a minute. Meanwhile it reads all heads: 0.5 read units per 4 KB.
 */
export function readOrganisedOf({ campaigns, counts }: { campaigns: Db; counts: Db }): () => Promise<Organised> {
  const listed = readOverviewOf(campaigns);
  const hidden = readOverviewOf(hiddenIn(campaigns));
  let last = { of: [] as readonly (readonly Entry[])[], ...indexed([]) };
  let waits = { version: 0, campaigns: new Map() as WaitingByCampaign };
  return async () => {
    const [one, other, waiting] = await Promise.all([listed(), hidden(), getWaiting(counts)]);
    // So the order that was worked out from the same ones is still right.
    if (waiting.version !== waits.version) waits = waiting;
    if (!one || !other)
      return {
        ...indexed(entriesOfHeads(await listCampaignHeads(campaigns))),
        waiting: waits.campaigns,
        isWhole: false,
      };
    const of = [one.entries, other.entries];
    if (of.some((entries, i) => entries !== last.of[i])) last = { of, ...indexed(joined(one.entries, other.entries)) };
    const { entries, bySlug } = last;
    return { entries, bySlug, waiting: waits.campaigns, isWhole: true };
  };
}

/** A campaign that was just made public, or a draft again, may be in both for a moment. */
function joined(listed: readonly Entry[], hidden: readonly Entry[]): readonly Entry[] {
  const shown = new Set(listed.map(({ slug }) => slug));
  return [...listed, ...hidden.filter(({ slug }) => !shown.has(slug))];
}

const indexed = (entries: readonly Entry[]) => ({
  entries,
  bySlug: new Map(entries.map((entry) => [entry.slug, entry])),
});

/** Entries without what is not in a head: targets, cases and titles in further languages. */
const entriesOfHeads = (heads: readonly CampaignHead[]): Entry[] =>
  heads
    .filter((head) => isListed(head) || isHidden(head))
    .map(({ group, ...head }) => ({
      ...head,
      group: group?.name,
      ...{ targets: [], cases: [], handedOver: [] },
      numbers: numbersOf(head, newState(Date.parse(head.createdAt)).published, 0),
    }));
