import { HOUR, isoTime } from '../clock.ts';
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
} from './delta.ts';

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
  const { before, recounted, startedAt } = reference;
  const names = new Set([before, recounted, counted].flatMap((counts) => [...counts.keys()].filter(isCompared)));
  if (!before.has(NAMES)) names.delete(NAMES);
  const fresh = HOUR_OF + isoTime(startedAt - FRESH).slice(0, 'YYYY-MM-DDTHH'.length);
  const isOldHour = (name: string): boolean => name.startsWith(HOUR_OF) && name < fresh;
  const since = (name: string): number => at(counted, name) - at(before, name);
  const net = (some: Iterable<string>): number => [...some].reduce((sum, name) => sum + Math.abs(since(name)), 0);
  // What was counted up here and down again there shows in no difference between before and now.
  const hidden = (changes: string, some: Iterable<string>): number => Math.max(0, since(changes) - net(some));

  const kinds = Map.groupBy(names, kindOf);
  const old = hidden(MOVES, [...names].filter(isOldHour));
  return [...kinds].flatMap(([kind, own]) => {
    const inKind = hidden(kind === NAMES ? NAME_CHANGES : CHANGES, own);
    return own.flatMap((name) => {
      const slack = Math.floor((isOldHour(name) ? Math.min(old, inKind) : inKind) / 2);
      const [is, was, should] = [at(counted, name), at(before, name), at(recounted, name)];
      const missing = beyond(should, Math.min(is, was) - slack, Math.max(is, was) + slack);
      return missing === 0 ? [] : [{ name, counted: is, recounted: should, missing }];
    });
  });
}

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
