import type { Hono } from 'hono';
import { requireRight } from '../../core/access/rights.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import { addCaseToCampaign } from '../../core/cases/in-campaign.ts';
import { casesSeen } from '../../core/cases/list.ts';
import { sectionAt } from '../campaigns/address.ts';
import { one } from '../campaigns/edit/typed.ts';
import type { ConsoleDeps } from '../deps.ts';
import { typedIn } from '../ui/typed.ts';
import { organiserAt, viewFor } from '../view.ts';
import { addCasePage } from './add-page.tsx';

const ON_A_PAGE = 50;
const AT = '/organise/campaigns/:slug/cases/add';

/** The page on which a campaign begins to speak for a case that is there. */
export function addCasesOfCampaigns(app: Hono, deps: ConsoleDeps): void {
  app.get(AT, async (c) => {
    const [slug, actor] = [c.req.param('slug'), organiserAt(c)];
    requireRight(actor, 'campaign.write', { campaign: slug, clock: deps.clock });
    const { q = '', after } = c.req.query();
    const [view, { campaign }, seen] = await Promise.all([
      viewFor(c, deps),
      campaignSeen(deps, actor, slug),
      casesSeen(deps, actor, { q, after, limit: ON_A_PAGE }),
    ]);
    return c.html(addCasePage(view, { campaign, ...seen, q }));
  });

  app.post(AT, async (c) => {
    const slug = c.req.param('slug');
    const id = one(typedIn(await c.req.text()), 'id');
    await addCaseToCampaign(deps, organiserAt(c), { slug, id, seen: undefined });
    return c.redirect(sectionAt(slug, 'cases'), 303);
  });
}
