import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { daysLeft, localTime } from '../core/campaigns/local-time.ts';
import { type CampaignStatus, isArchived } from '../core/campaigns/status.ts';
import type { Translator } from '../ui/messages/messages.ts';
import { closingWords, openingWords } from '../ui/messages/open-times.ts';
import { wonWords } from './outcome.tsx';

interface StatusProps {
  readonly campaign: Pick<CampaignHead, 'country' | 'opensAt' | 'closesAt' | 'timeZone' | 'won'> &
    Partial<Pick<CampaignHead, 'pausedAt' | 'archivedAt'>>;
  readonly status: CampaignStatus;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly translator: Translator;
}

/** The country of a campaign, whether it is won, and whether it takes signatures. */
export const StatusWords = (props: StatusProps) => {
  const { campaign, status, translator } = props;
  const isOver = campaign.won !== undefined && status === 'closed';
  return (
    <>
      {campaign.country && `${translator.country(campaign.country)} · `}
      {campaign.won && wonWords(campaign.won, translator)}
      {campaign.won && !isOver && ' · '}
      {!isOver && <Turn {...props} />}
      {isArchived(campaign, props.now) && <Archived {...props} />}
    </>
  );
};

const Archived = ({ campaign, translator: { t, date } }: StatusProps) => (
  <> · {t('campaign.archived', { date: date(localTime(campaign, Date.parse(campaign.archivedAt ?? ''))) })}</>
);

/** Until when a campaign takes signatures, or when it will, or since when it no longer does. */
export const Turn = ({ campaign, status, now, translator }: StatusProps) => {
  const { t, date } = translator;
  const { opensAt, closesAt } = campaign;
  const local = (moment: string) => localTime(campaign, moment);
  if (status === 'upcoming') return <>{t('campaign.upcoming', { date: openingWords(local(opensAt), translator) })}</>;
  if (status === 'closed') return <>{t('campaign.closed', { date: date(local(closesAt ?? opensAt)) })}</>;
  if (campaign.pausedAt !== undefined) return <>{t('problem.campaign-paused.title')}</>;
  if (closesAt === undefined) return <>{t('campaign.open')}</>;
  const days = t('campaign.days-left', { days: daysLeft(campaign, now) ?? 0 });
  return (
    <>
      {t('campaign.open.until', { date: closingWords(local(closesAt), translator) })}
      {/* Not on paper, which is read on other days. */}
      <span class="days"> · {days}</span>
    </>
  );
};
