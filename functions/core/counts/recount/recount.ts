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
import { beginRecount, finishRecount, getRecounts, putRecount, type Recount } from './recounts.ts';

/**
 * A stream keeps its records for 24 hours, and clocks differ. After this time everything that a recount saw is counted, or lost.
 * No other recount begins before, so an active campaign is recounted about once a day.
 */
export const SETTLES_AFTER = 25 * HOUR;
/** An unchanged campaign is recounted this often, to detect writes made outside Amparo. */
const AGAIN_ANYWAY = 30 * DAY;

/** Signatures read before progress is written down again: some ten seconds. */
const BATCH = 20_000;
const MOST_PARTITIONS = 32;
/** Partitions read at once. What they read before the pace stops them is a fraction of a second's worth of the table. */
const AT_ONCE = 4;

/** What a recount works with. */
export interface RecountDeps {
  readonly signatures: Db;
  readonly counts: Db;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly clock: Clock;
}

/** A campaign to recount. */
export type Recounted = Pick<CampaignHead, 'slug' | 'showNames'>;

/** How a recount goes on. */
export interface Course {
  /** Is asked before each batch. At the first no, this ends, and the next run goes on from there. */
  readonly mayGoOn: () => boolean;
  /** Is called after each batch with how many of the 256 partitions are counted. */
  readonly progress: (partitions: number) => void;
}

/**
 * Takes the recount of a campaign as far as it can: begins one that is due, goes on where the last run stopped, and makes one
 * that is settled the one to compare with. Several may run at once, and any may be cut off anywhere.
 * @returns the recounts as they are then.
 */
export async function recountOn(deps: RecountDeps, campaign: Recounted, { mayGoOn, progress }: Course) {
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
      // If another run has counted these meanwhile, this one goes on from there.
      if (await putRecount(counts, slug, 'running', running, { ...running, recounted, next, at: clock() }))
        progress(next);
    }
  }
}

/** @returns false if none is due, or the counts cannot be seen whole just now. */
async function begin({ counts, clock }: RecountDeps, slug: string, done: Recount | undefined): Promise<boolean> {
  const now = clock();
  const age = done ? now - done.startedAt : Number.POSITIVE_INFINITY;
  const before = await lookBefore(counts, slug);
  if (!before) return false;
  if (done && isSame(before, done.before) && age < AGAIN_ANYWAY) return false;
  await beginRecount(counts, slug, before, now);
  return true;
}

/** A write made outside Amparo makes a difference, too. */
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
