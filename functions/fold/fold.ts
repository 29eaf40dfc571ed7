import { listCampaignHeads } from '../core/campaigns/head-store.ts';
import { anotherFirst, eachInTurn } from '../core/campaigns/in-turn.ts';
import { foldCampaign } from '../core/counts/fold.ts';
import type { FoldDeps } from './deps.ts';

/**
 * Folds the counts of all campaigns. Safe while tally or another run of this works. It can be cut off anywhere.
 * @param mayGoOn is asked before each campaign. This ends at the first no, and the next run does the rest.
 * @throws the error of the first campaign that failed, after the others had their turns.
 */
export async function foldAllCounts({ campaigns, counts, clock, log }: FoldDeps, mayGoOn: () => boolean) {
  await eachInTurn(anotherFirst(await listCampaignHeads(campaigns), clock()), mayGoOn, async ({ slug }) => {
    const { folded, removed } = await foldCampaign(counts, slug, clock());
    if (folded + removed > 0) log.info('counts-folded', { campaign: slug, folded, removed });
  });
}
