import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { type OrganisedStatus, organisedStatus } from '../../core/campaigns/states.ts';
import { clockWords, t, type Word } from '../ui/words.ts';

/** The state of a campaign, in one word, whether only people who know its address see it, and whether it is won. */
export const State = ({
  status,
  campaign: { won, visibility },
}: {
  status: OrganisedStatus;
  campaign: Pick<CampaignHead, 'won' | 'visibility'>;
}) => (
  <>
    <span class={status === 'open' ? 'state state-open' : status === 'paused' ? 'state state-waits' : 'state'}>
      {visibility === 'unlisted' && status !== 'draft'
        ? t('state.unlisted', { state: t(`state.${status}` satisfies Word) })
        : t(`state.${status}` satisfies Word)}
    </span>
    {won && (
      <>
        {' '}
        <span class="state state-open">{t('state.won')}</span>
      </>
    )}
  </>
);

/** The moment that matters next, or mattered last, by the clocks of the campaign. @param now milliseconds since the epoch. */
export function momentOf(
  campaign: Pick<CampaignHead, 'opensAt' | 'closesAt' | 'pausedAt' | 'archivedAt' | 'visibility' | 'timeZone'>,
  now: number,
): string {
  const { opensAt, closesAt, pausedAt, archivedAt } = campaign;
  const status = organisedStatus(campaign, now);
  const at = (moment: string) => ({ moment: clockWords(moment, campaign) });
  if (status === 'paused' && pausedAt !== undefined) return t('campaigns.paused', at(pausedAt));
  if (status === 'archived' && archivedAt !== undefined) return t('campaigns.archived', at(archivedAt));
  if (status === 'closed' && closesAt !== undefined) return t('campaigns.closed', at(closesAt));
  if (status === 'open' && closesAt !== undefined) return t('campaigns.closes', at(closesAt));
  if (status === 'open') return t('campaigns.since', at(opensAt));
  if (Date.parse(opensAt) <= now) return '';
  return t(status === 'draft' ? 'campaigns.planned' : 'campaigns.opens', at(opensAt));
}
