import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { CampaignStatus } from '../core/campaigns/status.ts';
import type { MessageKey, Translator } from '../ui/messages/messages.ts';

/**
 * The number of signatures, and how far an open campaign is from its goal. While no number is published, words take its place. The words
 * are the same for one signature and for many, so that the live count (`ui/browser/live-count.ts`) needs to write only a
 * number.
 */
export const Progress = ({
  campaign,
  status,
  signatures,
  translator,
  nextAt,
}: {
  campaign: Pick<CampaignHead, 'slug' | 'goal' | 'publish' | 'pausedAt'>;
  status: CampaignStatus;
  signatures: number;
  translator: Translator;
  /** When the number may move next (ISO 8601). If given, the browser of an open campaign keeps it up to date. */
  nextAt?: string;
}) => {
  const { t, number } = translator;
  const { slug, goal, publish } = campaign;
  const isWatched = status === 'open' && nextAt !== undefined;
  const isNone = signatures === 0;
  // Nobody can sign a campaign that is paused: its figures stay, and no words ask for more.
  const isSigned = status === 'open' && campaign.pausedAt === undefined;
  const none = t(isSigned ? 'campaign.none.open' : 'campaign.none.closed');
  const isReached = signatures >= goal;
  if (status === 'upcoming') return null;
  const toGoal = goalKey({ isOpen: status === 'open', isSigned, isNone, isReached });
  const hasBar = !isNone && (status === 'open' || isReached);
  const watched = isWatched
    ? {
        'data-counts': `/api/campaigns/${slug}/counts`,
        'data-said': t('campaign.signatures'),
        ...(publish === 'live' ? { 'data-live': true } : { 'data-next': nextAt }),
      }
    : {};
  return (
    <div class="progress" {...watched}>
      <p>
        <span class="label">{t('campaign.signatures')}</span>{' '}
        <strong class="figure" data-total data-none={isNone || undefined}>
          {isNone ? none : number(signatures)}
        </strong>
      </p>
      <progress value={Math.min(signatures, goal)} max={goal} aria-label={t('campaign.signatures')} hidden={!hasBar} />
      {toGoal && <p class="hint">{t(toGoal, { goal })}</p>}
      {isWatched && <p class="hidden" role="status"></p>}
    </div>
  );
};

/** The words about the goal. A campaign that nobody can sign has none to hope for. */
function goalKey(is: {
  isOpen: boolean;
  isSigned: boolean;
  isNone: boolean;
  isReached: boolean;
}): MessageKey | undefined {
  if (!is.isOpen) return is.isReached ? 'campaign.goal-reached' : undefined;
  if (is.isNone) return is.isSigned ? 'campaign.goal' : undefined;
  return is.isReached ? 'campaign.goal-reached' : 'campaign.of-goal';
}
