import { listCampaignHeads } from '../core/campaigns/store.ts';
import { foldCampaign } from '../core/counts/fold.ts';
import type { FoldDeps } from './deps.ts';

/**
 * Folds the counts of all campaigns. Safe beside tally and beside itself; may be cut off anywhere.
 * @param mayGoOn asked before each campaign; once it says no, this ends, and the next run does the rest.
 */
export async function foldAllCounts({ campaigns, counts, clock, log }: FoldDeps, mayGoOn: () => boolean) {
  for (const { slug } of await listCampaignHeads(campaigns)) {
    if (!mayGoOn()) return;
    const { folded, removed } = await foldCampaign(counts, slug, clock());
    if (folded + removed > 0) log.info('counts-folded', { campaign: slug, folded, removed });
  }
}
