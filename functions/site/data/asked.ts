import { isCountry } from '../../core/country.ts';
import { type FieldFault, Problem } from '../../core/problem.ts';
import { startOfDay } from '../../core/running/clock.ts';
import { OTHER } from '../open-data.ts';

/**
 * What the address of open data may ask for, after the `?`. CloudFront keeps one answer for each value of these, and no
 * answer depends on anything else that a program sends.
 */
export const askedOfData = ['limit', 'cursor', 'from', 'to', 'country', 'page', 'per_page', 'lang'] as const;
export type AskedOfData = { readonly [Name in (typeof askedOfData)[number]]?: string | undefined };

/** @throws {Problem} `invalid-query`, with these faults. */
export function refuse(...faults: readonly FieldFault[]): never {
  throw new Problem('invalid-query', { faults });
}

/**
 * A whole number from 1 to `most`, written in digits alone.
 * @throws {Problem} `invalid-query` if there is anything else.
 */
export function wholeNumber(
  asked: AskedOfData,
  field: 'limit' | 'page' | 'per_page',
  { most, usual }: { most: number; usual: number },
): number {
  const text = asked[field];
  if (text === undefined) return usual;
  const value = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? value : refuse({ field, fault: 'malformed' });
}

/** Days from the first to the last, both included: `2026-11-24`. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The range of days that is asked for. A day that is left out bounds nothing. @throws {Problem} `invalid-query`. */
export function rangeOf({ from, to }: AskedOfData): Range {
  const faults = Object.entries({ from, to }).filter(([, day]) => day !== undefined && Number.isNaN(startOfDay(day)));
  if (faults.length > 0) refuse(...faults.map(([field]) => ({ field, fault: 'malformed' as const })));
  const range = { from: from ?? '0000-01-01', to: to ?? '9999-12-31' };
  return range.from <= range.to ? range : refuse({ field: 'to', fault: 'malformed' });
}

/** The country that is asked for, or `other`. Undefined for all. @throws {Problem} `invalid-query`. */
export function countryOf({ country }: AskedOfData): string | undefined {
  if (country === undefined || country === OTHER || isCountry(country)) return country;
  // Who writes two capital letters knows how to ask. They need to know that no country has these.
  if (/^[A-Z]{2}$/.test(country)) refuse({ field: 'country-code', fault: 'unknown', sentAs: 'country' });
  return refuse({ field: 'country', fault: 'malformed' });
}
