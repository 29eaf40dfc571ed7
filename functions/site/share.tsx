import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** Leads to the ways to pass the campaign on. They have a page of their own: this one must load at once. */
export const Share = ({
  campaign: { slug },
  translator: { t, href },
}: {
  campaign: CampaignHead;
  translator: Translator;
}) => (
  <section aria-labelledby="share">
    <h2 id="share">{t('campaign.share')}</h2>
    <p>
      <a class="button button-quiet" href={href(`/campaigns/${slug}/share`)}>
        {t('campaign.share.ways')}
      </a>
    </p>
  </section>
);
