import { HOUR, isoTime } from '../../running/clock.ts';
import {
  CHANGES,
  COUNTRY,
  type Delta,
  HOUR_OF,
  isOfSignatures,
  kindOf,
  MOVES,
  NAME_CHANGES,
  SOURCE,
  TOTAL,
} from '../delta.ts';

/**
 * A recount is not a snapshot: signatures come and go while it reads, and tally may be late. So right counts may differ
 * from it, but by no more than was counted meanwhile. Tally counts that, too. docs/decisions/018
 */

/** The key for the number of shown names, beside the counts. No attribute has this name. */
export const NAMES = 'names';

/** The counts before a recount, and the recount's own. */
export interface Reference {
  /** When `before` was read, milliseconds since the epoch. */
  readonly startedAt: number;
  /** Contains `names` if the number of names is compared, too. */
  readonly before: Delta;
  /** Read consistently, after `before`. */
  readonly recounted: Delta;
}

/** A count that is wrong. */
export interface Difference {
  readonly name: string;
  readonly counted: number;
  readonly recounted: number;
  /**
   * How much it lacks for certain (below zero: has too much). This is the whole error once nothing changes any more.
   */
  readonly missing: number;
}

/**
 * An hour gets new signatures while it lasts, and its last one may be counted a day later. This adds two hours, for
 * clocks that differ and for slow confirmations.
 */
const FRESH = 27 * HOUR;

/**
 * Counts that differ from a recount by more than can have changed since it began.
 * @param counted the counts now. By now, tally must have counted everything that the recount saw.
 */
export function differencesOf(reference: Reference, counted: Delta): Difference[] {
  const { before, recounted } = reference;
  const { kinds, oldHours, net, since } = movedSince(reference, counted);
  // A count that went up and down again shows no difference between before and now.
  const hidden = (changes: string, some: Iterable<string>): number => Math.max(0, since(changes) - net(some));
  const old = hidden(MOVES, oldHours);
  return [...kinds].flatMap(([kind, own]) => {
    const inKind = hidden(changesOf(kind), own);
    return own.flatMap((name) => {
      const slack = Math.floor((oldHours.has(name) ? Math.min(old, inKind) : inKind) / 2);
      const [is, was, should] = [at(counted, name), at(before, name), at(recounted, name)];
      const missing = beyond(should, Math.min(is, was) - slack, Math.max(is, was) + slack);
      return missing === 0 ? [] : [{ name, counted: is, recounted: should, missing }];
    });
  });
}

/** A kind of counts that changed by more than tally counted: another program has written it. */
export interface Unaccounted {
  readonly kind: string;
  readonly changed: number;
  readonly counted: number;
}

/**
 * Kinds of counts that changed by more, since a recount began, than tally recorded. Old hours are not a kind of their
 * own here, because the made-up signatures of a demonstration are counted in them, too.
 */
export function unaccounted(reference: Reference, counted: Delta): Unaccounted[] {
  const { kinds, net, since } = movedSince(reference, counted);
  const all = [...kinds].map(([kind, own]) => ({ kind, changed: net(own), counted: since(changesOf(kind)) }));
  return all.filter((one) => one.changed > one.counted);
}

/** The changes between the counts before a recount and now. */
function movedSince({ before, recounted, startedAt }: Reference, counted: Delta) {
  const names = new Set([before, recounted, counted].flatMap((counts) => [...counts.keys()].filter(isCompared)));
  if (!before.has(NAMES)) names.delete(NAMES);
  const fresh = HOUR_OF + isoTime(startedAt - FRESH).slice(0, 'YYYY-MM-DDTHH'.length);
  const since = (name: string): number => at(counted, name) - at(before, name);
  return {
    kinds: Map.groupBy(names, kindOf),
    oldHours: new Set([...names].filter((name) => name.startsWith(HOUR_OF) && name < fresh)),
    since,
    net: (some: Iterable<string>): number => [...some].reduce((sum, name) => sum + Math.abs(since(name)), 0),
  };
}

/** The attribute that records how much of a kind was counted. */
const changesOf = (kind: string): string => (kind === NAMES ? NAME_CHANGES : CHANGES);

/**
 * Kinds of counts that do not add up to the total, with their sums. Each counted signature has one country, hour and
 * source.
 */
export function imbalances(counted: Delta): { kind: string; sum: number }[] {
  return [COUNTRY, HOUR_OF, SOURCE].flatMap((kind) => {
    const sum = [...counted].reduce((all, [name, n]) => (name.startsWith(kind) ? all + n : all), 0);
    return sum === at(counted, TOTAL) ? [] : [{ kind, sum }];
  });
}

const isCompared = (name: string): boolean => isOfSignatures(name) || name === NAMES;
const at = (counts: Delta, name: string): number => counts.get(name) ?? 0;
const beyond = (n: number, least: number, most: number): number => (n < least ? n - least : n > most ? n - most : 0);
