import type { Context, Hono } from 'hono';
import { requireRight } from '../../core/access/rights.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { FaultyFile, type FileFault } from '../../core/campaigns/faults.ts';
import type { Group } from '../../core/campaigns/group.ts';
import { getGroup } from '../../core/campaigns/group-store.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import { previewsThatWork } from '../../core/campaigns/previews.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import {
  InOtherState,
  organisedStatus,
  rightFor,
  type Step,
  type Turn,
  turns,
  whyNot,
} from '../../core/campaigns/states.ts';
import type { StoredCampaign } from '../../core/campaigns/store.ts';
import { type OpenedTo, takeTurn, winCampaign } from '../../core/campaigns/turns.ts';
import { missingForOpening } from '../../core/campaigns/unready.ts';
import type { ConsoleDeps } from '../deps.ts';
import { first, typedIn } from '../ui/typed.ts';
import { organiserAt, viewFor } from '../view.ts';
import { campaignAt, openedTo } from './address.ts';
import { savedWords } from './edit/task-list.tsx';
import { writersSince } from './history/writers.ts';
import { type NotNow, notNowPage, turnPage } from './turn-pages.tsx';
import { readVictory, typedVictory, winPage } from './win-page.tsx';

/** The steps that a campaign takes: a page that asks, and what does it. Each right is checked by its use case, too. */
export function addTurns(app: Hono, deps: ConsoleDeps): void {
  for (const turn of turns) {
    app.get(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const { campaign, revision } = await campaignToTurn(c, deps, turn);
      const now = deps.clock();
      const ofAll = await getGroup(deps.campaigns);
      const missing = turn === 'open' ? missingHere(campaign, ofAll, now) : [];
      const done = savedWords(c.req.query());
      const to = openedToIn(c.req.query('to'));
      if (missing.length > 0 || whyNot(turn, campaign, now) !== undefined)
        return notNow(c, { step: turn, campaign, missing, to, done, status: 409 });
      const links = await linksOf(c, turn, campaign);
      const asked = { campaign, ofAll, turn, to, seen: revision, done, links, now };
      return c.html(turnPage(await viewFor(c, deps), asked));
    });

    app.post(`/organise/campaigns/:slug/${turn}`, async (c) => {
      const slug = c.req.param('slug');
      const typed = typedIn(await c.req.text());
      const [seen, to] = [seenIn(typed), openedToIn(first(typed, 'to'))];
      // Only the page that asks about a draft has the word.
      const visibility = first(typed, 'to') === undefined ? undefined : to;
      try {
        await takeTurn(deps, organiserAt(c), turn, { slug, seen, visibility });
        return c.redirect(`${campaignAt(slug)}?done=${turn}`, 303);
      } catch (error) {
        if (error instanceof OtherRevision) {
          const { campaign, revision } = error.current;
          if (whyNot(turn, campaign, deps.clock()) !== undefined)
            return notNow(c, { step: turn, campaign, missing: [], status: 409 });
          const ofAll = await getGroup(deps.campaigns);
          const changedBy = await writersSince(deps, organiserAt(c), slug, error.seen);
          const links = await linksOf(c, turn, campaign);
          const asked = { campaign, ofAll, turn, to, seen: revision, changedBy, links, now: deps.clock() };
          return c.html(turnPage(await viewFor(c, deps), asked), 409);
        }
        return refused(c, turn, error);
      }
    });
  }

  app.get('/organise/campaigns/:slug/win', async (c) => {
    const { campaign, revision } = await campaignToTurn(c, deps, 'win');
    if (whyNot('win', campaign, deps.clock()) !== undefined)
      return notNow(c, { step: 'win', campaign, missing: [], status: 409 });
    const typed = typedVictory(campaign, deps.clock());
    return c.html(winPage(await viewFor(c, deps), { campaign, seen: revision, typed, errors: [], now: deps.clock() }));
  });

  app.post('/organise/campaigns/:slug/win', async (c) => {
    const typed = typedIn(await c.req.text());
    const slug = c.req.param('slug');
    const victory = readVictory(typed);
    try {
      // Also what is wrong already: it is refused, with all that the rules find beside it.
      await winCampaign(deps, organiserAt(c), { slug, seen: seenIn(typed), won: victory.won });
      return c.redirect(`${campaignAt(slug)}?done=win`, 303);
    } catch (error) {
      if (error instanceof OtherRevision) {
        const { campaign, revision } = error.current;
        const changedBy = await writersSince(deps, organiserAt(c), slug, error.seen);
        const asked = { campaign, seen: revision, typed, errors: [], changedBy, now: deps.clock() };
        return c.html(winPage(await viewFor(c, deps), asked), 409);
      }
      // Older rules may have let something in that no file may have now.
      if (!(error instanceof FaultyFile && victory.takes(error.faults))) return refused(c, 'win', error);
    }
    const { campaign, revision } = await campaignToTurn(c, deps, 'win');
    const asked = { campaign, seen: revision, typed, errors: victory.errors, now: deps.clock() };
    return c.html(winPage(await viewFor(c, deps), asked), 422);
  });

  /** How many links show the draft that a campaign is, or becomes. */
  const linksOf = async (c: Context, turn: Turn, { slug, visibility }: Campaign): Promise<number> =>
    visibility === 'draft' || turn === 'take-back' ? previewsThatWork(deps, organiserAt(c), slug) : 0;

  const missingHere = (campaign: Campaign, ofAll: Group | undefined, now: number): readonly FileFault[] =>
    ['draft', 'paused'].includes(organisedStatus(campaign, now))
      ? missingForOpening(campaign, { deployed: deps.deployed, ofAll, now })
      : [];

  async function notNow(c: Context, { status, ...shown }: Omit<NotNow, 'now'> & { status: 409 | 422 }) {
    return c.html(notNowPage(await viewFor(c, deps), { ...shown, now: deps.clock() }), status);
  }

  /** Says why a step was not taken: its campaign lacks something, or is in another state. @throws any other error. */
  async function refused(c: Context, step: Step, error: unknown): Promise<Response> {
    const isOtherState = error instanceof InOtherState;
    if (!isOtherState && !(error instanceof FaultyFile)) throw error;
    const { campaign } = await campaignToTurn(c, deps, step);
    const missing = error instanceof FaultyFile ? error.faults : [];
    return notNow(c, { step, campaign, missing, status: isOtherState ? 409 : 422 });
  }
}

/** To whom an opening is asked for. Without a word: everybody. */
const openedToIn = (text: string | undefined): OpenedTo => openedTo.find((one) => one === text) ?? 'public';

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
