import { expect, it } from 'vitest';
import { countries, NO_COUNTRY } from '../../functions/core/country.ts';
import { populationSource, withPopulation } from '../../functions/core/population.ts';

const rateOf = (country: string, signatures: number) => withPopulation({ country, signatures }).perMillion;

it('sets a number of signatures beside the people of a country', () => {
  const { population, ...norway } = withPopulation({ country: 'NO', signatures: 500 });
  expect(population).toBeGreaterThan(5_000_000);
  expect(norway).toEqual({ country: 'NO', signatures: 500, perMillion: expect.closeTo((500 / population!) * 1e6, 0) });
});

it('gives a rate in three digits, and at most three decimals', () => {
  for (const country of countries)
    for (const signatures of [20, 90, 1_230, 98_760]) {
      const { population, perMillion } = withPopulation({ country, signatures });
      if (population === null || perMillion === null) continue;
      const exact = (signatures / population) * 1e6;
      expect(Math.abs(perMillion - exact)).toBeLessThanOrEqual(Math.max(exact / 200, 0.0005));
      expect(String(perMillion)).toMatch(/^(?:\d{1,3}|\d{1,3}\.\d{1,3}|\d{3}0*)$/);
    }
});

it('has no rate where nobody lives for long, and none for what is no country', () => {
  const without = countries.filter((country) => rateOf(country, 20) === null);
  expect(without).toEqual(['AQ', 'BV', 'CC', 'GS', 'HM', 'PN', 'TF', 'UM']);
  for (const country of ['other', NO_COUNTRY, 'toString', 'constructor'])
    expect(withPopulation({ country, signatures: 20 })).toEqual({
      ...{ country, signatures: 20, population: null, perMillion: null },
    });
});

it('says where the populations are from', () => {
  expect(populationSource).toEqual({ name: expect.stringMatching(/^Unicode CLDR \d+/), year: expect.any(Number) });
});
