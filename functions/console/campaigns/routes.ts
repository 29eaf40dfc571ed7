import type { Hono } from 'hono';
import { getGroup } from '../../core/campaigns/group-store.ts';
import { campaignSeen, campaignsSeen } from '../../core/campaigns/seen.ts';
import { missingForOpening } from '../../core/campaigns/unready.ts';
import { queryInsideNumbers } from '../../core/counts/store.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt, viewFor } from '../view.ts';
import { campaignsPage } from './list-page.tsx';
import { campaignPage } from './page.tsx';
import { doneWords } from './turns.ts';

/** Campaigns on one page of the list: each costs a query of its counts. */
const ON_A_PAGE = 25;

/** The first screen, and a campaign. Each right is checked by its use case, too. */
export function addCampaigns(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise', async (c) => {
    const after = c.req.query('after');
    const actor = organiserAt(c);
    const [view, seen] = await Promise.all([viewFor(c, deps), campaignsSeen(deps, actor, { after, limit: ON_A_PAGE })]);
    const campaigns = await Promise.all(
      seen.campaigns.map(async ({ head }) => ({ head, numbers: await queryInsideNumbers(deps.counts, head.slug) })),
    );
    return c.html(campaignsPage(view, { campaigns, next: seen.next, isFirst: after === undefined, now: deps.clock() }));
  });

  app.get('/organise/campaigns/:slug', async (c) => {
    const slug = c.req.param('slug');
    const { campaign } = await campaignSeen(deps, organiserAt(c), slug);
    const [view, numbers, ofAll] = await Promise.all([
      viewFor(c, deps),
      queryInsideNumbers(deps.counts, slug),
      getGroup(deps.campaigns),
    ]);
    const now = deps.clock();
    const missing = missingForOpening(campaign, { deployed: deps.deployed, ofAll, now });
    const done = doneWords(c.req.query('done'), campaign, now);
    return c.html(campaignPage(view, { campaign, numbers, missing, now }, done));
  });
}
