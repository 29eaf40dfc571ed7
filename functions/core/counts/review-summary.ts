import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { listCampaignHeads } from '../campaigns/head-store.ts';
import { type Decision, listDecisions } from '../signatures/decisions.ts';
import { eachSuspicious } from '../signatures/review.ts';
import { addToSums, noSums, type Sums } from '../signatures/sums.ts';
import { queryCounts, queryUnderReview } from './store.ts';

/** What organisers need to see before they decide on suspicious signatures. It contains numbers only, and no person. */
export interface ReviewDeps {
  readonly campaigns: Db;
  readonly counts: Db;
  readonly signatures: Db;
}

/**
 * The campaigns that have signatures under review, and how many. Costs one `queryUnderReview` for each campaign,
 * however many signatures there are.
 */
export async function listUnderReview(
  { campaigns, counts }: Omit<ReviewDeps, 'signatures'>,
  _actor: Actor,
): Promise<{ readonly campaign: string; readonly underReview: number }[]> {
  const found: { campaign: string; underReview: number }[] = [];
  for (const { slug } of await listCampaignHeads(campaigns)) {
    const { total } = await queryUnderReview(counts, slug);
    if (total > 0) found.push({ campaign: slug, underReview: total });
  }
  return found;
}

/** The suspicious signatures of a campaign in numbers, by their status. */
export interface ReviewSummary {
  /** All counted signatures, suspicious or not. */
  readonly total: number;
  readonly underReview: Sums;
  /** Counted signatures that have a signal. */
  readonly counted: Sums;
  readonly voided: Sums;
  /** The last decisions, newest first. */
  readonly decisions: readonly Decision[];
}

const LAST_DECISIONS = 5;

/**
 * Sums a campaign's suspicious signatures. Costs as much as `eachSuspicious`.
 * @param checkpoint is called now and then. If it throws, the work ends.
 */
export async function summariseReview(
  { campaigns, counts, signatures }: ReviewDeps,
  _actor: Actor,
  { campaign, checkpoint }: { readonly campaign: string; readonly checkpoint: () => void },
): Promise<ReviewSummary> {
  const sums = { 'under-review': noSums(), counted: noSums(), voided: noSums(), withdrawn: noSums() };
  await eachSuspicious(signatures, campaign, (one) => {
    checkpoint();
    addToSums(sums[one.status], one);
  });
  const { total } = await queryCounts(counts, campaign);
  const decisions = await listDecisions(campaigns, campaign, LAST_DECISIONS);
  return { total, underReview: sums['under-review'], counted: sums.counted, voided: sums.voided, decisions };
}
