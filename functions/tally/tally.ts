import type { Db } from '../core/aws/db.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { advanceLane, getLaneSequence } from '../core/counts/store.ts';
import type { ShowLive } from '../core/published/live.ts';
import type { Clock } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';
import { type SignatureChange, type Step, stepsOf } from './steps.ts';

export interface TallyDeps {
  readonly counts: Db;
  /** Is called after a campaign's changes were counted. Without it, no campaign is live. */
  readonly showLive?: ShowLive;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Counts a batch of one lane (stream shard) exactly once, even if records are delivered again: the write that adds the delta
 * also moves the lane's sequence number, and only from the number that was read.
 * @returns whether it counted something: false if every record was counted before.
 * @throws {Error} if the table does not answer. Then the whole batch comes again, and campaigns that are done skip the
 * changes that they have counted.
 */
export async function tallyBatch(deps: TallyDeps, lane: string, changes: readonly SignatureChange[]): Promise<boolean> {
  const byCampaign = Map.groupBy(changes, campaignOf);
  let isNew = false;
  for (const [campaign, own] of byCampaign) {
    if (campaign === undefined) for (const { sequence } of own) setAside(deps.log, lane, sequence);
    else if (await tallyCampaign(deps, campaign, lane, own)) isNew = true;
  }
  return isNew;
}

async function tallyCampaign(
  deps: TallyDeps,
  campaign: string,
  lane: string,
  changes: readonly SignatureChange[],
): Promise<boolean> {
  for (;;) {
    const from = await getLaneSequence(deps.counts, campaign, lane);
    const { steps, odd } = stepsOf(changesAfter(from, changes));
    if (!(await advance(deps, { campaign, lane, from }, steps))) continue;
    for (const sequence of odd) setAside(deps.log, lane, sequence);
    await deps.showLive?.(campaign);
    return steps.length > 0;
  }
}

/** @returns false if another invocation has moved the lane meanwhile. The steps before that stay counted. */
async function advance(
  { counts, clock }: TallyDeps,
  { campaign, lane, from }: { campaign: string; lane: string; from: string | undefined },
  steps: readonly Step[],
): Promise<boolean> {
  let reached = from;
  for (const step of steps) {
    if (!(await advanceLane(counts, { ...step, campaign, lane, from: reached, now: clock() }))) return false;
    reached = step.to;
  }
  return true;
}

/** Compares sequence numbers as numbers: they have more digits than a double, and not all have the same length. */
function changesAfter(from: string | undefined, changes: readonly SignatureChange[]): SignatureChange[] {
  const known = from === undefined ? -1n : BigInt(from);
  return changes
    .filter(({ sequence }) => BigInt(sequence) > known)
    .sort((a, b) => (BigInt(a.sequence) < BigInt(b.sequence) ? -1 : 1));
}

/** Logs a record that makes no sense by its sequence number only: its content may be personal. */
const setAside = (log: Log, lane: string, sequence: string): void =>
  log.error('tally-record-set-aside', { lane, sequence });

/** The partition key is `campaign#shard`; the shard has two hexadecimal digits. */
function campaignOf({ before, after }: SignatureChange): string | undefined {
  const [, campaign] = /^(.+)#[0-9a-f]{2}$/.exec((after ?? before)?.pk?.S ?? '') ?? [];
  return campaign !== undefined && isSlug(campaign) ? campaign : undefined;
}
