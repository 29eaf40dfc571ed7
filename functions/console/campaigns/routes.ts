import type { Hono } from 'hono';
import { requireRight } from '../../core/access/rights.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { getGroup } from '../../core/campaigns/group-store.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { campaignSeen, campaignsSeen } from '../../core/campaigns/seen.ts';
import { closeCampaign, openCampaign, pauseCampaign } from '../../core/campaigns/turns.ts';
import { missingForOpening } from '../../core/campaigns/unready.ts';
import { queryInsideNumbers } from '../../core/counts/store.ts';
import { Problem } from '../../core/problem.ts';
import type { ConsoleDeps } from '../deps.ts';
import { first, typedIn } from '../ui/typed.ts';
import { organiserAt, viewFor } from '../view.ts';
import { campaignAt } from './address.ts';
import { savedWords } from './edit/task-list.tsx';
import { campaignsPage } from './list-page.tsx';
import { campaignPage, doneWords, notNowPage, type Turn, turnPage, turns } from './page.tsx';

/** Campaigns on one page of the list: each costs a query of its counts. */
const ON_A_PAGE = 25;

const take = { open: openCampaign, pause: pauseCampaign, close: closeCampaign } as const satisfies Record<
  Turn,
  unknown
>;

/** The first screen, a campaign, and the steps that it takes. Each right is checked by its use case, too. */
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
    const done = doneWords(c.req.query('done'), campaign, now) ?? savedWords(c.req.query('saved'));
    return c.html(campaignPage(view, { campaign, numbers, missing, now }, done));
  });

  for (const turn of turns) {
    app.get(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const slug = c.req.param('slug');
      const actor = organiserAt(c);
      requireRight(actor, 'campaign.publish', { campaign: slug, clock: deps.clock });
      const [view, { campaign, revision }] = await Promise.all([viewFor(c, deps), campaignSeen(deps, actor, slug)]);
      return c.html(turnPage(view, { campaign, turn, seen: revision, isChanged: false, now: deps.clock() }));
    });

    app.post(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const slug = c.req.param('slug');
      const actor = organiserAt(c);
      const seen = Number(first(typedIn(await c.req.text()), 'seen'));
      try {
        // A form of ours always names it. A request without it has seen nothing.
        await take[turn](deps, actor, { slug, seen: Number.isInteger(seen) ? seen : 0 });
        return c.redirect(`${campaignAt(slug)}?done=${turn}`, 303);
      } catch (error) {
        if (error instanceof OtherRevision) {
          const { campaign, revision } = error.current;
          const asked = { campaign, turn, seen: revision, isChanged: true, now: deps.clock() };
          return c.html(turnPage(await viewFor(c, deps), asked), 409);
        }
        if (error instanceof FaultyFile) return c.html(notNowPage(await viewFor(c, deps), slug, error.faults), 422);
        if (error instanceof Problem && error.kind === 'campaign-in-other-state')
          return c.html(notNowPage(await viewFor(c, deps), slug, []), 409);
        throw error;
      }
    });
  }
}
