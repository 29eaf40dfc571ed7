import { expect, it } from 'vitest';
import { countries, isCountry } from '../../functions/core/country.ts';

it('knows the 249 codes of ISO 3166-1 and XK, each once, in their order', () => {
  expect(countries).toHaveLength(250);
  expect(countries).toEqual([...new Set(countries)].sort());
  for (const code of countries) expect(code).toMatch(/^[A-Z]{2}$/);
  expect(countries.every(isCountry)).toBe(true);
});

it.each(['AD', 'BZ', 'CA', 'FR', 'GA', 'JP', 'KE', 'MT', 'MU', 'RW', 'SA', 'TZ', 'UA', 'XK', 'ZW'])(
  'knows %s',
  (code) => {
    expect(isCountry(code)).toBe(true);
  },
);

it.each(['', ' ', 'az', 'UK', 'EU', 'XX', 'ZZ', 'AZE', 'A', 'AD AE'])('does not know %j', (code) => {
  expect(isCountry(code)).toBe(false);
});
