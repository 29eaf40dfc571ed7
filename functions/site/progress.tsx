import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/**
 * The number of signatures, and how far it is from the goal. The words are the same for one signature and for many, so that
 * the live count (`ui/browser/live-count.ts`) needs to write only a number.
 */
export const Progress = ({
  campaign,
  signatures,
  translator,
  live = false,
}: {
  campaign: Pick<CampaignHead, 'slug' | 'goal'>;
  signatures: number;
  translator: Translator;
  /** Whether the browser keeps it up to date. */
  live?: boolean;
}) => {
  const { t, number } = translator;
  const { slug, goal } = campaign;
  return (
    <div
      class="progress"
      data-counts={live ? `/api/campaigns/${slug}/counts` : undefined}
      data-said={live ? t('campaign.signatures') : undefined}
    >
      <p>
        <span class="label">{t('campaign.signatures')}</span>{' '}
        <strong class="figure" data-total>
          {number(signatures)}
        </strong>
      </p>
      <progress value={Math.min(signatures, goal)} max={goal} aria-label={t('campaign.signatures')} />
      <p class="hint">{t(signatures >= goal ? 'campaign.goal-reached' : 'campaign.of-goal', { goal })}</p>
      {live && <p class="hidden" role="status"></p>}
    </div>
  );
};
