import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, type Item, queryPartition } from '../aws/db.ts';
import { type Delta, isCount } from './delta.ts';
import { isWhole } from './items.ts';

/** All counts of a campaign, summed over its items. */
export interface Sums {
  readonly sums: Delta;
  /** When a public count last changed, ISO 8601. */
  readonly changedAt: string | undefined;
  /** False if counts were folded during every read. Then some numbers may be in it twice or not at all. */
  readonly isWhole: boolean;
}

/**
 * Sums a campaign's counts. 0.5 read units per 4 KB, 1 if consistent. Folding moves numbers from one item to another. A
 * Query may see one item before that and the other after it: then the sum would be wrong. Both items count their
 * foldings, so this sees the mistake, and reads again.
 */
export async function sumCounts(db: Db, campaign: string, { consistent = false } = {}): Promise<Sums> {
  for (let tries = 1; ; tries++) {
    const items = await queryPartition(db, campaign, { consistent: consistent || tries > 1 });
    if (isWhole(items) || tries === 5) return { ...summed(items), isWhole: isWhole(items) };
    await sleep(10 * tries);
  }
}

function summed(items: readonly Item[]) {
  const sums: Delta = new Map();
  let changedAt: string | undefined;
  for (const item of items) {
    for (const [name, { N }] of Object.entries(item))
      if (N && isCount(name)) sums.set(name, (sums.get(name) ?? 0) + Number(N));
    const at = item.changedAt?.S;
    if (at !== undefined && (changedAt === undefined || at > changedAt)) changedAt = at;
  }
  return { sums, changedAt };
}
