import { signals } from '../abuse/signals.ts';
import type { Item } from '../aws/db.ts';

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
/**
 * How much was ever counted, up or down: all of it, of it what became of signatures that were there already, and names
 * that were shown or taken away. They only grow, and tell reconciling how much may have moved between two looks.
 */
export const CHANGES = 'x';
export const MOVES = 'm';
export const NAME_CHANGES = 'p';
const GROWING: readonly string[] = [CHANGES, MOVES, NAME_CHANGES];

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

/**
 * Adds to `delta` what a change of a signature counts, and how much that is.
 * @returns false, with nothing added, if an image makes no sense.
 */
export function addChange(delta: Delta, before: Item | undefined, after: Item | undefined): boolean {
  const change: Delta = new Map();
  if (!addImage(change, before, -1) || !addImage(change, after, 1)) return false;
  const weight = weightOf(change);
  addDelta(delta, change);
  add(delta, CHANGES, weight);
  // What follows a withdrawal is a new signature, in its own hour.
  if (before && before.status?.S !== 'withdrawn') add(delta, MOVES, weight);
  return true;
}

/** Counts of one kind, of which a signature has one each: all countries, all hours, all sources. Any other is a kind of its own. */
export const kindOf = (name: string): string =>
  [COUNTRY, HOUR_OF, SOURCE].find((prefix) => name.startsWith(prefix)) ?? name;

/** How much a delta moves, up and down together, in the kind of counts that it moves most. */
export function weightOf(delta: Delta): number {
  const byKind = new Map<string, number>();
  for (const [name, n] of delta) byKind.set(kindOf(name), (byKind.get(kindOf(name)) ?? 0) + Math.abs(n));
  return Math.max(0, ...byKind.values());
}

/** Whether a delta changes anything that the public is told. Under review, nothing may show: not even that something came. */
export const isPublic = (delta: Delta): boolean =>
  [...delta.keys()].some((name) => isOfSignatures(name) && name !== UNDER_REVIEW && !name.startsWith(SIGNAL));

/** Whether a count is a number of signatures, which can be counted again. */
export const isOfSignatures = (name: string): boolean =>
  name === TOTAL ||
  name === UNDER_REVIEW ||
  [COUNTRY, HOUR_OF, SOURCE, SIGNAL].some((prefix) => name.startsWith(prefix));

/** Whether an attribute of a Counts item is one that a delta adds to. */
export const isCount = (name: string): boolean => isOfSignatures(name) || GROWING.includes(name);

/** Adds one delta to another. */
export function addDelta(to: Delta, from: Delta): void {
  for (const [name, n] of from) add(to, name, n);
}

function add(delta: Delta, name: string, n: number): void {
  const sum = (delta.get(name) ?? 0) + n;
  if (sum === 0) delta.delete(name);
  else delta.set(name, sum);
}
