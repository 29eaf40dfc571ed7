import type { Hono } from 'hono';
import { getStoredHeads } from '../../core/campaigns/store.ts';
import { queryInsideNumbers } from '../../core/counts/store.ts';
import { organisedCampaigns } from '../../core/overview/organise-list.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt, viewFor } from '../view.ts';
import { choiceIn } from './asked.ts';
import { campaignsPage, type ListedCampaign } from './list-page.tsx';

/** Campaigns on one page of the list: each costs a query of its counts. */
const ON_A_PAGE = 20;

/** The first screen. */
export function addCampaignList(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise', async (c) => {
    const { after, ...asked } = c.req.query();
    const choice = choiceIn(asked);
    const actor = organiserAt(c);
    const [view, page] = await Promise.all([
      viewFor(c, deps),
      organisedCampaigns(deps, actor, { choice, sort: 'needs', after, limit: ON_A_PAGE }),
    ]);
    const campaigns = await listed(
      deps,
      page.entries.map(({ slug }) => slug),
    );
    return c.html(campaignsPage(view, { ...page, campaigns, choice, isFirst: after === undefined, now: deps.clock() }));
  });
}

/**
 * Campaigns as they are now, in this order, without those that were deleted meanwhile. For each, 0.5 read units, and 0.5 for 4 KB of its
 * counts.
 */
async function listed({ campaigns, counts }: ConsoleDeps, slugs: readonly string[]): Promise<ListedCampaign[]> {
  const [heads, numbers] = await Promise.all([
    slugs.length === 0 ? [] : getStoredHeads(campaigns, slugs),
    Promise.all(slugs.map((slug) => queryInsideNumbers(counts, slug))),
  ]);
  const bySlug = new Map(heads.map(({ head }) => [head.slug, head]));
  return slugs.flatMap((slug, i) => {
    const [head, inside] = [bySlug.get(slug), numbers[i]];
    return head && inside && head.deletedAt === undefined ? [{ head, numbers: inside }] : [];
  });
}
