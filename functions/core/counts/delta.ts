import { hasCheapMailbox, signals } from '../abuse/signals.ts';
import type { Item } from '../aws/db.ts';

/** Numbers to add to the attributes of a Counts item, by their names. */
export type Delta = Map<string, number>;

/** Names of a Counts item's attributes. They are flat, so that one `ADD` makes or changes each. */
export const TOTAL = 'n';
export const COUNTRY = 'c:';
export const HOUR_OF = 'h:';
export const SOURCE = 's:';
/** Counted signatures of cheap mailboxes, by country: they hide nobody. Only `publish` may use them. */
export const CHEAP = 'e:';
/** Signatures under review are counted apart: only organisers see them. */
export const UNDER_REVIEW = 'r';
export const SIGNAL = 'r:';
/** Signatures under review by the day (UTC) of their confirmation: so the oldest of them has a date. */
export const WAITING_SINCE = 'w:';
/**
 * How much was ever counted, up and down together: all changes (`x`), the part of them that changed existing signatures
 * (`m`), and names that were shown or hidden (`p`). They only grow. From them, reconciling knows how much may have
 * changed between two reads.
 */
export const CHANGES = 'x';
export const MOVES = 'm';
export const NAME_CHANGES = 'p';
const GROWING: readonly string[] = [CHANGES, MOVES, NAME_CHANGES];

const HOUR_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}(?=:)/;
const COUNTRY_FORM = /^[A-Z]{2}$/;
const SOURCE_FORM = /^[a-z0-9-]{1,20}$/;

/**
 * Adds the counts of a signature's image to `delta`, times `sign`. An image that is absent, withdrawn or voided counts
 * nothing. One under review counts only as that, and by its signals.
 * @returns false if the image makes no sense: a value of the wrong form must not become an attribute's name.
 */
export function addImage(delta: Delta, image: Item | undefined, sign: 1 | -1): boolean {
  const status = image?.status?.S;
  if (!image || status === 'withdrawn') return true;
  const country = COUNTRY_FORM.exec(image.country?.S ?? '')?.[0];
  const hour = HOUR_FORM.exec(image.confirmedAt?.S ?? '')?.[0];
  const source = SOURCE_FORM.exec(image.source?.S ?? '')?.[0];
  // Checks this for every status: an image that makes no sense under review would make none when it is accepted.
  if (!country || !hour || !source) return false;
  if (status === 'counted') {
    for (const name of [TOTAL, COUNTRY + country, HOUR_OF + hour, SOURCE + source]) add(delta, name, sign);
    if (hasCheapMailbox(image.signals?.SS ?? [])) add(delta, CHEAP + country, sign);
  } else if (status === 'under-review') {
    add(delta, UNDER_REVIEW, sign);
    add(delta, WAITING_SINCE + hour.slice(0, 'YYYY-MM-DD'.length), sign);
    for (const signal of signals) if (image.signals?.SS?.includes(signal)) add(delta, SIGNAL + signal, sign);
  } else return status === 'voided';
  return true;
}

/**
 * Adds the counts of a signature's change to `delta`, and how much that is.
 * @returns false, with nothing added, if an image makes no sense.
 */
export function addChange(delta: Delta, before: Item | undefined, after: Item | undefined): boolean {
  const change: Delta = new Map();
  if (!addImage(change, before, -1) || !addImage(change, after, 1)) return false;
  const weight = weightOf(change);
  addDelta(delta, change);
  add(delta, CHANGES, weight);
  // A signature after a withdrawal is a new one, in its own hour.
  if (before && before.status?.S !== 'withdrawn') add(delta, MOVES, weight);
  return true;
}

/**
 * The kind of a count: all countries, all hours, all sources, all cheap mailboxes or all days of review. A signature has at most one of
 * each. Any other count is a kind of its own.
 */
export const kindOf = (name: string): string =>
  [COUNTRY, HOUR_OF, SOURCE, CHEAP, WAITING_SINCE].find((prefix) => name.startsWith(prefix)) ?? name;

/** How much a delta changes, up and down together, in the kind of counts that it changes most. */
export function weightOf(delta: Delta): number {
  const byKind = new Map<string, number>();
  for (const [name, n] of delta) byKind.set(kindOf(name), (byKind.get(kindOf(name)) ?? 0) + Math.abs(n));
  return Math.max(0, ...byKind.values());
}

/** Whether a delta changes public counts. A signature under review must not show in any way: not even its arrival. */
export const isPublic = (delta: Delta): boolean =>
  [...delta.keys()].some((name) => isOfSignatures(name) && !isOfReview(name));

/** Whether a count is about signatures under review, which only organisers see. */
const isOfReview = (name: string): boolean =>
  name === UNDER_REVIEW || name.startsWith(SIGNAL) || name.startsWith(WAITING_SINCE);

/** Whether a count is a number of signatures. These can be counted again. */
export const isOfSignatures = (name: string): boolean =>
  name === TOTAL || isOfReview(name) || [COUNTRY, HOUR_OF, SOURCE, CHEAP].some((prefix) => name.startsWith(prefix));

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
