import { populationSource } from '../../core/population.ts';
import { NAMED_FROM } from '../../core/published/countries.ts';
import { mapDocument } from '../../ui/maps/standalone.tsx';
import type { Measure } from '../../ui/maps/steps.ts';
import type { DashboardView } from '../views.ts';
import { coloured, countryFigures, inWords } from './country-figures.ts';

/**
 * The map of a dashboard as a file. @returns undefined if no country is named, so that there is nothing to draw.
 * @param measure what its colours stand for.
 */
export function countriesSvg(
  { campaign, counts, publicUrl, translator }: Pick<DashboardView, 'campaign' | 'counts' | 'publicUrl' | 'translator'>,
  measure: Measure,
): string | undefined {
  const { t, date } = translator;
  const figures = countryFigures(counts);
  if (!figures.named[0]) return undefined;
  return mapDocument({
    title: campaign.title,
    summary: inWords(figures, translator).join(' '),
    sources: [
      `${publicUrl}/campaigns/${campaign.slug}, ${date(counts.asOf)}.`,
      t('countries.shapes'),
      t('countries.population', populationSource),
    ].join(' '),
    measure,
    coloured: coloured(figures),
    least: NAMED_FROM,
    translator,
  });
}
