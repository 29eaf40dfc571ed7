import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { mailtoAbout } from '../ui/mailto.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Ways to pass the campaign on that show no third party who is here. */
export const Share = ({
  campaign,
  publicUrl,
  translator: { t },
}: {
  campaign: CampaignHead;
  publicUrl: string;
  translator: Translator;
}) => {
  const address = `${publicUrl}/campaigns/${campaign.slug}`;
  return (
    <section aria-labelledby="share">
      <h2 id="share">{t('campaign.share')}</h2>
      <p class="hint">{t('campaign.share.address')}</p>
      <p class="address">
        <a href={address}>{address}</a>
      </p>
      <p>
        <a class="button button-quiet" href={mailtoAbout(campaign, address)}>
          {t('campaign.share.mail')}
        </a>
      </p>
    </section>
  );
};
