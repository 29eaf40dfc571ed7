import { localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { measureOracle } from '../privacy/oracle.ts';
import { startTestDatabase } from '../support/database.ts';
import type { Row } from './row.ts';

/** Milliseconds of measuring. The test has less time, and sees less. */
const WITHIN = Number(process.env.ORACLE_SECONDS ?? 180) * 1_000;

/**
 * What a stranger could learn of an address by the time that an attempt with it takes: the difference to a fresh address,
 * with its 99 % confidence interval for the spread. The last row is one of a millisecond, put there by hand, so that
 * the figures can be trusted.
 */
export async function* benchOracle(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const { rounds, longer } = await measureOracle(client, 'oracle', { within: WITHIN, until: 0.02 });
    for (const past of ['signed', 'withdrawn', 'blocked', 'crowded', 'slower'] as const) {
      const { low, median, high } = longer[past];
      const name =
        past === 'slower' ? `1 ms, put there by hand (${rounds} rounds)` : `${past} address, over a fresh one`;
      yield { name, value: median, unit: 'ms', spread: [low, high], goal: past === 'slower' ? undefined : '≤ ±0.5' };
    }
  } finally {
    await dynamoDb.stop();
  }
}
