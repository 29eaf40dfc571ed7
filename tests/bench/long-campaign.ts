import { createHash } from 'node:crypto';
import { type Item, queryPartition } from '../../functions/core/aws/db.ts';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { DAY, HOUR, isoTime } from '../../functions/core/running/clock.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { changesIn } from '../../functions/tally/changes.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { functions } from '../../infra/functions.ts';
import { createMemoryTable } from '../model/memory-table.ts';
import { type Random, seededRandom } from '../model/random.ts';
import { asRecord, failLoudly, someCountry } from './signers.ts';

const LASTS = 28 * DAY;
/** The partitions of a new on-demand table, and for how long each gets new records. */
const SHARDS = 4;
const SHARD_LASTS = 4 * HOUR;

/**
 * The items in Counts of a campaign that was signed from 200 countries for four weeks, evenly: counted by the real tally
 * over four stream shards that are replaced every four hours, and folded by the real fold every hour, in a table in memory.
 * @throws {Error} if they do not add up.
 */
export async function countsAfter(campaign: string, signatures: number): Promise<Item[]> {
  const counts = { client: createMemoryTable().client, table: 'counts' };
  const random = seededRandom(signatures);
  const end = Math.floor(Date.now() / HOUR) * HOUR;
  let signed = 0;
  for (let hour = end - LASTS; hour < end; hour += HOUR) {
    const due = Math.round((signatures * (hour + HOUR - (end - LASTS))) / LASTS);
    const lanes = Array.from({ length: SHARDS }, () => [] as Item[]);
    for (; signed < due; signed++) lanes[random.below(SHARDS)]?.push(someImage(campaign, hour, signed, random));
    const deps = { counts, clock: () => hour + HOUR / 2, log: { info: () => undefined, error: failLoudly } };
    for (const [i, images] of lanes.entries()) {
      const shardId = `shardId-${String(Math.floor(hour / SHARD_LASTS)).padStart(20, '0')}-${i}`;
      for (let from = 0; from < images.length; from += functions.tally.batch.size) {
        const records = images.slice(from, from + functions.tally.batch.size).map(asRecord);
        await tallyBatch(deps, shardId, changesIn(records));
      }
    }
    await foldCampaign(counts, campaign, hour + HOUR);
  }
  return queryPartition(counts, campaign, { consistent: true });
}

function someImage(campaign: string, hour: number, i: number, random: Random): Item {
  const signer = createHash('sha256').update(`${campaign} ${i}`).digest('base64url') as SignerHash;
  return {
    ...signatureKey(campaign, signer),
    status: { S: 'counted' },
    confirmedAt: { S: isoTime(hour) },
    country: { S: someCountry(random) },
    source: { S: random.chance(0.2) ? 'newsletter' : 'other' },
  };
}
