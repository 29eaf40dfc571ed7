import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../functions/core/aws/db.ts';
import { addition } from '../../../functions/core/counts/addition.ts';
import { addImage, type Delta } from '../../../functions/core/counts/delta.ts';
import { type ConfirmedSignature, toItem } from '../../../functions/core/signatures/store.ts';
import { createTable, signaturesOf } from './design.ts';

/** The sums of a campaign's one counter item: the total alone, or, like ours, countries, hours and sources, too. */
export type Counted = 'total' | 'all';

/** Makes the tables of a design that counts in one item a campaign. */
export async function createWithCounters(client: DynamoDBClient, prefix: string): Promise<void> {
  await createTable(client, signaturesOf(prefix));
  await createTable(client, countersOf(prefix));
}

export const countersOf = (prefix: string): string => `${prefix}-counters`;

const counterKey = (campaign: string): Item => ({ pk: { S: campaign }, sk: { S: 'counter' } });

/** Adds a signature to its campaign's one counter item. */
export function counterUpdate(table: string, signature: ConfirmedSignature, counted: Counted) {
  const delta: Delta = new Map();
  addImage(delta, toItem(signature), 1);
  const added = [...delta].slice(0, counted === 'all' ? undefined : 1);
  return addition({ table }, counterKey(signature.campaign), added);
}

export async function readCounter(client: DynamoDBClient, table: string, campaign: string): Promise<number> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: counterKey(campaign), ConsistentRead: true }),
  );
  return Number(Item?.n?.N ?? 0);
}
