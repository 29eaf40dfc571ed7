import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type Table, type TableName, tables } from '../../functions/core/aws/tables.ts';

/** How long a database may take for one answer, in milliseconds. */
const ANSWERS_WITHIN = 5_000;

/** Settings for clients of a local database, for code that does not get them from the environment. */
export const localClientSettings = (endpoint: string) => ({
  endpoint,
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

export const localDynamoDbClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient(localClientSettings(endpoint));

/** Whether a database answers at an address. */
export async function answersAt(endpoint: string): Promise<boolean> {
  const client = new DynamoDBClient({ ...localClientSettings(endpoint), maxAttempts: 1 });
  try {
    await client.send(new ListTablesCommand({}), { abortSignal: AbortSignal.timeout(ANSWERS_WITHIN) });
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

/** Creates the tables that do not exist yet, as `core/aws/tables` describes them. @returns the names of all. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<Record<TableName, string>> {
  const named = Object.keys(tables).map((name) => [name as TableName, `${prefix}-${name.toLowerCase()}`] as const);
  for (const [name, table] of named) await createTable(client, table, tables[name]);
  return Object.fromEntries(named) as Record<TableName, string>;
}

/** The stream of a table, by its ARN. */
export async function streamOf(client: DynamoDBClient, table: string): Promise<string> {
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: table }));
  if (!described?.LatestStreamArn) throw new Error(`The table ${table} has no stream`);
  return described.LatestStreamArn;
}

async function createTable(client: DynamoDBClient, name: string, { stream, expiresBy }: Table): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  if (expiresBy) await letExpire(client, name, expiresBy);
}

async function letExpire(client: DynamoDBClient, table: string, attribute: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
  if (now?.TimeToLiveStatus !== 'DISABLED') return;
  const TimeToLiveSpecification = { AttributeName: attribute, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
}
