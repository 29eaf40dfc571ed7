import { schedule } from '../core/access/actor.ts';
import { listCampaignHeads } from '../core/campaigns/head-store.ts';
import { anotherFirst, eachInTurn } from '../core/campaigns/in-turn.ts';
import { compareCounts, isRight, type Verdict } from '../core/counts/recount/looks.ts';
import { type Recounted, recountCampaign } from '../core/counts/recount/recount.ts';
import { putRecount, type Recount } from '../core/counts/recount/recounts.ts';
import { DAY } from '../core/running/clock.ts';
import { SHARDS } from '../core/signatures/store.ts';
import type { ReconcileDeps } from './deps.ts';

/** How often a campaign's counts are compared with the last recount. */
const JUDGED_EVERY = DAY;
/** A recount and the day after it take two days at most. After this time, reconciling itself has a fault. */
const OVERDUE = 4 * DAY;

/**
 * Recounts the signatures of all campaigns, and reports counts that differ from them. Safe while tally, folding, repair
 * or another run of this works. It can be cut off anywhere.
 * @param mayGoOn is asked before each batch. This ends at the first no, and the next run does the rest.
 * @throws the error of the first campaign that failed, after the others had their turns.
 */
export async function reconcileAll(deps: ReconcileDeps, mayGoOn: () => boolean): Promise<void> {
  const campaigns = anotherFirst(await listCampaignHeads(deps.campaigns), deps.clock());
  await eachInTurn(campaigns, mayGoOn, (campaign) => reconcile(deps, campaign, mayGoOn));
}

/** Reconciles one campaign, like `reconcileAll`. */
export async function reconcile(deps: ReconcileDeps, campaign: Recounted, mayGoOn: () => boolean): Promise<void> {
  const { log, clock } = deps;
  const { slug } = campaign;
  let partitions: number | undefined;
  const progress = (done: number) => {
    partitions = done;
  };
  const recounts = await recountCampaign(deps, schedule, { campaign, mayGoOn, progress });
  if (partitions !== undefined)
    log.info('signatures-recounted', { campaign: slug, partitions, isDone: partitions === SHARDS });
  const { done } = recounts;
  const isDue = done !== undefined && clock() - (done.judgedAt ?? 0) >= JUDGED_EVERY;
  const judgedAt = isDue && (await judge(deps, slug, done)) ? clock() : (done?.judgedAt ?? done?.at);
  if (isOverdue(recounts.running?.startedAt, clock()) || isOverdue(judgedAt, clock()))
    log.error('recount-overdue', { campaign: slug });
}

/** @returns false if folding disturbed every read of the counts. */
async function judge({ counts, log, clock }: ReconcileDeps, slug: string, done: Recount): Promise<boolean> {
  const verdict = await compareCounts(counts, slug, done);
  if (!verdict) return false;
  if (isRight(verdict)) log.info('counts-reconciled', { campaign: slug, signatures: verdict.total });
  else log.error('counts-differ', { campaign: slug, ...sizeOf(verdict) });
  await putRecount(counts, slug, 'done', done, { ...done, judgedAt: clock() });
  return true;
}

/** How many counts are wrong, and the largest error among them. A log must not contain which ones. */
function sizeOf({ differences, imbalances, unaccounted, total }: Verdict): { differing: number; largest: number } {
  const sizes = [
    ...differences.map(({ missing }) => missing),
    ...imbalances.map(({ sum }) => sum - total),
    ...unaccounted.map(({ changed, counted }) => changed - counted),
  ];
  return { differing: sizes.length, largest: Math.max(...sizes.map(Math.abs)) };
}

const isOverdue = (since: number | undefined, now: number): boolean => since !== undefined && now - since > OVERDUE;
