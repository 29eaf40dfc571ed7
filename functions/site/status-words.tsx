import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { CampaignStatus } from '../core/campaigns/status.ts';
import type { Translator } from '../ui/messages/messages.ts';

interface StatusProps {
  readonly campaign: Pick<CampaignHead, 'country' | 'opensAt' | 'closesAt'>;
  readonly status: CampaignStatus;
  readonly translator: Translator;
}

/** The country of a campaign, and whether it takes signatures. */
export const StatusWords = (props: StatusProps) => (
  <>
    {props.campaign.country && `${props.translator.country(props.campaign.country)} · `}
    <Turn {...props} />
  </>
);

/** Whether a campaign takes signatures, or when it will, or since when it no longer does. */
export const Turn = ({ campaign: { opensAt, closesAt }, status, translator: { t, date } }: StatusProps) => (
  <>{t(`campaign.${status}`, { date: date(status === 'closed' ? (closesAt ?? opensAt) : opensAt) })}</>
);
