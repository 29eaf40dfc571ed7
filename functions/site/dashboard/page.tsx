import { localTime } from '../../core/campaigns/local-time.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { NAMED_FROM, NAMING, STEP } from '../../core/published/countries.ts';
import { oEmbedAddress } from '../../ui/embed/oembed-address.ts';
import { languageOf } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import { Victory } from '../outcome.tsx';
import type { DashboardView } from '../views.ts';
import { charts } from './charts.ts';
import { Countries } from './countries.tsx';
import { withFacts } from './facts.ts';
import { Figure, filesOf } from './figure.tsx';
import { Headline } from './headline.tsx';
import { mapNames } from './map-chart.tsx';
import { Records } from './record-list.tsx';

/** The published numbers of a campaign, as numbers, charts and tables. */
export const DashboardPage = (props: DashboardView) => {
  const view = withFacts(props);
  const { assets, translator, publicUrl, group, campaign, status, counts } = view;
  const { t, parts } = translator;
  const home = `/campaigns/${campaign.slug}`;
  const [growth, days, prison] = [charts.growth(view), charts.days(view), charts.prison(view)];
  return (
    <Page
      assets={assets}
      translator={translator}
      publicUrl={publicUrl}
      group={group}
      title={t('dashboard.of', { campaign: campaign.title })}
      description={descriptionOf(view)}
      path={`${home}/dashboard`}
      oEmbed={oEmbedAddress(publicUrl, translator.publicHref(`/campaigns/${campaign.slug}`))}
      isUnlisted={!isListed(campaign)}
      sheet="dashboard"
      script="charts.js"
      isScriptAlone
    >
      <article class="wide dashboard">
        <header>
          <p class="kicker">{t('dashboard.title')}</p>
          <h1 {...languageOf(campaign, translator)}>
            <a href={translator.href(home)}>{campaign.title}</a>
          </h1>
          <Victory campaign={campaign} translator={translator} />
        </header>
        <Headline {...view} />
        {counts.total > 0 && (
          <div class="dashboard-charts">
            {growth && <Figure name="growth" chart={growth} view={view} />}
            {prison && <Figure name="prison" chart={prison} view={view} />}
            {days && <Figure name="days" chart={days} view={view} />}
            <Records {...view} />
            <Countries
              {...{ counts, translator }}
              isClosed={status === 'closed'}
              files={(measure) => filesOf(mapNames[measure], view)}
            />
          </div>
        )}
        <footer class="hint">
          <WhenTheyMove {...view} />
          {counts.total > 0 && <p>{t('dashboard.small-countries', { ...NAMING, least: NAMED_FROM, step: STEP })}</p>}
          <p>
            {parts('dashboard.open-data', {
              json: <a href={`/api${home}/counts`}>JSON</a>,
              csv: <a href={`${home}/counts.csv`}>CSV</a>,
            })}
          </p>
          <p>
            <a href={translator.href(`${home}/embed`)}>{t('embed.title')}</a>
          </p>
        </footer>
      </article>
    </Page>
  );
};

/** What search engines and shared links say about the page. */
export const descriptionOf = ({
  counts: { total },
  campaign: { title: campaign },
  translator: { t },
}: Pick<DashboardView, 'counts' | 'campaign' | 'translator'>): string =>
  total > 0 ? t('dashboard.description', { total, campaign }) : t('dashboard.description.none', { campaign });

/** When the numbers last moved, when they can move next, and why not at once. */
const WhenTheyMove = ({ campaign, status, counts, translator: { t, date }, now }: DashboardView) => (
  <>
    {counts.total > 0 && (
      <p>{t('dashboard.as-of', { date: date(localTime(campaign, Date.parse(counts.asOf)), 'hour') })}</p>
    )}
    {campaign.publish === 'live' ? (
      status === 'open' && <p>{t('dashboard.live')}</p>
    ) : (
      <p>
        {t('dashboard.careful')}{' '}
        {status === 'open' &&
          Date.parse(counts.nextAt) > now &&
          t('dashboard.next', { date: date(localTime(campaign, Date.parse(counts.nextAt)), 'hour') })}
      </p>
    )}
  </>
);
