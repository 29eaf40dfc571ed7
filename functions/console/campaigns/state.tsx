import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { type OrganisedStatus, organisedStatus } from '../../core/campaigns/turns.ts';
import { momentWords, t, type Word } from '../ui/words.ts';

/** The state of a campaign, in one word, and whether it is won. */
export const State = ({ status, won }: { status: OrganisedStatus; won?: CampaignHead['won'] }) => (
  <>
    <span class={status === 'open' ? 'state state-open' : status === 'paused' ? 'state state-waits' : 'state'}>
      {t(`state.${status}` satisfies Word)}
    </span>
    {won && (
      <>
        {' '}
        <span class="state state-open">{t('state.won')}</span>
      </>
    )}
  </>
);

/** The moment that matters next, or mattered last. @param now milliseconds since the epoch. */
export function momentOf(
  campaign: Pick<CampaignHead, 'opensAt' | 'closesAt' | 'pausedAt' | 'archivedAt' | 'visibility'>,
  now: number,
): string {
  const { opensAt, closesAt, pausedAt, archivedAt } = campaign;
  const status = organisedStatus(campaign, now);
  if (status === 'paused' && pausedAt !== undefined) return t('campaigns.paused', { moment: momentWords(pausedAt) });
  if (status === 'archived' && archivedAt !== undefined)
    return t('campaigns.archived', { moment: momentWords(archivedAt) });
  if (status === 'closed' && closesAt !== undefined) return t('campaigns.closed', { moment: momentWords(closesAt) });
  if (status === 'open' && closesAt !== undefined) return t('campaigns.closes', { moment: momentWords(closesAt) });
  if (status === 'open') return t('campaigns.since', { moment: momentWords(opensAt) });
  return Date.parse(opensAt) > now ? t('campaigns.opens', { moment: momentWords(opensAt) }) : '';
}
