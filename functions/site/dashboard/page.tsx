import { localTime } from '../../core/campaigns/local-time.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { NAMED_FROM, STEP } from '../../core/published/countries.ts';
import { Bars } from '../../ui/charts/bars.tsx';
import { Chart } from '../../ui/charts/chart.tsx';
import { languageOf } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { OTHER } from '../open-data.ts';
import { Victory } from '../outcome.tsx';
import type { DashboardView } from '../views.ts';
import { charts } from './charts.ts';
import { Figure } from './figure.tsx';
import { Headline } from './headline.tsx';
import { Records } from './record-list.tsx';

const BARS_SHOWN = 12;
const ROWS_SHOWN = 60;

/** The published numbers of a campaign, as numbers, charts and tables. */
export const DashboardPage = (view: DashboardView) => {
  const { assets, translator, publicUrl, group, campaign, status, counts } = view;
  const { t } = translator;
  const home = `/campaigns/${campaign.slug}`;
  const [growth, days, prison] = [charts.growth(view), charts.days(view), charts.prison(view)];
  return (
    <Page
      assets={assets}
      translator={translator}
      publicUrl={publicUrl}
      group={group}
      title={t('dashboard.of', { campaign: campaign.title })}
      description={t('dashboard.description', { total: counts.total, campaign: campaign.title })}
      path={`${home}/dashboard`}
      isUnlisted={!isListed(campaign)}
      hasMore
      script="charts.js"
    >
      <article class="wide dashboard">
        <header>
          <p class="kicker">{t('dashboard.title')}</p>
          <h1 {...languageOf(campaign, translator)}>
            <a href={home}>{campaign.title}</a>
          </h1>
          <Victory campaign={campaign} translator={translator} />
        </header>
        <Headline {...view} />
        {counts.total > 0 && (
          <div class="dashboard-charts">
            {growth && <Figure name="growth" chart={growth} view={view} />}
            {days && <Figure name="days" chart={days} view={view} />}
            <Records {...view} />
            <ByCountry {...{ counts, translator }} />
            {prison && <Figure name="prison" chart={prison} view={view} />}
          </div>
        )}
        <footer class="hint">
          <WhenTheyMove {...view} />
          {counts.total > 0 && (
            <>
              {status === 'open' && days && counts.total > sumOf(counts.byDay) && <p>{t('dashboard.growing')}</p>}
              <p>{t('dashboard.small-countries', { least: NAMED_FROM, step: STEP })}</p>
            </>
          )}
          <p>
            {t('dashboard.open-data')} <a href={`/api${home}/counts`}>JSON</a>, <a href={`${home}/counts.csv`}>CSV</a>.
          </p>
        </footer>
      </article>
    </Page>
  );
};

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

const ByCountry = ({ counts, translator }: Pick<DashboardView, 'counts' | 'translator'>) => {
  const { t } = translator;
  const rows = counts.byCountry.map(({ country, signatures }) => ({
    label: country === OTHER ? t('dashboard.other') : translator.country(country),
    value: signatures,
    quiet: country === OTHER,
  }));
  const bars =
    rows.length > BARS_SHOWN
      ? [...rows.slice(0, BARS_SHOWN - 1), theOthers(rows.slice(BARS_SHOWN - 1), translator)]
      : rows;
  const named = rows.filter(({ quiet }) => !quiet);
  if (!named[0])
    return (
      <section class="chart">
        <h2>{t('dashboard.by-country')}</h2>
        <p>{t('dashboard.countries.none')}</p>
      </section>
    );
  const description = t('dashboard.countries', { count: named.length, most: named[0].label, number: named[0].value });
  const left = rows.length - ROWS_SHOWN;
  return (
    <Chart
      {...{ description, translator }}
      id="countries"
      title={t('dashboard.by-country')}
      head={[t('dashboard.country'), t('dashboard.total')]}
      rows={rows.slice(0, ROWS_SHOWN)}
      more={left > 0 && t('dashboard.more-rows', { left })}
    >
      <Bars {...{ description, translator }} rows={bars} />
    </Chart>
  );
};

const theOthers = (rows: readonly { value: number }[], { t }: Translator) => ({
  label: t('dashboard.other'),
  value: rows.reduce((sum, { value }) => sum + value, 0),
  quiet: true,
});

const sumOf = (days: DashboardView['counts']['byDay']): number =>
  days.reduce((sum, { signatures }) => sum + signatures, 0);
