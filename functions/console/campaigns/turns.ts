import type { Right } from '../../core/access/rights.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { organisedStatus } from '../../core/campaigns/turns.ts';
import { momentWords, t, type Word } from '../ui/words.ts';

/** A step that a page asks for with one button. */
export type Turn = 'open' | 'pause' | 'close' | 'archive' | 'bring-back';
export const turns: readonly Turn[] = ['open', 'pause', 'close', 'archive', 'bring-back'];

/** What an organiser can do with a campaign as a whole. To win takes words, too. */
export type Step = Turn | 'win';

export const rightFor = (step: Step): Right => (step === 'win' ? 'campaign.write' : 'campaign.publish');

/** The steps that a campaign can take in its state, those that organisers need most often first. */
export function stepsOf(campaign: Campaign, now: number): readonly Step[] {
  const win: readonly Step[] = campaign.won === undefined ? ['win'] : [];
  switch (organisedStatus(campaign, now)) {
    case 'draft':
      return ['open'];
    case 'scheduled':
      return win;
    case 'open':
      return ['pause', 'close', ...win];
    case 'paused':
      return ['open', 'close', ...win];
    case 'closed':
      return [...win, 'archive'];
    case 'archived':
      return ['bring-back', ...win];
  }
}

export const stepName = (step: Step, { pausedAt }: Campaign): string =>
  step === 'open' && pausedAt !== undefined ? t('turn.open.go-on') : t(`turn.${step}` satisfies Word);

/** What a step has done. */
export function doneWords(step: string | undefined, campaign: Campaign, now: number): string | undefined {
  if (step === 'open' && Date.parse(campaign.opensAt) > now)
    return t('turn.open.done-later', { moment: momentWords(campaign.opensAt) });
  if (step === 'made') return t('new.done');
  const taken = ([...turns, 'win'] as const).find((one) => one === step);
  return taken && t(`turn.${taken}.done` satisfies Word);
}
