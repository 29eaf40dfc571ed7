import { countries } from '../../functions/core/country.ts';
import type { Populations } from '../../functions/core/population.ts';
import { readData, readText } from './read.ts';

/** Fewer are not a population: they are crews of stations, and military. */
const LEAST = 1_000;

/** The population of each country, as CLDR has it. Those without one that lives there are left out. */
export function populations(): Populations {
  const { supplemental } = readData('cldr-core/supplemental/territoryInfo.json') as {
    supplemental: { territoryInfo: Record<string, { _population?: string }> };
  };
  const { version } = readData('cldr-core/package.json') as { version: string };
  const people = countries
    .map((code) => [code, Number(supplemental.territoryInfo[code]?._population)] as const)
    .filter(([, population]) => population >= LEAST);
  const year = /© \d{4}-(\d{4})/.exec(readText('cldr-core/LICENSE'))?.[1];
  if (!year) throw new Error('cldr-core does not say its year');
  return { version, year: Number(year), people: Object.fromEntries(people) };
}
