import { populationSource } from '../../core/population.ts';
import { NAMED_FROM } from '../../core/published/countries.ts';
import { mapPicture } from '../../ui/maps/map-picture.tsx';
import type { Measure } from '../../ui/maps/steps.ts';
import type { DashboardView } from '../views.ts';
import { coloured, countryFigures, countryRows, inWords, NO_RATE } from './country-figures.ts';
import type { DrawnChart } from './drawn.ts';

/** What the files of the map are called, by what its colours stand for. */
export const mapNames = { perMillion: 'map', signatures: 'countries' } as const satisfies Record<Measure, string>;

/** The width of a picture in a file (ui/charts/standalone). */
const WIDTH = 736;

/** The map by one measure, for files. The page has both in one picture (countries.tsx). Undefined if no country is named. */
export const mapChart =
  (measure: Measure) =>
  ({ counts, status, translator }: DashboardView): DrawnChart | undefined => {
    const { t, number, country } = translator;
    const figures = countryFigures(counts);
    if (!figures.named[0]) return undefined;
    const words = inWords(figures, translator, { isClosed: status === 'closed', measure });
    return {
      title: t(`countries.${measure}`),
      description: t('countries.title'),
      summary: words,
      head: [t('countries.name'), t('countries.signatures'), t('countries.per-million')],
      rows: figures.named.map((one) => ({
        label: country(one.country),
        value: one.signatures,
        more: [one.perMillion === null ? NO_RATE : number(one.perMillion)],
      })),
      csv: () => countryRows(counts),
      notes: () => [t('countries.shapes'), t('countries.population', populationSource)],
      ...mapPicture(measure, coloured(figures), { width: WIDTH, least: NAMED_FROM, translator }),
    };
  };
