import type { Db, Item } from '../aws/db.ts';
import { type Clock, HOUR, isoTime, MINUTE, SECOND } from '../running/clock.ts';
import { type Counts, createHourlyCounter, type HourlyCounts } from './hourly-counter.ts';
import type { Sent } from './networks.ts';

/** What a campaign is sent, of which a process may not know the latest seconds of others. */
export interface Load {
  /**
   * Challenges asked for or attempts, whichever are more, in this minute or the one before, whichever had more. A browser
   * asks for one challenge and sends one attempt.
   */
  readonly perMinute: number;
  /** Attempts within the hour. */
  readonly withProof: number;
  readonly withoutProof: number;
}

export interface Loads {
  /** Counts one. Mostly in memory: at most 1 write unit, or 0.5 read units, every 10 s. */
  count(campaign: string, sent: Sent): Promise<Load>;
}

/** How many attempts without proof a campaign takes in an hour before they are a signal: as many, or a share of the others. */
const WITHOUT_PROOF = 2_000;
const SHARE_OF_PROVED = 1 / 4;

/** Whether there are so many attempts without proof that one more says something. */
export const isBusy = ({ withProof, withoutProof }: Load): boolean =>
  withoutProof > Math.max(WITHOUT_PROOF, withProof * SHARE_OF_PROVED);

/** Fewer wait in memory: a campaign with few signers costs nothing here. */
const WRITTEN_FROM = 5;
const isWorthWriting = ({ p = 0, w = 0, c = 0 }: Counts) => Math.max(p + w, c) >= WRITTEN_FROM;

/**
 * Counts what is sent to each campaign, so that challenges get harder while it is much. One item for a campaign and hour,
 * written by each process at most every 10 s: no key is ever hot. Its key is public, as the campaign is. A table that does
 * not answer makes nothing harder.
 */
export function createLoads(db: Db, clock: Clock): Loads {
  // Only campaigns that exist are counted.
  const count = createHourlyCounter(db, clock, { every: 10 * SECOND, isWorthWriting, remembered: 1_000 });
  return {
    async count(campaign, sent) {
      const counted = { id: campaign, itemKey: (hour: number) => itemKey(campaign, hour) };
      const minute = minuteOf(clock());
      return loadOf(await count(counted, attributesOf(sent, minute)), minute);
    },
  };
}

const minuteOf = (now: number): number => Math.floor((now % HOUR) / MINUTE);

/** Attributes of an item: challenges, attempts with proof and without; `c7` and `m7` are challenges and attempts in a minute. */
function attributesOf(sent: Sent, minute: number): Counts {
  if (sent === 'challenge') return { c: 1, [`c${minute}`]: 1 };
  return { [sent === 'with-proof' ? 'p' : 'w']: 1, [`m${minute}`]: 1 };
}

function loadOf({ now, before }: HourlyCounts, minute: number): Load {
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
