import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { languageOf } from '../ui/language.ts';
import { Page } from '../ui/layout.tsx';
import { LinkForm, linkAction } from '../ui/link-form.tsx';
import type { PageView } from './views.ts';

/** For a person who lost the e-mail: the form that asks for a link that withdraws. It is there as long as the campaign is. */
export const MySignaturePage = ({
  campaign,
  assets,
  publicUrl,
  group,
  translator,
}: PageView & {
  campaign: CampaignHead;
}) => {
  const { t } = translator;
  return (
    <Page
      {...{ assets, translator, publicUrl, group }}
      title={t('link.title')}
      at={`/campaigns/${campaign.slug}/my-signature`}
      form={linkAction(campaign)}
    >
      <div class="column">
        <div class="prose">
          <h1>{t('link.title')}</h1>
          <blockquote class="notice" {...languageOf(campaign, translator)}>
            <p>
              <strong>{campaign.title}</strong>
            </p>
          </blockquote>
          <p class="lead">{t('link.first-mail')}</p>
          <p>{t('link.lost')}</p>
          <p>{t('link.can')}</p>
        </div>
        <div class="card">
          <LinkForm campaign={campaign} translator={translator} />
        </div>
        {campaign.deletedAt === undefined && (
          <p class="prose">
            <a href={translator.href(`/campaigns/${campaign.slug}`)}>{t('message.to-campaign')}</a>
          </p>
        )}
      </div>
    </Page>
  );
};
