import { chosenCampaigns } from '../../core/overview/choose.ts';
import type { Entry, Overview } from '../../core/overview/entry.ts';
import { gainedInWeek } from '../../core/overview/trending.ts';
import { DAY, dayOf } from '../../core/running/clock.ts';
import { languageOf } from '../../ui/language.ts';
import { beginOf } from '../dashboard/periods.ts';
import type { PageView } from '../views.ts';
import { addressOf } from './asked.ts';

const MOST_COMPARED = 12;

/** The largest open campaigns that have a number, the largest first. */
export const compared = (overview: Pick<Overview, 'entries'>, now: number): readonly Entry[] =>
  chosenCampaigns(overview, { status: 'open', sort: 'signatures' }, { now })
    .slice(0, MOST_COMPARED)
    .filter(({ numbers }) => numbers.total > 0);

/** Signatures for each day since its curve begins: the opening, or the first number if that came long after. On the first day: all. */
export function perDay(
  { opensAt, numbers: { total, firstDay } }: Pick<Entry, 'opensAt' | 'numbers'>,
  now: number,
): number {
  const begins = beginOf(Date.parse(opensAt), firstDay === undefined ? dayOf(now) : Date.parse(firstDay));
  return Math.round(total / Math.max(1, (dayOf(now) - begins) / DAY));
}

/** Campaigns side by side, in numbers of the open data. Nothing if there are not two. */
export const Compare = ({ entries, now, translator }: PageView & { readonly entries: readonly Entry[] }) => {
  const { t, number, percent } = translator;
  if (entries.length < 2) return null;
  return (
    <section class="compare" aria-labelledby="compare">
      <h2 id="compare">{t('totals.compare')}</h2>
      <p class="hint">{t('totals.compare.hint')}</p>
      {/* A narrow screen scrolls it, also by keys. */}
      {/* biome-ignore lint/a11y/useSemanticElements: it is a part of a section, and no further one */}
      <div role="group" aria-labelledby="compare" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('totals.compare.campaign')}</th>
              <th scope="col">{t('dashboard.total')}</th>
              <th scope="col">{t('totals.compare.week')}</th>
              <th scope="col">{t('totals.compare.day')}</th>
              <th scope="col">{t('totals.compare.countries')}</th>
              <th scope="col">{t('totals.compare.goal')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr>
                <th scope="row" lang={languageOf(entry, translator).lang}>
                  <a href={translator.href(`/campaigns/${entry.slug}/dashboard`)}>
                    <bdi>{entry.title}</bdi>
                  </a>
                </th>
                <td>{number(entry.numbers.total)}</td>
                <td>{number(gainedInWeek(entry, now))}</td>
                <td>{number(perDay(entry, now))}</td>
                <td>{number(entry.numbers.countries)}</td>
                <td>{percent(Math.floor((100 * entry.numbers.total) / entry.goal) / 100)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <a
          href={translator.href(addressOf('/', { status: 'open', sort: 'signatures', page: 1 }))}
          aria-label={t('site.pair', { name: t('totals.all'), value: t('list.sort.signatures') })}
        >
          {t('totals.all')}
        </a>
      </p>
    </section>
  );
};
