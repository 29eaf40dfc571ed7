import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../aws/db.ts';
import type { Clock } from '../../running/clock.ts';
import { SHARDS } from '../../signatures/store.ts';
import type { Difference } from './compare.ts';
import { compareCounts, isRight, type Verdict } from './looks.ts';
import { type MendedNames, mendNames } from './mend-names.ts';
import { SETTLES_AFTER } from './recount.ts';
import { getRecounts, type Recount, type Recounts } from './recounts.ts';
import { isRepairable, repairCounts } from './repair.ts';

/** A judgement on a campaign's counts. */
export type Judgement =
  | { readonly kind: 'nothing-recounted' }
  /** The recount has not read all signatures yet. */
  | { readonly kind: 'unfinished' }
  /** Counts were folded during every read: try again. */
  | { readonly kind: 'being-folded' }
  /** Signatures may still be counted late. The verdict is certain from `certainFrom`, milliseconds since the epoch. */
  | { readonly kind: 'unsettled'; readonly recount: Recount; readonly verdict: Verdict; readonly certainFrom: number }
  | { readonly kind: 'settled'; readonly recount: Recount; readonly verdict: Verdict };

/** Compares a campaign's counts with its recounts. Costs as much as `compareCounts`. */
export async function judgeCounts(
  { counts }: { readonly counts: Db },
  _actor: Actor,
  { campaign, recounts: { running, done } }: { readonly campaign: string; readonly recounts: Recounts },
): Promise<Judgement> {
  const recount = done ?? running;
  if (!recount) return { kind: 'nothing-recounted' };
  if (!done && recount.next < SHARDS) return { kind: 'unfinished' };
  const verdict = await compareCounts(counts, campaign, recount);
  if (!verdict) return { kind: 'being-folded' };
  if (done) return { kind: 'settled', recount, verdict };
  return { kind: 'unsettled', recount, verdict, certainFrom: recount.at + SETTLES_AFTER };
}

/** Corrections of one campaign. Each corrects up to 200 numbers of an item: a year of hours needs about forty. */
const MOST = 100;

/** What a correction of counts needs. */
interface CorrectionDeps {
  readonly counts: Db;
  readonly signatures: Db;
  readonly clock: Clock;
}

/** The counts and names that were corrected. */
export interface Corrected {
  readonly counts: readonly Difference[];
  /** Undefined if names were not among the shown differences. */
  readonly names: MendedNames | undefined;
  /** Whether nothing is wrong any more. */
  readonly isRight: boolean;
}

/** Compares again, and corrects the shown differences that still exist, by the numbers of the new comparison. */
export async function correctCounts(
  { counts, signatures, clock }: CorrectionDeps,
  _actor: Actor,
  { campaign, shown }: { readonly campaign: string; readonly shown: readonly Difference[] },
): Promise<Corrected> {
  const look = async () => {
    const { done } = await getRecounts(counts, campaign);
    const verdict = done && (await compareCounts(counts, campaign, done));
    return done && verdict && { recount: done, verdict };
  };
  const corrected: Difference[] = [];
  for (let left = MOST; left > 0; left--) {
    const found = await look();
    const differences = found?.verdict.differences.filter(({ name }) => shown.some((one) => one.name === name));
    if (!found || !differences?.some(isRepairable)) break;
    const { recount } = found;
    corrected.push(...(await repairCounts(counts, campaign, { recount, differences, now: clock() })));
  }
  const names = shown.every(isRepairable) ? undefined : await mendNames({ counts, signatures }, campaign);
  const after = await look();
  return { counts: corrected, names, isRight: after !== undefined && isRight(after.verdict) };
}
