import type { Actor } from '../../access/actor.ts';
import type { Db } from '../../aws/db.ts';
import type { CampaignHead } from '../../campaigns/campaign.ts';
import { type Clock, DAY, HOUR } from '../../running/clock.ts';
import { eachAtOnce } from '../../running/each-at-once.ts';
import { SHARDS } from '../../signatures/store.ts';
import { addDelta, type Delta, TOTAL } from '../delta.ts';
import { NAMES } from './compare.ts';
import { lookBefore } from './looks.ts';
import { recountPartition } from './partition.ts';
import { createReadRate } from './read-rate.ts';
import { beginRecount, finishRecount, getRecounts, putRecount, type Recount, type Recounts } from './recounts.ts';

/**
 * A stream keeps its records for 24 hours, and clocks differ. After this time everything that a recount saw is counted,
 * or lost. No other recount begins before, so an active campaign is recounted about once a day.
 */
export const SETTLES_AFTER = 25 * HOUR;
/** An unchanged campaign is recounted this often, to detect writes made outside Amparo. */
const AGAIN_ANYWAY = 30 * DAY;

/** Signatures to read between two writes of the progress: about ten seconds. */
const BATCH = 20_000;
const MOST_PARTITIONS = 32;
/** Partitions that are read at once. Before the rate stops them, they read less than the table gives in a second. */
const AT_ONCE = 4;

/** What a recount needs. */
export interface RecountDeps {
  readonly signatures: Db;
  readonly counts: Db;
  /** Waits this number of milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly clock: Clock;
}

/** A campaign to recount. */
export type Recounted = Pick<CampaignHead, 'slug' | 'showNames'>;

/** What to recount, and how the caller stops a recount and follows its progress. */
export interface RecountInput {
  readonly campaign: Recounted;
  /** Is asked before each batch. The recount ends at the first no, and the next run goes on from there. */
  readonly mayGoOn: () => boolean;
  /** Is called after each batch with how many of the 256 partitions are counted. */
  readonly progress: (partitions: number) => void;
}

/**
 * Takes the recount of a campaign as far as it can. It begins a recount that is due, and goes on where the last run
 * stopped. A settled recount becomes the one to compare with. Several runs may work at once, and any may be cut off
 * anywhere.
 * @returns the recounts at the end.
 */
export async function recountCampaign(
  deps: RecountDeps,
  _actor: Actor,
  { campaign, mayGoOn, progress }: RecountInput,
): Promise<Recounts> {
  const { counts, clock } = deps;
  const { slug } = campaign;
  const paid = createReadRate(deps);
  for (;;) {
    const recounts = await getRecounts(counts, slug);
    const { running } = recounts;
    if (!running) {
      if (!mayGoOn() || !(await begin(deps, slug, recounts.done))) return recounts;
    } else if (running.next === SHARDS) {
      if (clock() - running.at < SETTLES_AFTER) return recounts;
      await finishRecount(counts, slug, running);
    } else {
      if (!mayGoOn()) return recounts;
      const next = Math.min(SHARDS, running.next + batchOf(running.before));
      const recounted = new Map(running.recounted);
      addDelta(recounted, await countBatch(deps, campaign, running, next, paid));
      // If another run counted these meanwhile, this one goes on from there.
      if (await putRecount(counts, slug, 'running', running, { ...running, recounted, next, at: clock() }))
        progress(next);
    }
  }
}

/** @returns false if none is due, or folding disturbed every read of the counts. */
async function begin({ counts, clock }: RecountDeps, slug: string, done: Recount | undefined): Promise<boolean> {
  const now = clock();
  const age = done ? now - done.startedAt : Number.POSITIVE_INFINITY;
  const before = await lookBefore(counts, slug);
  if (!before) return false;
  if (done && isSame(before, done.before) && age < AGAIN_ANYWAY) return false;
  await beginRecount(counts, slug, before, now);
  return true;
}

/** Also finds writes made outside Amparo, since it compares all numbers. */
const isSame = (one: Delta, other: Delta): boolean =>
  [...one.keys(), ...other.keys()].every((name) => (one.get(name) ?? 0) === (other.get(name) ?? 0));

const batchOf = (before: Delta): number =>
  Math.max(1, Math.min(MOST_PARTITIONS, Math.floor((BATCH * SHARDS) / (before.get(TOTAL) || 1))));

async function countBatch(
  { signatures }: RecountDeps,
  { slug, showNames }: Recounted,
  running: Recount,
  next: number,
  paid: (units: number) => Promise<void>,
): Promise<Delta> {
  const shards = Array.from({ length: next - running.next }, (_, i) => running.next + i);
  const withNames = showNames || (running.before.get(NAMES) ?? 0) > 0;
  const sums: Delta = new Map();
  await eachAtOnce(shards, AT_ONCE, async (shard) => {
    addDelta(sums, await recountPartition(signatures, { campaign: slug, shard, withNames }, paid));
  });
  return sums;
}
