import { planArchiving, planVictory } from '../../functions/core/campaigns/archiving.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { planPause, storedCampaign } from '../../functions/core/campaigns/plan.ts';
import { organisedStatus, planOpening, planTakingBack } from '../../functions/core/campaigns/turns.ts';
import { stage, verb, yes } from '../command.ts';
import { Misunderstood } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { addressLines, publicUrlOf } from './addresses.ts';
import { act } from './change.ts';

const asked = { operands: ['SLUG'], options: { ...yes, ...stage } } as const;

const archiving = (away: boolean) =>
  verb({
    ...asked,
    run: ([slug], options, terminal) =>
      act(options, terminal, {
        plan: (deps, actor) => planArchiving(deps, actor, { slug, away }),
        unchanged: () => (away ? 'is archived already' : 'is not archived'),
        inOtherState: `only a closed campaign can be archived. \`npm run campaign -- close ${slug}\` closes it.`,
      }),
  });

/** The turns of a campaign, from a draft to the archive. Each changes what the public sees, so each asks. */
export const turnVerbs = {
  open: verb({
    ...asked,
    run: ([slug], options, terminal) =>
      act(options, terminal, {
        plan: async (deps, actor) => planOpening(deps, actor, await storedCampaign(deps, slug)),
        unchanged: (campaign) => openWords(campaign, terminal),
        inOtherState: `${slug} has closed. To open it again, put its file with a later closesAt, or with none.`,
        after: (campaign, target) => addressLines(campaign, publicUrlOf(target, terminal)),
      }),
  }),
  'take-back': verb({
    ...asked,
    run: ([slug], options, terminal) =>
      act(options, terminal, {
        plan: async (deps, actor) => planTakingBack(deps, actor, await storedCampaign(deps, slug)),
        unchanged: () => 'is a draft already',
        inOtherState: `${slug} has opened: people may have signed it. \`npm run campaign -- pause ${slug}\` pauses it.`,
      }),
  }),
  pause: verb({
    ...asked,
    run: ([slug], options, terminal) =>
      act(options, terminal, {
        plan: (deps, actor) => planPause(deps, actor, { slug, isPaused: true }),
        unchanged: ({ pausedAt }) => `has been paused since ${pausedAt}`,
        inOtherState: 'only an open campaign can be paused. `npm run campaign -- list` shows the state of each.',
      }),
  }),
  archive: archiving(true),
  'bring-back': archiving(false),
  win: verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage, on: { type: 'string' }, words: { type: 'string' } },
    run: ([slug], { on, words, ...options }, terminal) => {
      if (on === undefined || words === undefined)
        throw new Misunderstood('`win` needs --on DAY and --words TEXT: --on 2026-10-09 --words "They are free."');
      return act(options, terminal, {
        plan: (deps, actor) => planVictory(deps, actor, { slug, won: { on, words } }),
        unchanged: () => 'is won with these words already',
        inOtherState:
          'a draft cannot be won, and a campaign is won once. To change the words later, put its file with others.',
      });
    },
  }),
};

function openWords(campaign: Campaign, { clock }: Terminal): string {
  return organisedStatus(campaign, clock()) === 'scheduled' ? `opens at ${campaign.opensAt}` : 'is open already';
}
