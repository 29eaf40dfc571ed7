import { languageOf } from '../../ui/language.ts';
import { Mark, Page } from '../../ui/layout.tsx';
import { Progress } from '../progress.tsx';
import { StatusWords } from '../status-words.tsx';
import type { CampaignListView } from '../views.ts';

/** The first page: it says what this is, and lists every campaign. */
export const CampaignListPage = ({ campaigns, now, group, assets, publicUrl, translator }: CampaignListView) => {
  const { t } = translator;
  return (
    <Page {...{ assets, translator, publicUrl, group }} title={t('site.name')} path="/" hasMore>
      <div class="wide">
        <div class="opening">
          <h1>{t('list.title')}</h1>
          <p class="lead">{t('list.lead')}</p>
          <Mark />
        </div>
        <h2 class="label" id="campaigns">
          {t('list.campaigns')}
        </h2>
        {campaigns.length === 0 && <p>{t('list.none')}</p>}
        <ul class="campaigns">
          {campaigns.map(({ campaign, status, signatures }) => (
            <li>
              <div>
                <p class="kicker">
                  <StatusWords {...{ campaign, status, now, translator }} />
                </p>
                <h3 {...languageOf(campaign, translator)}>
                  <a href={`/campaigns/${campaign.slug}`}>{campaign.title}</a>
                </h3>
                <p class="lead" {...languageOf(campaign, translator)}>
                  {campaign.won ? <strong>{campaign.won.words}</strong> : campaign.summary}
                </p>
              </div>
              <Progress {...{ campaign, status, signatures, translator }} />
            </li>
          ))}
        </ul>
      </div>
    </Page>
  );
};
