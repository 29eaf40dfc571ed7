import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { CampaignStatus } from '../core/campaigns/status.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** The country of a campaign, and whether it takes signatures. */
export const StatusWords = ({
  campaign: { country, opensAt, closesAt },
  status,
  translator: { t, date, country: nameOf },
}: {
  campaign: Pick<CampaignHead, 'country' | 'opensAt' | 'closesAt'>;
  status: CampaignStatus;
  translator: Translator;
}) => {
  const turn = status === 'closed' ? (closesAt ?? opensAt) : opensAt;
  return (
    <>
      {country && `${nameOf(country)} · `}
      {t(`campaign.${status}`, { date: date(turn) })}
    </>
  );
};
