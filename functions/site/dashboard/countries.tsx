import { populationSource } from '../../core/population.ts';
import { NAMED_FROM } from '../../core/published/countries.ts';
import { type BarRow, Bars } from '../../ui/charts/bars.tsx';
import { type ChartFiles, Downloads } from '../../ui/charts/chart.tsx';
import { Table } from '../../ui/charts/table.ts';
import { Legend } from '../../ui/maps/legend.tsx';
import { type Measure, measures } from '../../ui/maps/steps.ts';
import { WorldMap } from '../../ui/maps/world-map.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import type { CountsAnswer } from '../open-data.ts';
import {
  type CountryFigures,
  coloured,
  countryFigures,
  fewPeople,
  inWords,
  NO_RATE,
  rankedFrom,
} from './country-figures.ts';

const BARS_SHOWN = 10;

interface Props {
  readonly counts: Pick<CountsAnswer, 'total' | 'byCountry'>;
  readonly isClosed: boolean;
  readonly translator: Translator;
  /** Where the same numbers and the map of each measure are, as files. */
  readonly files: (measure: Measure) => ChartFiles;
}

/** Which countries the signatures are from: a map, a ranking and a table, by people who live there and by number. */
export const Countries = ({ counts, isClosed, translator, files }: Props) => {
  const { t } = translator;
  const figures = countryFigures(counts);
  const words = inWords(figures, translator, { isClosed, measure: 'perMillion' }).join(' ');
  return (
    <figure class="chart countries" id="countries" aria-labelledby="countries-title">
      <figcaption>
        <h2 id="countries-title">{t('countries.title')}</h2>
        <p class="chart-summary">{words}</p>
      </figcaption>
      {figures.named[0] && (
        <>
          {measures.map((measure) => (
            <>
              <input type="radio" name="measure" id={`by-${measure}`} checked={measure === 'perMillion'} />
              <label for={`by-${measure}`}>{t(`countries.by.${measure}`)}</label>
            </>
          ))}
          <div class="countries-body">
            <div>
              <WorldMap coloured={coloured(figures)} description={words} />
              {measures.map((measure) => (
                <div class={`if-${measure}`}>
                  <Legend measure={measure} translator={translator} least={NAMED_FROM} />
                </div>
              ))}
              <p class="hint">
                {t('countries.circles')} {t('countries.shapes')} {t('countries.population', populationSource)}
              </p>
            </div>
            {measures.map((measure) => (
              <div class={`if-${measure}`}>
                <Ranking {...{ figures, measure, translator }} />
              </div>
            ))}
          </div>
          <div class="chart-foot">
            <CountryTable {...{ figures, translator }} />
            {measures.map((measure) => (
              <div class={`if-${measure}`}>
                <Downloads files={files(measure)} title={t(`countries.${measure}`)} translator={translator} />
              </div>
            ))}
          </div>
        </>
      )}
    </figure>
  );
};

const Ranking = ({
  figures,
  measure,
  translator,
}: {
  figures: CountryFigures;
  measure: Measure;
  translator: Translator;
}) => {
  const { t } = translator;
  const rows = barsOf[measure](figures, translator);
  const [first] = rows;
  const title = t(`countries.ranking.${measure}`);
  return (
    <>
      <h3>{title}</h3>
      {first && (
        <Bars
          rows={rows}
          description={t('countries.bars', {
            ...{ title, count: rows.length, first: first.label, value: first.value },
          })}
          translator={translator}
        />
      )}
      {measure === 'perMillion' && <p class="hint">{t('countries.ranked', rankedFrom)}</p>}
    </>
  );
};

/** The bars of each measure, the longest first. Those that are left out come last, as one. */
const barsOf: Readonly<Record<Measure, (figures: CountryFigures, translator: Translator) => BarRow[]>> = {
  perMillion: ({ ranked }, { t, country }) =>
    ranked.slice(0, BARS_SHOWN).map((one) => {
      const [name, people] = [country(one.country), fewPeople(one)];
      const label = people === undefined ? name : t('countries.of-people', { country: name, people });
      return { label, value: one.perMillion };
    }),
  signatures: ({ named, other }, { t, country }) => {
    // One that is left out would take the row in which it has its name.
    const shown = named.length === BARS_SHOWN + 1 ? named.length : BARS_SHOWN;
    const left = named.slice(shown);
    const more = left.reduce((sum, { signatures }) => sum + signatures, 0);
    return [
      ...named.slice(0, shown).map((one) => ({ label: country(one.country), value: one.signatures })),
      ...(more > 0 ? [{ label: t('countries.more', { count: left.length }), value: more, quiet: true }] : []),
      ...(other > 0 ? [{ label: t('countries.other'), value: other, quiet: true }] : []),
    ];
  },
};

const CountryTable = ({ figures, translator }: { figures: CountryFigures; translator: Translator }) => {
  const { t, number, country } = translator;
  const rows = [
    ...figures.named.map(({ country: code, signatures, perMillion }) => ({
      name: country(code),
      cells: [number(signatures), perMillion === null ? NO_RATE : number(perMillion)],
    })),
    ...(figures.other > 0 ? [{ name: t('countries.other'), cells: [number(figures.other), NO_RATE] }] : []),
  ];
  return (
    <details>
      <summary aria-label={t('site.pair', { name: t('dashboard.table'), value: t('countries.title') })}>
        {t('dashboard.table')}
      </summary>
      <Table head={[t('countries.name'), t('countries.signatures'), t('countries.per-million')]} rows={rows} />
    </details>
  );
};
