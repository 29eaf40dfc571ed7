import type { Actor } from '../../access/actor.ts';
import { type AuditDeps, audited } from '../../audit/audited.ts';
import { SHARDS } from '../../signatures/store.ts';
import type { Difference } from './compare.ts';
import { compareCounts, isRight, type Verdict } from './looks.ts';
import { type MendedNames, mendNames } from './mend-names.ts';
import { type RecountDeps, type RecountInput, recountCampaign, SETTLES_AFTER } from './recount.ts';
import { getRecounts, type Recount } from './recounts.ts';
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

/**
 * Takes the recount of a campaign as far as it can, and compares the counts with it. Costs as much as `recountPartition`
 * for each partition that is recounted, and `compareCounts`.
 */
export async function reconcileCampaign(deps: RecountDeps, actor: Actor, input: RecountInput): Promise<Judgement> {
  const { running, done } = await recountCampaign(deps, actor, input);
  const recount = done ?? running;
  if (!recount) return { kind: 'nothing-recounted' };
  if (!done && recount.next < SHARDS) return { kind: 'unfinished' };
  const verdict = await compareCounts(deps.counts, input.campaign.slug, recount);
  if (!verdict) return { kind: 'being-folded' };
  if (done) return { kind: 'settled', recount, verdict };
  return { kind: 'unsettled', recount, verdict, certainFrom: recount.at + SETTLES_AFTER };
}

/** Corrections of one campaign. Each corrects up to 200 numbers of an item: a year of hours needs about forty. */
const MOST = 100;

/** The counts and names that were corrected. */
export interface Corrected {
  readonly counts: readonly Difference[];
  /** Undefined if names were not among the shown differences. */
  readonly names: MendedNames | undefined;
  /** Whether nothing is wrong any more. */
  readonly isRight: boolean;
}

/** Compares again, and corrects the shown differences that still exist, by the numbers of the new comparison. */
export const correctCounts = (
  deps: CorrectDeps,
  actor: Actor,
  input: { readonly campaign: string; readonly shown: readonly Difference[] },
): Promise<Corrected> =>
  audited(
    deps,
    actor,
    'counts.correct',
    input.campaign,
    // How many, and not which: a count of one country may be one signer's.
    { after: { differences: input.shown.length } },
    () => correct(deps, input),
    (corrected) => ({ counts: corrected?.counts.length, names: corrected?.names, isRight: corrected?.isRight }),
  );

type CorrectDeps = Omit<RecountDeps, 'pause'> & AuditDeps;

async function correct(
  { counts, signatures, clock }: CorrectDeps,
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
    if (!found) break;
    const differences = found.verdict.differences.filter(({ name }) => shown.some((one) => one.name === name));
    if (!differences.some(isRepairable)) break;
    corrected.push(...(await repairCounts(counts, campaign, { recount: found.recount, differences, now: clock() })));
  }
  const names = shown.every(isRepairable) ? undefined : await mendNames({ counts, signatures }, campaign);
  const after = await look();
  return { counts: corrected, names, isRight: after !== undefined && isRight(after.verdict) };
}
