import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { Logo } from '../ui/group.tsx';
import { languageOf } from '../ui/language.ts';
import { Page } from '../ui/layout.tsx';
import { Privacy } from './privacy.tsx';
import type { PageView } from './views.ts';

/** The whole privacy text of a campaign. The form and the short text lead here. */
export const PrivacyPage = ({
  campaign,
  keepMonths,
  keptUntil,
  ...view
}: PageView & { campaign: CampaignHead; keepMonths: number; keptUntil: string | undefined }) => {
  const { translator } = view;
  const { t } = translator;
  return (
    <Page {...view} title={t('privacy.title')} path={`/campaigns/${campaign.slug}/privacy`}>
      <div class="column">
        <div class="prose">
          <Logo group={view.group} alt={view.group?.name ?? ''} />
          <h1>{t('privacy.title')}</h1>
          <blockquote class="notice" {...languageOf(campaign, translator)}>
            <p>
              <strong>{campaign.title}</strong>
            </p>
          </blockquote>
        </div>
        <Privacy {...{ campaign, keepMonths, keptUntil, translator }} />
        <p class="prose">
          <a href={translator.href(`/campaigns/${campaign.slug}`)}>{t('message.to-campaign')}</a>
        </p>
      </div>
    </Page>
  );
};
