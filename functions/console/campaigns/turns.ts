import type { Right } from '../../core/access/rights.ts';
import { mayBeArchived } from '../../core/campaigns/archiving.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { type OrganisedStatus, organisedStatus } from '../../core/campaigns/turns.ts';
import { clockWords, isWord, t, type Word } from '../ui/words.ts';

/** A step that a page asks for with one button. */
export type Turn = 'open' | 'take-back' | 'pause' | 'close' | 'archive' | 'bring-back';
export const turns: readonly Turn[] = ['open', 'take-back', 'pause', 'close', 'archive', 'bring-back'];

/** What an organiser can do with a campaign as a whole. To win takes words, too. */
export type Step = Turn | 'win';

export const rightFor = (step: Step): Right => (step === 'win' ? 'campaign.write' : 'campaign.publish');

/** The steps that a campaign can take in its state, those that organisers need most often first. */
export function stepsOf(campaign: Campaign, now: number): readonly Step[] {
  const isDraft = campaign.visibility === 'draft';
  const win: readonly Step[] = campaign.won === undefined && !isDraft ? ['win'] : [];
  const steps: Record<OrganisedStatus, readonly Step[]> = {
    draft: ['open', ...(mayBeArchived(campaign, now) ? (['archive'] as const) : [])],
    scheduled: ['take-back'],
    open: ['pause', 'close', ...win],
    paused: ['open', 'close', ...win],
    closed: [...win, 'archive'],
    archived: ['bring-back', ...win],
  };
  return steps[organisedStatus(campaign, now)];
}

export const stepName = (step: Step, { pausedAt }: Campaign): string =>
  step === 'open' && pausedAt !== undefined ? t('turn.open.go-on') : t(`turn.${step}` satisfies Word);

/** Why a campaign cannot take a step in its state. Undefined if it can. */
export function whyNot(step: Step, campaign: Campaign, now: number): string | undefined {
  if (stepsOf(campaign, now).includes(step)) return undefined;
  const isDraft = campaign.visibility === 'draft';
  const status = isDraft ? 'draft' : organisedStatus(campaign, now);
  if (isDraft && organisedStatus(campaign, now) === 'archived')
    return t(step === 'archive' ? 'turn.not-now.archive.archived' : 'turn.not-now.away');
  const isWon = step === 'win' && campaign.won !== undefined && status !== 'draft';
  const own = isWon ? 'won' : status;
  const word = [`turn.not-now.${step}.${own}`, `turn.not-now.${status}`, `turn.not-now.${step}.always`].find(isWord);
  return t(word ?? 'turn.not-now.detail', { moment: clockWords(campaign.opensAt, campaign) });
}

/** Words about a step: those for a draft, if it has some of its own. */
export function turnWords(step: Step, what: 'why' | 'what' | 'done', { visibility }: Campaign): string {
  const own = `turn.${step}.${what}-draft`;
  const word = visibility === 'draft' && isWord(own) ? own : `turn.${step}.${what}`;
  return isWord(word) ? t(word) : '';
}

/** What a step has done. @param isReady whether a draft lacks nothing that it needs to open. */
export function doneWords(
  step: string | undefined,
  { campaign, now, isReady }: { campaign: Campaign; now: number; isReady: boolean },
): string | undefined {
  if (step === 'open' && Date.parse(campaign.opensAt) > now)
    return t('turn.open.done-later', { moment: clockWords(campaign.opensAt, campaign) });
  if (step === 'made') return t(isReady ? 'new.done.ready' : 'new.done');
  const taken = ([...turns, 'win'] as const).find((one) => one === step);
  return taken && turnWords(taken, 'done', campaign);
}
