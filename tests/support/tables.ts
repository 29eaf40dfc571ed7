import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Db } from '../../functions/core/aws/db.ts';
import type { TableName } from '../../functions/core/aws/tables.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';

/** Fresh tables of their own for a test file, in the database that all share. */
export async function freshTables(): Promise<Record<TableName, Db>> {
  const client = localDynamoDbClient(inject('dynamoDbEndpoint'));
  const names = await createTables(client, `test-${randomUUID()}`);
  const db = (name: TableName): Db => ({ client, table: names[name] });
  return {
    Campaigns: db('Campaigns'),
    Signatures: db('Signatures'),
    Counts: db('Counts'),
    Limits: db('Limits'),
    Webhooks: db('Webhooks'),
    Organisers: db('Organisers'),
  };
}
