import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Leads to the ways to pass the campaign on. They have a page of their own: this one must load at once. */
export const Share = ({
  campaign: { slug },
  publicUrl,
  translator: { t },
}: {
  campaign: CampaignHead;
  publicUrl: string;
  translator: Translator;
}) => {
  const address = `${publicUrl}/campaigns/${slug}`;
  return (
    <section aria-labelledby="share">
      <h2 id="share">{t('campaign.share')}</h2>
      <p class="hint">{t('campaign.share.address')}</p>
      <p class="address">
        <a href={address}>{address}</a>
      </p>
      <p>
        <a class="button button-quiet" href={`/campaigns/${slug}/share`}>
          {t('campaign.share.ways')}
        </a>
      </p>
    </section>
  );
};
