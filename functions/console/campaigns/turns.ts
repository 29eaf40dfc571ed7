import type { Campaign } from '../../core/campaigns/campaign.ts';
import { type InOtherState, organisedStatus, type Step, steps, whyNot } from '../../core/campaigns/states.ts';
import { clockWords, isWord, t, type Word } from '../ui/words.ts';

/** Words about the steps of a campaign. `core/campaigns/states.ts` has the rule. */

export const stepName = (step: Step, campaign: Campaign, now: number): string =>
  step === 'open' && organisedStatus(campaign, now) === 'paused'
    ? t('turn.open.go-on')
    : t(`turn.${step}` satisfies Word);

/** Why a campaign cannot take a step in its state. Undefined if it can. */
export function whyNotWords(step: Step, campaign: Campaign, now: number): string | undefined {
  const why = whyNot(step, campaign, now);
  return why && reasonWords(step, why, campaign);
}

/** Why a use case has refused a step, or a preview. */
export const notNowWords = ({ asked, why, subject }: InOtherState): string => reasonWords(asked, why, subject);

function reasonWords(asked: InOtherState['asked'], why: NonNullable<ReturnType<typeof whyNot>>, campaign: Campaign) {
  const word = [`turn.not-now.${asked}.${why}`, `turn.not-now.${why}`].find(isWord);
  return t(word ?? 'turn.not-now.detail', { moment: clockWords(campaign.opensAt, campaign) });
}

/** Words about a step: those for a draft, or for an unlisted campaign, if it has some of its own. */
export function turnWords(step: Step, what: 'why' | 'what' | 'done', { visibility }: Campaign): string {
  const own = `turn.${step}.${what}-${visibility}`;
  const word = isWord(own) ? own : `turn.${step}.${what}`;
  return isWord(word) ? t(word) : '';
}

/** What a step has done. @param isReady whether a draft lacks nothing that it needs to open. */
export function doneWords(
  step: string | undefined,
  { campaign, now, isReady }: { campaign: Campaign; now: number; isReady: boolean },
): string | undefined {
  if (step === 'open' && Date.parse(campaign.opensAt) > now)
    return t(campaign.visibility === 'unlisted' ? 'turn.open.done-later-unlisted' : 'turn.open.done-later', {
      moment: clockWords(campaign.opensAt, campaign),
    });
  if (step === 'made' && !isReady) return t('new.done');
  // A copy may have both.
  if (step === 'made') return t(campaign.picture && campaign.cases.length > 0 ? 'new.done.whole' : 'new.done.ready');
  const taken = steps.find((one) => one === step);
  return taken && turnWords(taken, 'done', campaign);
}
