import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { CampaignHead } from '../campaigns/campaign.ts';
import { NO_SOURCE } from '../campaigns/values.ts';
import { queryCounts } from './store.ts';

export interface SourceCount {
  readonly source: string;
  readonly signatures: number;
  /** Whether the campaign has it now. A source that was removed keeps its earlier signatures. */
  readonly isKnown: boolean;
}

/**
 * How many counted signatures came by links of each source, most first; sources without one, too. No name is opened. Costs one
 * `queryCounts`. Only for organisers.
 */
export async function countBySource(
  { counts }: { readonly counts: Db },
  _actor: Actor,
  { campaign: { slug, sources } }: { readonly campaign: Pick<CampaignHead, 'slug' | 'sources'> },
): Promise<SourceCount[]> {
  const { bySource } = await queryCounts(counts, slug);
  const known = new Set([...sources, NO_SOURCE]);
  return [...new Set([...known, ...bySource.keys()])]
    .map((source) => ({ source, signatures: bySource.get(source) ?? 0, isKnown: known.has(source) }))
    .sort((one, other) => other.signatures - one.signatures || (one.source < other.source ? -1 : 1));
}
