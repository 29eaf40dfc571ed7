import { anotherFirst, eachInTurn } from '../core/campaigns/in-turn.ts';
import { listCampaignHeads } from '../core/campaigns/store.ts';
import { foldCampaign } from '../core/counts/fold.ts';
import type { FoldDeps } from './deps.ts';

/**
 * Folds the counts of all campaigns. Safe beside tally and beside itself; may be cut off anywhere.
 * @param mayGoOn asked before each campaign; once it says no, this ends, and the next run does the rest.
 * @throws what the first campaign failed with that did, after the others had their turns.
 */
export async function foldAllCounts({ campaigns, counts, clock, log }: FoldDeps, mayGoOn: () => boolean) {
  await eachInTurn(anotherFirst(await listCampaignHeads(campaigns), clock()), mayGoOn, async ({ slug }) => {
    const { folded, removed } = await foldCampaign(counts, slug, clock());
    if (folded + removed > 0) log.info('counts-folded', { campaign: slug, folded, removed });
  });
}
