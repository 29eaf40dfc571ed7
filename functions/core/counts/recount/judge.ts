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

/** What can be said of a campaign's counts. */
export type Judgement =
  | { readonly kind: 'nothing-recounted' }
  /** The recount has not read all signatures yet. */
  | { readonly kind: 'unfinished' }
  /** Counts were folded whenever this looked: look again. */
  | { readonly kind: 'being-folded' }
  /** Signatures may still be counted late. Milliseconds since the epoch say from when this is certain. */
  | { readonly kind: 'unsettled'; readonly recount: Recount; readonly verdict: Verdict; readonly certainFrom: number }
  | { readonly kind: 'settled'; readonly recount: Recount; readonly verdict: Verdict };

/** Compares a campaign's counts with its recounts. Costs as `compareCounts`. */
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

/** Corrections of one campaign, each of up to 200 numbers of an item: a year of hours takes some forty. */
const MOST = 100;

/** What correcting counts works with. */
interface CorrectionDeps {
  readonly counts: Db;
  readonly signatures: Db;
  readonly clock: Clock;
}

/** What was corrected. */
export interface Corrected {
  readonly counts: readonly Difference[];
  /** Undefined if names were not among what was shown. */
  readonly names: MendedNames | undefined;
  /** Whether nothing is wrong any more. */
  readonly isRight: boolean;
}

/** Corrects those of the differences that were shown which another look still finds, by what that look says. */
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
