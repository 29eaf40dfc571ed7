import type { Item } from '../db.ts';

/** What one counted signature adds to: the attributes of a Counts item, each a number. */
export type Delta = Map<string, number>;

/** Names of a Counts item's attributes. Flat, so that one `ADD` makes or changes each. */
export const TOTAL = 'n';
export const COUNTRY = 'c:';
export const HOUR_OF = 'h:';
export const SOURCE = 's:';

/**
 * Adds to `delta` what an image of a signature counts, times `sign`. An image that is absent or withdrawn counts nothing.
 * @returns false if the image makes no sense.
 */
export function addImage(delta: Delta, image: Item | undefined, sign: 1 | -1): boolean {
  const status = image?.status?.S;
  if (!image || status === 'withdrawn') return true;
  const { country, confirmedAt, source } = image;
  if (status !== 'counted' || !country?.S || !confirmedAt?.S || !source?.S) return false;
  const hour = confirmedAt.S.slice(0, 13);
  for (const name of [TOTAL, COUNTRY + country.S, HOUR_OF + hour, SOURCE + source.S]) {
    const sum = (delta.get(name) ?? 0) + sign;
    if (sum === 0) delta.delete(name);
    else delta.set(name, sum);
  }
  return true;
}
