import type { Hono } from 'hono';
import { organisedCampaigns } from '../../core/overview/organise-list.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt, viewFor } from '../view.ts';
import { choiceIn } from './asked.ts';
import { campaignsPage } from './list-page.tsx';
import { listedNow } from './listed.ts';

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
    const campaigns = await listedNow(
      deps,
      page.entries.map(({ slug }) => slug),
    );
    return c.html(campaignsPage(view, { ...page, campaigns, choice, isFirst: after === undefined, now: deps.clock() }));
  });
}
