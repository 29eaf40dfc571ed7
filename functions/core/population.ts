import data from './population.json' with { type: 'json' };

/** What `npm run world` takes from the Unicode CLDR (`cldr-core`, supplemental/territoryInfo). */
export interface Populations {
  /** The version of the CLDR, such as `48.2.0`. */
  readonly version: string;
  readonly year: number;
  /** People by ISO 3166-1 alpha-2 code. */
  readonly people: Readonly<Record<string, number>>;
}

const { version, year, people }: Populations = data;

/** Where the numbers of people are from, and of which year that source is. */
export const populationSource = { name: `Unicode CLDR ${version}`, year } as const;

/** What is published of a country, beside how many people live there. */
export interface CountryNumbers {
  /** ISO 3166-1 alpha-2, XK, or `other` for all countries that are not named. */
  readonly country: string;
  readonly signatures: number;
  /** Null if nobody lives there for long, and for `other`. */
  readonly population: number | null;
  /** Signatures per million people, with three digits and at most three decimals. */
  readonly perMillion: number | null;
}

/** Sets the published number of a country beside its population. */
export function withPopulation({
  country,
  signatures,
}: Pick<CountryNumbers, 'country' | 'signatures'>): CountryNumbers {
  const population = Object.hasOwn(people, country) ? (people[country] ?? null) : null;
  return { country, signatures, population, perMillion: population && threeDigits((signatures / population) * 1e6) };
}

const threeDigits = (value: number): number => Number(value < 1 ? value.toFixed(3) : value.toPrecision(3));
