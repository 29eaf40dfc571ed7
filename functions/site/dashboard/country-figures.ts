import { type CountryNumbers, withPopulation } from '../../core/population.ts';
import { STEP } from '../../core/published/countries.ts';
import { type Measure, stepOf } from '../../ui/maps/steps.ts';
import type { Coloured } from '../../ui/maps/world-map.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { type CountsAnswer, OTHER } from '../open-data.ts';

/**
 * Who is ranked by signatures per million people. From so many signatures on, one step of the published numbers changes a
 * rate by a tenth at most. With fewer people, a few families would put the smallest country first.
 */
export const rankedFrom = { signatures: 10 * STEP, people: 100_000 } as const;
/** With fewer people, a country's population is said beside its rate. */
const SMALL = 1_000_000;
/** The first is called far ahead if the second has less than this share of it. */
const NEAR = 0.8;

/** In the place of a rate that nobody can say. */
export const NO_RATE = '–';

/** What map, ranking, table and words have of the published countries. */
export interface CountryFigures {
  readonly total: number;
  /** Those with a name, the most signatures first. */
  readonly named: readonly CountryNumbers[];
  /** Those that are ranked by `perMillion`, the highest first. */
  readonly ranked: readonly Rated[];
  /** The signatures of all others together. */
  readonly other: number;
}
export type Rated = CountryNumbers & { readonly population: number; readonly perMillion: number };

export function countryFigures({ total, byCountry }: Pick<CountsAnswer, 'total' | 'byCountry'>): CountryFigures {
  const named = byCountry.filter(({ country }) => country !== OTHER).map(withPopulation);
  return {
    total,
    named,
    ranked: named.filter(isRanked).sort((one, other) => other.perMillion - one.perMillion),
    other: byCountry.find(({ country }) => country === OTHER)?.signatures ?? 0,
  };
}

const isRanked = (one: CountryNumbers): one is Rated =>
  one.perMillion !== null && one.signatures >= rankedFrom.signatures && (one.population ?? 0) >= rankedFrom.people;

/** The population of a small country in two digits, as people say it. Undefined for a large one. */
export const fewPeople = ({ population }: Rated): number | undefined =>
  population < SMALL ? Number(population.toPrecision(2)) : undefined;

/**
 * What is remarkable about the countries, in sentences: also that nothing is.
 * @param isClosed nothing can come to a closed campaign any more. @param measure what the picture shows: the words begin with it, if they can.
 */
export function inWords(
  figures: CountryFigures,
  translator: Translator,
  { isClosed, measure }: { isClosed: boolean; measure: Measure },
): string[] {
  const { total, named, ranked } = figures;
  if (!named[0]) return [translator.t(isClosed ? 'countries.none.closed' : 'countries.none.open')];
  const sum = named.reduce((before, { signatures }) => before + signatures, 0);
  const all = translator.t('countries.named', { count: named.length, share: translator.percent(sum / total) });
  const most = mostSignatures(figures, translator);
  const rates = highestRate(figures, translator, isClosed);
  // Where one country is far ahead in what is shown, it is not remarkable that none is in numbers.
  const isAside = ranked[0] !== undefined && isClose(named, 'signatures') && !isClose(ranked, 'perMillion');
  // Of one country, the last sentence would say the same as that of the most signatures.
  return [
    ...(measure === 'perMillion' && ranked[0] ? [...rates, ...(isAside ? [] : [most])] : [most, ...rates]),
    ...(named.length > 1 ? [all] : []),
  ];
}

/** Whether the second has almost as much as the first. */
const isClose = <Of extends string>([first, next]: readonly { readonly [name in Of]: number }[], of: Of): boolean =>
  first !== undefined && next !== undefined && next[of] >= NEAR * first[of];

function mostSignatures({ total, named }: CountryFigures, { t, percent, country }: Translator): string {
  const [first, next] = named;
  if (!first) return '';
  const { signatures } = first;
  return next && isClose(named, 'signatures')
    ? t('countries.close', {
        ...{ country: country(first.country), signatures },
        ...{ next: country(next.country), nextSignatures: next.signatures },
      })
    : t('countries.most', { country: country(first.country), signatures, share: percent(signatures / total) });
}

/** The table has every rate, so the words say among which countries one is the highest. */
function highestRate({ ranked }: CountryFigures, { t, country }: Translator, isClosed: boolean): string[] {
  const [first, next] = ranked;
  const compared = t('countries.compared', rankedFrom);
  if (!first) return [t(isClosed ? 'countries.rate-none.closed' : 'countries.rate-none.open'), compared];
  const [name, rate, people] = [country(first.country), first.perMillion, fewPeople(first)];
  if (!next) return [t('countries.rate-one', { country: name, rate })];
  const words = { country: name, rate, next: country(next.country), nextRate: next.perMillion };
  if (isClose(ranked, 'perMillion')) return [t('countries.rate-close', words), compared];
  return [
    t('countries.rate', words),
    ...(people === undefined ? [] : [t('countries.rate-small', { country: name, people })]),
    compared,
  ];
}

/**
 * The countries that the map has in colour, in the order of the table's rows: `p1` to `p5` by signatures per million people,
 * `n1` to `n5` by number.
 */
export const coloured = ({ named }: CountryFigures): Coloured[] =>
  named.map(({ country, signatures, perMillion }) => ({
    country,
    color: `p${stepOf('perMillion', perMillion)} n${stepOf('signatures', signatures)}`,
  }));

/** The table for programs: a row of headings, then one for each country that is named, and one for all others. */
export const countryRows = ({ byCountry }: Pick<CountsAnswer, 'byCountry'>): (string | number)[][] => [
  ['country', 'signatures', 'population', 'perMillion'],
  ...byCountry
    .map(withPopulation)
    .map(({ country, signatures, population, perMillion }) => [
      country,
      signatures,
      population ?? '',
      perMillion ?? '',
    ]),
];
