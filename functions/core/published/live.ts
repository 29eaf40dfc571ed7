import type { Db } from '../aws/db.ts';
import { getCampaignHead } from '../campaigns/head-store.ts';
import { queryCounts } from '../counts/store.ts';
import { type Clock, SECOND } from '../running/clock.ts';
import { remember } from '../running/remember.ts';
import { LIVE } from './rules.ts';
import { putLiveTotal } from './store.ts';

/** How long a change of `publish` may take to reach a running function. */
const REMEMBERED = 10 * SECOND;

/** Shows the total of a campaign as it is, if the campaign is live. A careful one waits for `publish`. */
export type ShowLive = (campaign: string) => Promise<void>;

/** About 1 read and 1 write unit for each call, if the campaign is live. Otherwise nothing, but a head now and then. */
export function showLiveIn({ campaigns, counts, clock }: { campaigns: Db; counts: Db; clock: Clock }): ShowLive {
  const head = remember((slug) => getCampaignHead(campaigns, slug), { clock, forMs: REMEMBERED });
  return async (campaign) => {
    if ((await head(campaign))?.publish === 'live') await showTotal({ counts, clock }, campaign);
  };
}

/**
 * Shows the total of a live campaign, unless a later one is shown. About 1 read and 1 write unit. If counts are folded during
 * every read, this shows nothing: the next signature or `publish` does.
 */
export async function showTotal({ counts, clock }: { counts: Db; clock: Clock }, campaign: string): Promise<void> {
  const asOf = clock();
  const { total, isWhole } = await queryCounts(counts, campaign, { consistent: true });
  if (isWhole) await putLiveTotal(counts, campaign, { total, asOf, every: LIVE });
}
