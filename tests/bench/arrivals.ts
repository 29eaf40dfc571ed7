import { countries } from '../../functions/core/country.ts';
import type { Random } from '../model/random.ts';

/** A time in which signatures come evenly, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly signatures: number;
}

/** The moment of each signature, in order. Within a span they come by chance, as people do. */
export function* arrivals(spans: readonly Span[], random: Random): Generator<number> {
  for (const { from, to, signatures } of spans) {
    let left = to - from;
    for (let others = signatures; others > 0; others--) {
      // The earliest of the remaining moments, which can be anywhere in the rest of the span.
      left *= (1 - random.below(MANY) / MANY) ** (1 / others);
      yield to - left;
    }
  }
}
const MANY = 2 ** 32;

/** How many of a hundred signers of 2019 lived in the United Kingdom. The others come from everywhere. */
const AT_HOME = 0.958;
const abroad = countries.filter((country) => country !== 'GB');
const sources = ['other', 'other', 'other', 'newsletter', 'poster', 'friend'];

export const homeOf = (random: Random): string => {
  if (random.chance(AT_HOME)) return 'GB';
  // Half of the countries send seven of eight.
  const share = random.below(MANY) / MANY;
  return abroad[Math.floor(share ** 3 * abroad.length)] ?? 'FR';
};
export const sourceOf = (random: Random): string => random.pick(sources);
