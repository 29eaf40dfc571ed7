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
 * A recount is no snapshot: signatures come and go while it reads, and tally may be late. What counts may differ by without
 * being wrong is bounded by how much was counted meanwhile, which tally counts, too. docs/decisions/018
 */

/** The number of names that are shown, beside the counts. No attribute is called so. */
export const NAMES = 'names';

/** Counts as they were before a recount, and what it counted itself. */
export interface Reference {
  /** When `before` was read, milliseconds since the epoch. */
  readonly startedAt: number;
  /** Holds `names` if these are compared, too. */
  readonly before: Delta;
  /** Read consistently, after `before`. */
  readonly recounted: Delta;
}

/** A count that is wrong. */
export interface Difference {
  readonly name: string;
  readonly counted: number;
  readonly recounted: number;
  /** What it lacks (below zero: has too much), as far as that is certain: all of it, once nothing moves. */
  readonly missing: number;
}

/**
 * An hour takes new signatures while it lasts, and its last may be counted a day later. Two hours more for clocks that
 * differ, and for a confirmation that takes its time.
 */
const FRESH = 27 * HOUR;

/**
 * Counts that differ from a recount by more than what may have moved since it began.
 * @param counted the counts now, by when all that the recount saw must be counted.
 */
export function differencesOf(reference: Reference, counted: Delta): Difference[] {
  const { before, recounted } = reference;
  const { kinds, oldHours, net, since } = movedSince(reference, counted);
  // What was counted up here and down again there shows in no difference between before and now.
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

/** A kind of counts that changed by more than was counted: something else than tally has written it. */
export interface Unaccounted {
  readonly kind: string;
  readonly changed: number;
  readonly counted: number;
}

/**
 * Kinds of counts that changed by more, since a recount began, than tally says that it counted. Hours that were over are no
 * kind of their own here: signatures that are made up for a demonstration come into them, too.
 */
export function unaccounted(reference: Reference, counted: Delta): Unaccounted[] {
  const { kinds, net, since } = movedSince(reference, counted);
  const all = [...kinds].map(([kind, own]) => ({ kind, changed: net(own), counted: since(changesOf(kind)) }));
  return all.filter((one) => one.changed > one.counted);
}

/** What lies between counts before a recount and now. */
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

/** What tells how much of a kind was counted. */
const changesOf = (kind: string): string => (kind === NAMES ? NAME_CHANGES : CHANGES);

/** Kinds of counts that do not add up to the total, with their sums. Whoever is counted has one country, hour and source. */
export function imbalances(counted: Delta): { kind: string; sum: number }[] {
  return [COUNTRY, HOUR_OF, SOURCE].flatMap((kind) => {
    const sum = [...counted].reduce((all, [name, n]) => (name.startsWith(kind) ? all + n : all), 0);
    return sum === at(counted, TOTAL) ? [] : [{ kind, sum }];
  });
}

const isCompared = (name: string): boolean => isOfSignatures(name) || name === NAMES;
const at = (counts: Delta, name: string): number => counts.get(name) ?? 0;
const beyond = (n: number, least: number, most: number): number => (n < least ? n - least : n > most ? n - most : 0);
