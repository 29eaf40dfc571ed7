import type { Context, Hono } from 'hono';
import { requireRight } from '../../core/access/rights.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import type { StoredCampaign } from '../../core/campaigns/store.ts';
import {
  archiveCampaign,
  bringBackCampaign,
  closeCampaign,
  openCampaign,
  pauseCampaign,
  winCampaign,
} from '../../core/campaigns/turns.ts';
import { Problem } from '../../core/problem.ts';
import type { ConsoleDeps } from '../deps.ts';
import { first, typedIn } from '../ui/typed.ts';
import { organiserAt, viewFor } from '../view.ts';
import { campaignAt } from './address.ts';
import { notNowPage, turnPage } from './turn-pages.tsx';
import { rightFor, type Step, type Turn, turns } from './turns.ts';
import { readVictory, typedVictory, winPage } from './win-page.tsx';

const take = {
  open: openCampaign,
  pause: pauseCampaign,
  close: closeCampaign,
  archive: archiveCampaign,
  'bring-back': bringBackCampaign,
} as const satisfies Record<Turn, unknown>;

/** The steps that a campaign takes: a page that asks, and what does it. Each right is checked by its use case, too. */
export function addTurns(app: Hono, deps: ConsoleDeps): void {
  for (const turn of turns) {
    app.get(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const { campaign, revision } = await campaignToTurn(c, deps, turn);
      const asked = { campaign, turn, seen: revision, isChanged: false, now: deps.clock() };
      return c.html(turnPage(await viewFor(c, deps), asked));
    });

    app.post(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const slug = c.req.param('slug');
      const seen = seenIn(typedIn(await c.req.text()));
      try {
        await take[turn](deps, organiserAt(c), { slug, seen });
        return c.redirect(`${campaignAt(slug)}?done=${turn}`, 303);
      } catch (error) {
        if (error instanceof OtherRevision) {
          const { campaign, revision } = error.current;
          const asked = { campaign, turn, seen: revision, isChanged: true, now: deps.clock() };
          return c.html(turnPage(await viewFor(c, deps), asked), 409);
        }
        if (error instanceof FaultyFile) return c.html(notNowPage(await viewFor(c, deps), slug, error.faults), 422);
        return notNow(c, deps, error);
      }
    });
  }

  app.get('/organise/campaigns/:slug/win', async (c) => {
    const { campaign, revision } = await campaignToTurn(c, deps, 'win');
    const typed = typedVictory(campaign, deps.clock());
    return c.html(winPage(await viewFor(c, deps), { campaign, seen: revision, typed, errors: [], now: deps.clock() }));
  });

  app.post('/organise/campaigns/:slug/win', async (c) => {
    const typed = typedIn(await c.req.text());
    const slug = c.req.param('slug');
    const victory = readVictory(typed);
    try {
      const { won } = victory;
      if (won) await winCampaign(deps, organiserAt(c), { slug, seen: seenIn(typed), won });
      if (won) return c.redirect(`${campaignAt(slug)}?done=win`, 303);
    } catch (error) {
      if (error instanceof OtherRevision) {
        const { campaign, revision } = error.current;
        const asked = { campaign, seen: revision, typed, errors: [], isChanged: true, now: deps.clock() };
        return c.html(winPage(await viewFor(c, deps), asked), 409);
      }
      if (!(error instanceof FaultyFile)) return notNow(c, deps, error);
      // Older rules may have let something in that no file may have now.
      if (!victory.takes(error.faults)) return c.html(notNowPage(await viewFor(c, deps), slug, error.faults), 422);
    }
    const { campaign, revision } = await campaignToTurn(c, deps, 'win');
    const asked = { campaign, seen: revision, typed, errors: victory.errors, now: deps.clock() };
    return c.html(winPage(await viewFor(c, deps), asked), 422);
  });
}

/** The campaign of a page that asks for a step. Who may not take it is refused at once. @throws {Problem} */
async function campaignToTurn(c: Context, deps: ConsoleDeps, step: Step): Promise<StoredCampaign> {
  const actor = organiserAt(c);
  const slug = c.req.param('slug') ?? '';
  requireRight(actor, rightFor(step), { campaign: slug, clock: deps.clock });
  return campaignSeen(deps, actor, slug);
}

/** A form of ours always names the revision. A request without it has seen nothing. */
function seenIn(typed: ReturnType<typeof typedIn>): number {
  const seen = Number(first(typed, 'seen'));
  return Number.isInteger(seen) ? seen : 0;
}

async function notNow(c: Context, deps: ConsoleDeps, error: unknown): Promise<Response> {
  if (!(error instanceof Problem && error.kind === 'campaign-in-other-state')) throw error;
  return c.html(notNowPage(await viewFor(c, deps), c.req.param('slug') ?? '', []), 409);
}
