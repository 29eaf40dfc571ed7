import { localTime } from '../../core/campaigns/local-time.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { NAMED_FROM, STEP } from '../../core/published/countries.ts';
import { Chart } from '../../ui/charts/chart.tsx';
import { Columns } from '../../ui/charts/columns.tsx';
import { languageOf } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { Victory } from '../outcome.tsx';
import { Progress } from '../progress.tsx';
import { Turn } from '../status-words.tsx';
import type { DashboardView } from '../views.ts';
import { Countries } from './countries.tsx';
import { growthOf } from './growth.ts';
import { type Period, type Series, type Unit, wholeTime } from './periods.ts';

/** The published numbers of a campaign, as numbers, charts and tables. */
export const DashboardPage = (view: DashboardView) => {
  const { assets, translator, publicUrl, group, campaign, status, counts } = view;
  const { t } = translator;
  const home = `/campaigns/${campaign.slug}`;
  const series = seriesOf(view);
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
            {series && <OverTime series={series} translator={translator} isOpen={status === 'open'} />}
            <Countries {...{ counts, translator }} />
          </div>
        )}
        <footer class="hint">
          <WhenTheyMove {...view} />
          {counts.total > 0 && (
            <>
              {status === 'open' && (series?.periods.at(-1)?.signatures ?? 0) > 0 && <p>{t('dashboard.growing')}</p>}
              <p>{t('dashboard.small-countries', { least: NAMED_FROM, step: STEP })}</p>
            </>
          )}
          <p>
            {t('dashboard.open-data')} <a href={`/api${home}/counts`}>JSON</a>, <a href={`${home}/counts.csv`}>CSV</a>.
          </p>
          <p>
            <a href={`${home}/embed`}>{t('embed.title')}</a>
          </p>
        </footer>
      </article>
    </Page>
  );
};

/** The total, the distance to the goal, and the pace, in numbers and words. */
const Headline = ({ campaign, status, counts, translator, now }: DashboardView) => {
  const { t, number, date } = translator;
  const { total, goal } = counts;
  const local = (moment: string | number) => localTime(campaign, moment);
  const growth = growthOf(counts, { now, opensAt: campaign.opensAt, closesAt: campaign.closesAt });
  const facts = [
    [t('dashboard.yesterday'), growth.yesterday],
    [t('dashboard.per-day'), rounded(growth.perDay ?? 0)],
    [t('dashboard.missing'), goal - total],
  ] as const;
  return (
    <section class="dashboard-headline" aria-label={t('dashboard.total')}>
      <Progress {...{ campaign, status, translator }} signatures={total} nextAt={counts.nextAt} />
      {status === 'open' && campaign.closesAt && (
        <p>
          <Turn {...{ campaign, status, now, translator }} />
        </p>
      )}
      {status === 'upcoming' && <p class="lead">{t('dashboard.none.upcoming')}</p>}
      {status === 'open' && total > 0 && (
        <>
          <dl>
            {facts
              .filter(([, value]) => value > 0)
              .map(([name, value]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{number(value)}</dd>
                </div>
              ))}
          </dl>
          {growth.goalAt && <p class="hint">{t('dashboard.goal-at', { date: date(local(growth.goalAt)) })}</p>}
        </>
      )}
      {status === 'closed' && campaign.closesAt && (
        <p>{t('dashboard.closed', { date: date(local(campaign.closesAt)) })}</p>
      )}
      {status === 'open' && (
        <p class="actions">
          <a class="button" href={`/campaigns/${campaign.slug}#sign`}>
            {t('dashboard.sign')}
          </a>
        </p>
      )}
    </section>
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

/** How the total grew over time, if that is enough for a picture. */
function seriesOf({ campaign, counts, now }: DashboardView): Series | undefined {
  const until = campaign.closesAt === undefined ? now : Math.min(now, Date.parse(campaign.closesAt));
  const series = wholeTime(counts, { now, until });
  return series && series.periods.length > 2 ? series : undefined;
}

const OverTime = ({ series, translator, isOpen }: { series: Series; translator: Translator; isOpen: boolean }) => {
  const { t, number } = translator;
  const rows = series.periods.map(({ start, signatures }) => ({
    label: periodName(translator, series.unit, start),
    value: signatures,
  }));
  const most = rows.reduce((high, row) => (row.value > high.value ? row : high));
  const title = t(`dashboard.by-${series.unit}`);
  const description = t('dashboard.over-time', {
    total: sumOf(series.periods),
    count: rows.length,
    most: most.label,
    number: most.value,
  });
  return (
    <Chart
      {...{ title, description, translator }}
      id="time"
      head={[t(`dashboard.${series.unit}`), t('dashboard.total')]}
      // The newest first, without the periods in which nothing moved.
      rows={rows.filter(({ value }) => value !== 0).reverse()}
      more={series.earlier > 0 && t('dashboard.earlier', { earlier: number(series.earlier) })}
    >
      <Columns {...{ description, rows, translator }} lastGrows={isOpen} />
    </Chart>
  );
};

/** A slow pace has one decimal. */
const rounded = (pace: number): number => (pace < 10 ? Math.round(pace * 10) / 10 : Math.round(pace));

const sumOf = (periods: readonly Period[]): number => periods.reduce((sum, { signatures }) => sum + signatures, 0);

const periodName = ({ t, date }: Translator, unit: Unit, start: string): string =>
  unit === 'week' ? t('dashboard.week-of', { date: date(start) }) : date(start, unit);
