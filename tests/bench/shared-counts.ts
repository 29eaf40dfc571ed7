import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { HOUR, SECOND } from '../../functions/core/running/clock.ts';
import { createMemoryTable } from '../model/memory-table.ts';
import { type Random, seededRandom } from '../model/random.ts';
import { sizeOf } from '../model/units.ts';
import { clientOf } from '../support/client.ts';

/** Of 100 signatures a second that come to eight running functions, the ones that come to one of these. */
const PER_SECOND = 100 / 8;
const NETWORKS = 10_000;
const KEY = new Uint8Array(32);

/**
 * What counts by network and campaign use in a busy hour of one running function, which counts in its own memory: others
 * use as much for the signatures that come to them. Most signers share a network with others: the first network has twice
 * as many as the second, three times as many as the third, and so on (Zipf's law).
 * @returns write units for each signature.
 */
export async function measureSharedCounts(): Promise<number> {
  const { client, items } = createMemoryTable();
  let units = 0;
  const metered = clientOf(async (command) => {
    const answer = await client.send(command as UpdateItemCommand);
    if (command instanceof UpdateItemCommand) {
      const { pk, sk } = command.input.Key ?? {};
      units += Math.ceil(sizeOf(items.get(`${pk?.S}\n${sk?.S}`) ?? {}) / 1_024);
    }
    return answer;
  });
  let now = Math.ceil(Date.now() / HOUR) * HOUR;
  const { networks, loads } = createLimits({ client: metered, table: 'limits' }, () => now);
  const someNetwork = zipf(seededRandom(1));
  const signers = (HOUR / SECOND) * PER_SECOND;
  for (let i = 0; i < signers; i++) {
    const network = someNetwork();
    for (const sent of ['challenge', 'with-proof'] as const) {
      await networks.count(KEY, network, sent);
      await loads.count('bench', sent);
    }
    now += SECOND / PER_SECOND;
  }
  if (!(units > 0)) throw new Error('A busy hour wrote no counts');
  return units / signers;
}

function zipf(random: Random): () => string {
  const upTo: number[] = [];
  let sum = 0;
  for (let i = 1; i <= NETWORKS; i++) {
    sum += 1 / i;
    upTo.push(sum);
  }
  return () => {
    const drawn = (random.below(1_000_000) / 1_000_000) * sum;
    let [from, to] = [0, NETWORKS - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((upTo[middle] ?? 0) < drawn) from = middle + 1;
      else to = middle;
    }
    return `network-${from}`;
  };
}
