import { campaignStatus } from '../../core/campaigns/status.ts';
import { growthLately } from '../../core/overview/days.ts';
import type { SpokenEntry } from '../../core/overview/spoken.ts';
import type { Totals } from '../../core/overview/totals.ts';
import { gainedInWeek } from '../../core/overview/trending.ts';
import { languageOf } from '../../ui/language.ts';
import { Page } from '../../ui/layout.tsx';
import type { MessageKey } from '../../ui/messages/messages.ts';
import { DrawnFigure } from '../dashboard/figure.tsx';
import { StatusWords } from '../status-words.tsx';
import type { PageView } from '../views.ts';
import { addressOf } from './asked.ts';
import { byDayChart, filesOfDays } from './by-day.tsx';
import { Compare } from './compare.tsx';
import { Spark } from './spark.tsx';

export interface TotalsView extends PageView {
  readonly totals: Totals;
  readonly trending: readonly SpokenEntry[];
  readonly newest: readonly SpokenEntry[];
  readonly closing: readonly SpokenEntry[];
  readonly won: readonly SpokenEntry[];
  readonly compared: readonly SpokenEntry[];
}

/** All campaigns in numbers: what they add up to, and which of them move. The campaigns themselves are on the first page. */
export const TotalsPage = (view: TotalsView) => {
  const { assets, translator, publicUrl, group, totals } = view;
  const { t, parts, number } = translator;
  const days = byDayChart(view);
  const facts = [
    ['signatures', totals.signatures, undefined],
    ['open', totals.open, addressOf('/', { status: 'open', page: 1 })],
    ['detained', totals.detained, addressOf('/cases', { status: 'detained', page: 1 })],
    ['released', totals.released, addressOf('/cases', { status: 'released', page: 1 })],
    ['won', totals.won, addressOf('/', { status: 'won', page: 1 })],
  ] as const;
  return (
    <Page
      {...{ assets, translator, publicUrl, group }}
      title={t('totals.name')}
      description={t('totals.description')}
      path="/dashboard"
      feed
      sheet="totals"
      script="charts.js"
    >
      <div class="wide dashboard">
        <header>
          <p class="kicker">{t('totals.name')}</p>
          <h1>{t('totals.title')}</h1>
        </header>
        {totals.campaigns === 0 ? (
          <p>{t('totals.none')}</p>
        ) : (
          <dl class="totals">
            {facts
              .filter(([, count], i) => i < 3 || count > 0)
              .map(([name, count, href]) => (
                <div>
                  <dt>
                    {href ? (
                      <a href={translator.href(href)}>{t(`totals.${name}`, { count })}</a>
                    ) : (
                      t(`totals.${name}`, { count })
                    )}
                  </dt>
                  <dd class="figure">{number(count)}</dd>
                </div>
              ))}
          </dl>
        )}
        <div class="totals-lists">
          {days && <DrawnFigure id="days" chart={days} files={filesOfDays(translator)} translator={translator} />}
          <Rows {...view} name="trending" sort="trending" />
          <Rows {...view} name="closing" sort="closing" />
          <Rows {...view} name="newest" sort="newest" />
          <Rows {...view} name="won" status="won" />
        </div>
        <Compare {...view} entries={view.compared} />
        <footer class="hint">
          <p>{t('totals.note')}</p>
          <p>{t('totals.people')}</p>
          <p>
            {parts('totals.data', {
              sums: <a href="/data/v1/status.json">{t('totals.data.sums')}</a>,
              days: <a href="/data/v1/days.csv">{t('totals.data.days')}</a>,
              all: <a href={translator.href('/docs/open-data')}>{t('totals.data.all')}</a>,
            })}
          </p>
        </footer>
      </div>
    </Page>
  );
};

const titles = {
  trending: 'totals.trending',
  closing: 'totals.closing',
  newest: 'totals.newest',
  won: 'totals.won.title',
} as const satisfies Record<string, MessageKey>;

/** A short list of campaigns, each with its number and what it gained. Nothing if there is none. */
const Rows = (view: TotalsView & { name: keyof typeof titles; sort?: string; status?: string }) => {
  const { name, sort, status, now, translator } = view;
  const { t } = translator;
  const entries = view[name];
  if (entries.length === 0) return null;
  return (
    <section class="rows" aria-labelledby={name}>
      <h2 id={name}>{t(titles[name])}</h2>
      {name === 'trending' && <p class="hint">{t('totals.trending.hint')}</p>}
      <ol>
        {entries.map((entry) => (
          <li>
            <div>
              {/* A title in any direction begins where the list does. */}
              <h3 lang={languageOf(entry, translator).lang}>
                <a href={translator.href(`/campaigns/${entry.slug}/dashboard`)}>
                  <bdi>{entry.title}</bdi>
                </a>
              </h3>
              <p class="hint">
                <StatusWords campaign={entry} status={campaignStatus(entry, now)} {...{ now, translator }} />
              </p>
            </div>
            {/* A campaign that is over often has no growth to draw. */}
            {growthLately(entry.numbers, now).some((day) => day > 0) && (
              <Spark days={growthLately(entry.numbers, now)} translator={translator} />
            )}
            <p class="rows-numbers">
              <strong>{t('totals.total', { count: entry.numbers.total })}</strong>
              {gainedInWeek(entry, now) > 0 && (
                <span class="hint">{t('totals.in-week', { count: gainedInWeek(entry, now) })}</span>
              )}
            </p>
          </li>
        ))}
      </ol>
      <p>
        <a
          href={translator.href(addressOf('/', { sort, status, page: 1 }))}
          aria-label={t('site.pair', { name: t('totals.all'), value: t(titles[name]) })}
        >
          {t('totals.all')}
        </a>
      </p>
    </section>
  );
};
