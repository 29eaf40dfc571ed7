import { planVictory } from '../../functions/core/campaigns/archiving.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { planClosing, storedCampaign } from '../../functions/core/campaigns/plan.ts';
import { scheduledIn } from '../../functions/core/campaigns/scheduled.ts';
import { organisedStatus, type Turn, turns } from '../../functions/core/campaigns/states.ts';
import { campaignStatus } from '../../functions/core/campaigns/status.ts';
import { planTurn } from '../../functions/core/campaigns/turns.ts';
import { stage, verb, yes } from '../command.ts';
import { scheduledLines } from '../scheduled.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { addressLines, publicUrlOf } from './addresses.ts';
import { act } from './change.ts';

/** What a campaign is that a turn leaves as it is. */
const unchanged: Record<Turn, (campaign: Campaign, now: number) => string> = {
  open: (campaign, now) =>
    organisedStatus(campaign, now) === 'scheduled' ? `opens at ${campaign.opensAt}` : 'is open already',
  'take-back': () => 'is a draft already',
  pause: ({ pausedAt }) => `has been paused since ${pausedAt}`,
  close: (campaign, now) =>
    `${campaignStatus(campaign, now) === 'closed' ? 'has been closed since' : 'closes at'} ${campaign.closesAt}`,
  archive: () => 'is archived already',
  'bring-back': () => 'is not archived',
};

const turnVerb = (turn: Turn) =>
  verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage },
    run: ([slug], options, terminal) =>
      act(options, terminal, {
        plan: async (deps) => planTurn(deps, turn, await storedCampaign(deps, slug)),
        unchanged: (campaign) => unchanged[turn](campaign, terminal.clock()),
        notes: (campaign) => (ends.has(turn) ? stillAppear(campaign, terminal.clock()) : []),
      }),
  });

/** Steps after which nobody expects anything to appear. */
const ends: ReadonlySet<Turn> = new Set(['pause', 'archive']);

/** Nothing of a draft appears. */
const stillAppear = (campaign: Campaign, now: number): string[] =>
  campaign.visibility === 'draft' ? [] : scheduledLines(scheduledIn(campaign, now));

/** The steps of a campaign, from a draft to the archive. Each changes what the public sees, so each asks. */
export const turnVerbs = {
  ...(Object.fromEntries(turns.map((turn) => [turn, turnVerb(turn)])) as Record<Turn, ReturnType<typeof turnVerb>>),
  open: verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage, unlisted: { type: 'boolean' } },
    run: ([slug], { unlisted = false, ...options }, terminal) =>
      act(options, terminal, {
        plan: async (deps) =>
          planTurn(deps, 'open', await storedCampaign(deps, slug), unlisted ? 'unlisted' : undefined),
        unchanged: (campaign) => unchanged.open(campaign, terminal.clock()),
        after: (campaign, target) => addressLines(campaign, publicUrlOf(target, terminal)),
      }),
  }),
  close: verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage, at: { type: 'string' } },
    run: ([slug], { at, ...options }, terminal) =>
      act(options, terminal, {
        plan: (deps, actor) => planClosing(deps, actor, { slug, at }),
        unchanged: (campaign) => unchanged.close(campaign, terminal.clock()),
        notes: (campaign) => stillAppear(campaign, terminal.clock()),
      }),
  }),
  win: verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage, on: { type: 'string' }, words: { type: 'string' } },
    run: ([slug], { on, words, ...options }, terminal) => {
      if (on === undefined || words === undefined)
        throw new Misunderstood('`win` needs --on DAY and --words TEXT: --on 2026-10-09 --words "They are free."');
      return act(options, terminal, {
        plan: async (deps) => planVictory(deps, await storedCampaign(deps, slug), { on, words }),
        unchanged: () => 'is won with these words already',
      });
    },
  }),
};
