import { signals } from '../abuse/signals.ts';
import type { Item } from '../db.ts';

/** What signatures add to: the attributes of a Counts item, each a number. */
export type Delta = Map<string, number>;

/** Names of a Counts item's attributes. Flat, so that one `ADD` makes or changes each. */
export const TOTAL = 'n';
export const COUNTRY = 'c:';
export const HOUR_OF = 'h:';
export const SOURCE = 's:';
/** Signatures under review, counted apart: nobody but organisers is told. */
export const UNDER_REVIEW = 'r';
export const SIGNAL = 'r:';

const HOUR_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}(?=:)/;
const COUNTRY_FORM = /^[A-Z]{2}$/;
const SOURCE_FORM = /^[a-z0-9-]{1,20}$/;

/**
 * Adds to `delta` what an image of a signature counts, times `sign`. An image that is absent, withdrawn or voided counts
 * nothing, and one under review only as that and by its signals.
 * @returns false if the image makes no sense: what is not of the right form must not become an attribute's name.
 */
export function addImage(delta: Delta, image: Item | undefined, sign: 1 | -1): boolean {
  const status = image?.status?.S;
  if (!image || status === 'withdrawn') return true;
  const country = COUNTRY_FORM.exec(image.country?.S ?? '')?.[0];
  const hour = HOUR_FORM.exec(image.confirmedAt?.S ?? '')?.[0];
  const source = SOURCE_FORM.exec(image.source?.S ?? '')?.[0];
  // The same whatever its status: what makes no sense under review would make none when it is accepted.
  if (!country || !hour || !source) return false;
  if (status === 'counted') {
    for (const name of [TOTAL, COUNTRY + country, HOUR_OF + hour, SOURCE + source]) add(delta, name, sign);
  } else if (status === 'under-review') {
    add(delta, UNDER_REVIEW, sign);
    for (const signal of signals) if (image.signals?.SS?.includes(signal)) add(delta, SIGNAL + signal, sign);
  } else return status === 'voided';
  return true;
}

/** Whether a delta changes anything that the public is told. Under review, nothing may show: not even that something came. */
export const isPublic = (delta: Delta): boolean =>
  [...delta.keys()].some((name) => name !== UNDER_REVIEW && !name.startsWith(SIGNAL));

/** Whether an attribute of a Counts item is one that a delta adds to. */
export const isCount = (name: string): boolean =>
  name === TOTAL ||
  name === UNDER_REVIEW ||
  [COUNTRY, HOUR_OF, SOURCE, SIGNAL].some((prefix) => name.startsWith(prefix));

/** Adds one delta to another. */
export function addDelta(to: Delta, from: Delta): void {
  for (const [name, n] of from) add(to, name, n);
}

function add(delta: Delta, name: string, n: number): void {
  const sum = (delta.get(name) ?? 0) + n;
  if (sum === 0) delta.delete(name);
  else delta.set(name, sum);
}
