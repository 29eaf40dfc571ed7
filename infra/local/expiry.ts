import { DeleteItemCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../../functions/core/aws/db.ts';
import { type Table, type TableName, tables } from '../../functions/core/aws/tables.ts';

/**
 * Deletes the expired items. On AWS, DynamoDB does that itself within days. dynoxide never does.
 * @param names of the tables.
 * @param now milliseconds since the epoch.
 * @param mayGoOn is asked before each page of up to 1 MB.
 */
export async function deleteExpired(
  client: DynamoDBClient,
  names: Record<TableName, string>,
  now: number,
  mayGoOn: () => boolean,
): Promise<void> {
  for (const [name, { expiresBy }] of Object.entries<Table>(tables))
    if (expiresBy) await deleteFrom({ client, table: names[name as TableName] }, expiresBy, now, mayGoOn);
}

async function deleteFrom(
  { client, table }: Db,
  attribute: string,
  now: number,
  mayGoOn: () => boolean,
): Promise<void> {
  const names = { '#expires': attribute };
  const values = { ':now': { N: String(Math.floor(now / 1_000)) } };
  let from: Item | undefined;
  do {
    if (!mayGoOn()) return;
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'pk, sk',
        FilterExpression: '#expires < :now',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ExclusiveStartKey: from,
      }),
    );
    for (const Key of page.Items ?? []) {
      // An item that was written again meanwhile stays.
      const command = new DeleteItemCommand({
        TableName: table,
        Key,
        ConditionExpression: '#expires < :now',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      });
      await ifConditionHolds(() => client.send(command));
    }
    from = page.LastEvaluatedKey;
  } while (from);
}
