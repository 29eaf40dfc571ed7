import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Ways to pass the campaign on that tell no third party who is here. */
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
  const mail = new URLSearchParams({ subject: campaign.title, body: `${campaign.demand}\n\n${address}` });
  return (
    <section aria-labelledby="share">
      <h2 id="share">{t('campaign.share')}</h2>
      <p class="hint">{t('campaign.share.address')}</p>
      <p class="address">
        <a href={address}>{address}</a>
      </p>
      <p>
        {/* Mail programs read %20, not the + of forms. */}
        <a class="button button-quiet" href={`mailto:?${String(mail).replaceAll('+', '%20')}`}>
          {t('campaign.share.mail')}
        </a>
      </p>
    </section>
  );
};
