import type { Db, Item } from '../aws/db.ts';
import { type Clock, HOUR, isoTime, MINUTE, SECOND } from '../running/clock.ts';
import { type Counts, createCounter, type PeriodCounts } from './counter.ts';
import type { Sent } from './networks.ts';

/** What people send to a campaign. The last seconds of other processes may be missing. */
export interface Load {
  /**
   * The larger number of challenges or attempts, in this minute or the one before, whichever had more. A browser asks
   * for one challenge and sends one attempt.
   */
  readonly perMinute: number;
  /** Attempts within the hour. */
  readonly withProof: number;
  readonly withoutProof: number;
}

export interface Loads {
  /** Counts one challenge or attempt. Mostly in memory: at most 1 write unit, or 0.5 read units, every 10 s. */
  count(campaign: string, sent: Sent): Promise<Load>;
}

/**
 * Attempts without proof become a signal above this number in an hour, and above this share of the attempts with proof.
 */
const WITHOUT_PROOF = 2_000;
const SHARE_OF_PROVED = 1 / 4;

/** Whether there are so many attempts without proof that one more is suspicious. */
export const isBusy = ({ withProof, withoutProof }: Load): boolean =>
  withoutProof > Math.max(WITHOUT_PROOF, withProof * SHARE_OF_PROVED);

/** Smaller counts stay in memory, so a campaign with few signers costs nothing here. */
const WRITTEN_FROM = 5;
const isWorthWriting = ({ p = 0, w = 0, c = 0 }: Counts) => Math.max(p + w, c) >= WRITTEN_FROM;

/**
 * Counts what people send to each campaign, so that challenges get harder while it is much. There is one item for a
 * campaign and an hour. Each process writes it at most every 10 s, so no key is ever hot. Its key is public, like the
 * campaign. If the table does not answer, no challenge gets harder.
 */
export function createLoads(db: Db, clock: Clock): Loads {
  // Only campaigns that exist are counted.
  const count = createCounter(db, clock, { period: HOUR, every: 10 * SECOND, isWorthWriting, remembered: 1_000 });
  return {
    async count(campaign, sent) {
      const counted = { id: campaign, itemKey: (hour: number) => itemKey(campaign, hour) };
      const minute = minuteOf(clock());
      return loadOf(await count(counted, attributesOf(sent, minute)), minute);
    },
  };
}

const minuteOf = (now: number): number => Math.floor((now % HOUR) / MINUTE);

/**
 * Attributes of an item: challenges, attempts with proof and attempts without. `c7` and `m7` are challenges and
 * attempts of minute 7.
 */
function attributesOf(sent: Sent, minute: number): Counts {
  if (sent === 'challenge') return { c: 1, [`c${minute}`]: 1 };
  return { [sent === 'with-proof' ? 'p' : 'w']: 1, [`m${minute}`]: 1 };
}

function loadOf({ now, before }: PeriodCounts, minute: number): Load {
  const inMinute = (counts: Counts, m: number) => Math.max(counts[`c${m}`] ?? 0, counts[`m${m}`] ?? 0);
  return {
    perMinute: Math.max(inMinute(now, minute), minute === 0 ? inMinute(before, 59) : inMinute(now, minute - 1)),
    withProof: now.p ?? 0,
    withoutProof: now.w ?? 0,
  };
}

const itemKey = (campaign: string, hour: number): Item => ({
  pk: { S: `load#${campaign}` },
  sk: { S: isoTime(hour * HOUR).slice(0, 13) },
});
