import type { Item } from '../db.ts';

/** What one counted signature adds to: the attributes of a Counts item, each a number. */
export type Delta = Map<string, number>;

/** Names of a Counts item's attributes. Flat, so that one `ADD` makes or changes each. */
export const TOTAL = 'n';
export const COUNTRY = 'c:';
export const HOUR_OF = 'h:';
export const SOURCE = 's:';

const HOUR_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}(?=:)/;
const COUNTRY_FORM = /^[A-Z]{2}$/;
const SOURCE_FORM = /^[a-z0-9-]{1,20}$/;

/**
 * Adds to `delta` what an image of a signature counts, times `sign`. An image that is absent or withdrawn counts nothing.
 * @returns false if the image makes no sense: what is not of the right form must not become an attribute's name.
 */
export function addImage(delta: Delta, image: Item | undefined, sign: 1 | -1): boolean {
  const status = image?.status?.S;
  if (!image || status === 'withdrawn') return true;
  const country = COUNTRY_FORM.exec(image.country?.S ?? '')?.[0];
  const hour = HOUR_FORM.exec(image.confirmedAt?.S ?? '')?.[0];
  const source = SOURCE_FORM.exec(image.source?.S ?? '')?.[0];
  if (status !== 'counted' || !country || !hour || !source) return false;
  for (const name of [TOTAL, COUNTRY + country, HOUR_OF + hour, SOURCE + source]) add(delta, name, sign);
  return true;
}

/** Adds one delta to another. */
export function addDelta(to: Delta, from: Delta): void {
  for (const [name, n] of from) add(to, name, n);
}

function add(delta: Delta, name: string, n: number): void {
  const sum = (delta.get(name) ?? 0) + n;
  if (sum === 0) delta.delete(name);
  else delta.set(name, sum);
}
