import type { Hono } from 'hono';
import { listOrganisers } from '../../core/access/people.ts';
import { hasRight } from '../../core/access/rights.ts';
import { getGroup } from '../../core/campaigns/group-store.ts';
import { previewsThatWork } from '../../core/campaigns/previews.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import { missingForOpening } from '../../core/campaigns/unready.ts';
import { queryInsideNumbers } from '../../core/counts/store.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserAt, viewFor } from '../view.ts';
import { savedWords } from './edit/task-list.tsx';
import { moreDone } from './more.tsx';
import { campaignPage } from './page.tsx';
import { doneWords } from './turns.ts';

/** The page of a campaign. Its right is checked by its use case, too. */
export function addCampaigns(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise/campaigns/:slug', async (c) => {
    const slug = c.req.param('slug');
    const { campaign } = await campaignSeen(deps, organiserAt(c), slug);
    const actor = organiserAt(c);
    const [view, people, numbers, ofAll, links] = await Promise.all([
      viewFor(c, deps),
      hasRight(actor, 'organiser.read') ? listOrganisers(deps, actor) : undefined,
      queryInsideNumbers(deps.counts, slug),
      getGroup(deps.campaigns),
      campaign.visibility === 'draft' ? previewsThatWork(deps, actor, slug) : 0,
    ]);
    const now = deps.clock();
    const missing = missingForOpening(campaign, { deployed: deps.deployed, ofAll, now });
    const asked = c.req.query('done');
    const isReady = missing.length === 0;
    const done = moreDone(asked) ?? doneWords(asked, { campaign, now, isReady }) ?? savedWords(c.req.query());
    const isOpened = asked === 'open' && campaign.visibility !== 'draft';
    const shareAt = isOpened ? `${deps.publicUrl}/campaigns/${slug}` : undefined;
    return c.html(campaignPage(view, { campaign, numbers, missing, now, people, links }, done, shareAt));
  });
}
