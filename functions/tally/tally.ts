import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../core/clock.ts';
import { addImage, type Delta } from '../core/counts/delta.ts';
import { advanceLane, getLaneSequence } from '../core/counts/store.ts';
import type { Db } from '../core/db.ts';
import type { Log } from '../core/log.ts';

/** A record of the Signatures table's stream, as both Lambda and the streams API tell it. */
export interface SignatureChange {
  readonly sequence: string;
  readonly before?: Record<string, AttributeValue> | undefined;
  readonly after?: Record<string, AttributeValue> | undefined;
}

export interface TallyDeps {
  readonly counts: Db;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Counts a batch of one lane (stream shard) exactly once, whatever is delivered again: a campaign's lane moves on only
 * from the sequence number that was read, in the same write that adds the delta. Throws if the table does not answer, so
 * that the whole batch comes again; campaigns that are done by then skip what they have counted.
 */
export async function tallyBatch(deps: TallyDeps, lane: string, changes: readonly SignatureChange[]): Promise<void> {
  const byCampaign = Map.groupBy(changes, campaignOf);
  for (const [campaign, own] of byCampaign) {
    if (campaign === undefined) for (const { sequence } of own) setAside(deps.log, lane, sequence);
    else await tallyCampaign(deps, campaign, lane, own);
  }
}

async function tallyCampaign(deps: TallyDeps, campaign: string, lane: string, changes: readonly SignatureChange[]) {
  for (;;) {
    const from = await getLaneSequence(deps.counts, campaign, lane);
    const fresh = changes.filter(({ sequence }) => from === undefined || BigInt(sequence) > BigInt(from));
    const last = fresh.reduce<string | undefined>(
      (highest, { sequence }) => (highest === undefined || BigInt(sequence) > BigInt(highest) ? sequence : highest),
      undefined,
    );
    if (last === undefined) return;
    const delta = deltaOf(deps.log, lane, fresh);
    const now = deps.clock();
    if (await advanceLane(deps.counts, { campaign, lane, from, to: last, delta, now })) return;
  }
}

/** A record that makes no sense counts nothing and is reported by its sequence number: it must not stop the lane. */
function deltaOf(log: Log, lane: string, changes: readonly SignatureChange[]): Delta {
  const delta: Delta = new Map();
  for (const { sequence, before, after } of changes) {
    const change: Delta = new Map();
    if (addImage(change, before, -1) && addImage(change, after, 1)) {
      for (const [name, n] of change) delta.set(name, (delta.get(name) ?? 0) + n);
    } else setAside(log, lane, sequence);
  }
  return new Map([...delta].filter(([, n]) => n !== 0));
}

const setAside = (log: Log, lane: string, sequence: string): void =>
  log.error('tally-record-set-aside', { lane, sequence });

/** The partition key is `campaign#shard`. */
function campaignOf({ before, after }: SignatureChange): string | undefined {
  const pk = (after ?? before)?.pk?.S;
  const end = pk?.lastIndexOf('#') ?? -1;
  return end > 0 ? pk?.slice(0, end) : undefined;
}
