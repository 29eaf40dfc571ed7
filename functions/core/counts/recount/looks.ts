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
 * Counts before a recount, with the number of names that are shown. 1 read unit per 4 KB. How much was counted is read
 * before the names, so that no change of a name between the two goes unaccounted.
 * @returns undefined if they were folded whenever this looked: look again later.
 */
export async function lookBefore(db: Db, campaign: string): Promise<Delta | undefined> {
  const { sums, isWhole } = await sumCounts(db, campaign, { consistent: true });
  if (!isWhole) return undefined;
  return new Map(sums).set(NAMES, await countPublicNames(db, campaign));
}

/** As `lookBefore`, to be compared with a recount: names are read first. */
export async function lookAfter(db: Db, campaign: string): Promise<Delta | undefined> {
  const names = await countPublicNames(db, campaign);
  const { sums, isWhole } = await sumCounts(db, campaign, { consistent: true });
  return isWhole ? new Map(sums).set(NAMES, names) : undefined;
}

/** What a comparison says. */
export interface Verdict {
  readonly total: number;
  readonly differences: readonly Difference[];
  /** Kinds of counts that do not add up to the total. */
  readonly imbalances: readonly { readonly kind: string; readonly sum: number }[];
  /** Kinds of counts that something else than tally has changed since the recount began. */
  readonly unaccounted: readonly Unaccounted[];
}

/** Whether nothing is wrong. */
export const isRight = (verdict: Verdict): boolean => !isImpossible(verdict) && verdict.differences.length === 0;

/** Whether counts are wrong however late tally is, and whatever the recount has seen. */
export const isImpossible = ({ imbalances, unaccounted }: Verdict): boolean =>
  imbalances.length + unaccounted.length > 0;

/**
 * Compares a campaign's counts with a recount. Where they differ it looks once more, and takes what both looks found: no
 * number is called wrong because a reader was overtaken. 1 read unit per 4 KB of counts and names, or 2.
 * @returns undefined if they were folded whenever this looked.
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
