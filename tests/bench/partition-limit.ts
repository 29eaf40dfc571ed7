import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, ThrottlingException } from '@aws-sdk/client-dynamodb';
import type { SimulatedTime } from './simulated-time.ts';

type Fields = Record<string, AttributeValue | undefined>;
interface Write {
  readonly TableName: string;
  readonly Item?: Fields;
  readonly Key?: Fields;
}

/**
 * What AWS documents of a partition, and of a table on demand that is new: four partitions, so that it takes 4,000.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
 */
export const UNITS_PER_SECOND = 1_000;
export const PARTITIONS = 4;
/** Units that a partition saves up while it is idle: enough for what comes at the same moment, and no burst. */
const SAVED_UP = 20;

/** Milliseconds that a call takes on the simulated clock. */
const LATENCY = 5;

/** The partition that a key lies in: each has as large a part of all hashes. */
export const partitionOf = (key: string, partitions: number): number =>
  Math.floor((createHash('md5').update(key).digest().readUInt32BE() / 2 ** 32) * partitions);

/** Whether the partitions of these keys have units left; if they have, takes some of each. */
export type Take = (spent: readonly { table: string; key: string; units: number }[]) => boolean;

/** Token buckets, one for each partition of each table. @param time the clock by which they fill. */
export function createPartitions(time: SimulatedTime): Take {
  const buckets = new Map<string, { units: number; at: number }>();
  const bucketOf = (table: string, key: string) => {
    const name = `${table} ${partitionOf(key, PARTITIONS)}`;
    const bucket = buckets.get(name) ?? { units: SAVED_UP, at: time.now() };
    buckets.set(name, bucket);
    const filled = bucket.units + ((time.now() - bucket.at) / 1_000) * UNITS_PER_SECOND;
    return Object.assign(bucket, { units: Math.min(SAVED_UP, filled), at: time.now() });
  };
  return (spent) => {
    const taken = spent.map(({ table, key, units }) => ({ bucket: bucketOf(table, key), units }));
    if (taken.some(({ bucket, units }) => bucket.units < units)) return false;
    for (const { bucket, units } of taken) bucket.units -= units;
    return true;
  };
}

/**
 * Puts the partitions in front of a client's tables: what they have no units for is answered as DynamoDB does, and tried
 * again as often as the client is set to, after pauses as the SDK makes them, on the simulated clock. Items are under 1 KB.
 */
export function limitByPartitions(client: DynamoDBClient, take: Take, time: SimulatedTime): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { body } = args.request as { body: Uint8Array };
      if (take(unitsOf(JSON.parse(new TextDecoder().decode(body))))) {
        await time.sleep(LATENCY);
        return next(args);
      }
      throw new ThrottlingException({ message: 'Throughput exceeds that of a partition', $metadata: {} });
    },
    { step: 'finalizeRequest', priority: 'low', name: 'partitions' },
  );
  client.config.retryStrategy = async () => ({
    acquireInitialRetryToken: async () => retryToken(0),
    async refreshRetryTokenForRetry(token, { errorType }) {
      const retries = token.getRetryCount();
      const isLast = retries + 1 >= (await client.config.maxAttempts());
      if (errorType !== 'THROTTLING' || isLast) throw new Error('It is not tried again');
      // The SDK's standard strategy: up to a second after the first time, up to twice as long after the next.
      await time.sleep(Math.random() * 1_000 * 2 ** retries);
      return retryToken(retries + 1);
    },
    recordSuccess: () => undefined,
  });
}

const retryToken = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0, getRetryCost: () => 0 });

/** One unit for a write, two in a transaction; and one of the index by campaign for an item that is in it. */
function unitsOf(request: Write & { TransactItems?: { Put?: Write; Update?: Write }[] }) {
  const writes = request.TransactItems?.map(({ Put, Update }) => Put ?? Update) ?? [request];
  return writes.flatMap((write) => {
    const { TableName: table = '', Item, Key } = write ?? {};
    const units = request.TransactItems ? 2 : 1;
    const campaign = Item?.campaign?.S;
    return [
      { table, key: (Item ?? Key)?.pk?.S ?? '', units },
      ...(campaign === undefined ? [] : [{ table: `${table} by campaign`, key: campaign, units: 1 }]),
    ];
  });
}
