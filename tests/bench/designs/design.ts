import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../functions/core/aws/db.ts';
import { type ConfirmedSignature, toItem } from '../../../functions/core/signatures/store.ts';

/** A way to count signatures, ours or one built to be compared with it. Each is as good as its idea allows. */
export interface Design {
  readonly name: string;
  /** Makes its tables, whose names begin with a prefix. That of signatures is called `signatures`. */
  create(client: DynamoDBClient, prefix: string): Promise<void>;
  connect(client: DynamoDBClient, prefix: string): Counting;
}

export interface Counting {
  /** Stores a signature that was not there, and counts it. */
  count(signature: ConfirmedSignature): Promise<void>;
  /** How many signatures a campaign has, as this design shows it to visitors. */
  total(campaign: string): Promise<number>;
}

export const signaturesOf = (prefix: string): string => `${prefix}-signatures`;

/** A table keyed by two strings, `pk` and `sk`. With an index, all items that have a `campaign` can be found by it. */
export async function createTable(client: DynamoDBClient, name: string, index?: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', ...(index ? ['campaign'] : [])].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      ...(index && {
        GlobalSecondaryIndexes: [
          {
            IndexName: index,
            KeySchema: [{ AttributeName: 'campaign', KeyType: 'HASH' }],
            // The least that an index can hold: counting needs no more.
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    }),
  );
}

/** The write that stores a new signature, however a design keys it. */
export const newItem = (prefix: string, Item: Item) => ({
  TableName: signaturesOf(prefix),
  Item,
  ConditionExpression: 'attribute_not_exists(pk)',
});

/** A signature in a partition of its own, which is the most even spread: only the counting shall differ. */
export function bySigner(signature: ConfirmedSignature): Item {
  const item = toItem(signature);
  return { ...item, pk: { S: signature.signer }, sk: { S: signature.campaign } };
}
