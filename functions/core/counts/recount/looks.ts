import type { Db } from '../../aws/db.ts';
import { type Delta, TOTAL } from '../delta.ts';
import { countPublicNames } from '../names.ts';
import { sumCounts } from '../sums.ts';
import {
  type Difference,
  differencesOf,
  imbalances,
  NAMES,
  type Reference,
  type Unaccounted,
  unaccounted,
} from './compare.ts';

/**
 * Reads the counts before a recount, with the number of shown names. 1 read unit per 4 KB. It reads the counts before
 * the names, so that it misses no change of a name between the two reads.
 * @returns undefined if counts were folded during every read: try again later.
 */
export async function lookBefore(db: Db, campaign: string): Promise<Delta | undefined> {
  const { sums, isWhole } = await sumCounts(db, campaign, { consistent: true });
  if (!isWhole) return undefined;
  return new Map(sums).set(NAMES, await countPublicNames(db, campaign));
}

/** Like `lookBefore`, for the comparison with a recount: it reads the names first. */
export async function lookAfter(db: Db, campaign: string): Promise<Delta | undefined> {
  const names = await countPublicNames(db, campaign);
  const { sums, isWhole } = await sumCounts(db, campaign, { consistent: true });
  return isWhole ? new Map(sums).set(NAMES, names) : undefined;
}

/** The result of a comparison. */
export interface Verdict {
  readonly total: number;
  readonly differences: readonly Difference[];
  /** Kinds of counts that do not add up to the total. */
  readonly imbalances: readonly { readonly kind: string; readonly sum: number }[];
  /** Kinds of counts that another program than tally has changed since the recount began. */
  readonly unaccounted: readonly Unaccounted[];
}

/** Whether nothing is wrong. */
export const isRight = (verdict: Verdict): boolean => !isImpossible(verdict) && verdict.differences.length === 0;

/** Whether counts are certainly wrong, even if tally is late, and independent of the recount. */
export const isImpossible = ({ imbalances, unaccounted }: Verdict): boolean =>
  imbalances.length + unaccounted.length > 0;

/**
 * Compares a campaign's counts with a recount. If they differ, it reads again, and reports the differences that both
 * reads found. So no number is called wrong only because it changed between two reads. 1 or 2 read units per 4 KB of
 * counts and names.
 * @returns undefined if counts were folded during every read.
 */
export async function compareCounts(db: Db, campaign: string, reference: Reference): Promise<Verdict | undefined> {
  const first = await lookAfter(db, campaign);
  if (!first) return undefined;
  const found = verdictOf(reference, first);
  if (isRight(found)) return found;
  const second = await lookAfter(db, campaign);
  if (!second) return undefined;
  const again = verdictOf(reference, second);
  return {
    total: again.total,
    differences: again.differences.filter(({ name }) => found.differences.some((one) => one.name === name)),
    imbalances: again.imbalances.filter(({ kind }) => found.imbalances.some((one) => one.kind === kind)),
    unaccounted: again.unaccounted.filter(({ kind }) => found.unaccounted.some((one) => one.kind === kind)),
  };
}

const verdictOf = (reference: Reference, counted: Delta): Verdict => ({
  total: counted.get(TOTAL) ?? 0,
  differences: differencesOf(reference, counted),
  imbalances: imbalances(counted),
  unaccounted: unaccounted(reference, counted),
});
