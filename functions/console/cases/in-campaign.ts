import type { Hono } from 'hono';
import { requireRight } from '../../core/access/rights.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import { addCaseToCampaign } from '../../core/cases/in-campaign.ts';
import { casesSeen } from '../../core/cases/list.ts';
import { sectionAt } from '../campaigns/address.ts';
import { errorsOf } from '../campaigns/edit/errors.ts';
import { one } from '../campaigns/edit/typed.ts';
import { fullErrors, fullWords } from '../campaigns/full.ts';
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
    // Its cases say so.
    if (fullWords('cases', campaign)) return c.redirect(sectionAt(slug, 'cases'), 303);
    return c.html(addCasePage(view, { campaign, ...seen, q }));
  });

  app.post(AT, async (c) => {
    const slug = c.req.param('slug');
    const id = one(typedIn(await c.req.text()), 'id');
    try {
      await addCaseToCampaign(deps, organiserAt(c), { slug, id, seen: undefined });
    } catch (error) {
      if (!(error instanceof FaultyFile)) throw error;
      const [view, { campaign }, seen] = await Promise.all([
        viewFor(c, deps),
        campaignSeen(deps, organiserAt(c), slug),
        casesSeen(deps, organiserAt(c), { q: '', after: undefined, limit: ON_A_PAGE }),
      ]);
      const full = fullErrors(error.faults, { list: 'cases', field: 'cases', campaign });
      const errors = full.length > 0 ? full : errorsOf(error.faults, { typed: {}, shown: {} });
      return c.html(addCasePage(view, { campaign, ...seen, q: '', errors }), 422);
    }
    return c.redirect(sectionAt(slug, 'cases'), 303);
  });
}
