import { countryNames } from '../places.ts';

/** The names of countries that fields with `list="countries"` offer. */
export const Countries = () => (
  <datalist id="countries">
    {countryNames.map((name) => (
      <option value={name} />
    ))}
  </datalist>
);
