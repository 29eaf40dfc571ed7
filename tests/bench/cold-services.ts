import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import type { Database } from '../../infra/local/engines/start.ts';
import { image } from '../support/signed.ts';

/** The stream of Signatures, with one of its shards and records in it. */
export interface ColdStream {
  readonly arn: string;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

/** Signatures in the stream: each call of tally counts another one. */
const SIGNATURES = 40;

/** The environment of a function on this machine, with one campaign in its tables. */
export async function coldEnvironment(
  { endpoint }: Database,
  aws: string,
  campaign: Campaign,
): Promise<{ readonly env: NodeJS.ProcessEnv; readonly stream: ColdStream }> {
  const client = localDynamoDbClient(endpoint);
  const tables = await createTables(client, 'cold');
  await putCampaign({ client, table: tables.Campaigns }, campaign);
  for (let i = 0; i < SIGNATURES; i++)
    await client.send(new PutItemCommand({ TableName: tables.Signatures, Item: image(campaign.slug, i) }));
  const stream = await streamOf(endpoint, tables.Signatures);
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws,
    AWS_ENDPOINT_URL_SQS: aws,
    AWS_ENDPOINT_URL_SESV2: aws,
    CAMPAIGNS_TABLE: tables.Campaigns,
    SIGNATURES_TABLE: tables.Signatures,
    COUNTS_TABLE: tables.Counts,
    LIMITS_TABLE: tables.Limits,
    MAIL_QUEUE_URL: `${aws}/1/mail`,
    MAIL_FROM: 'bench@example.org',
    MAIL_RATE: '14',
    MAIL_PLACES: '1',
    LANGUAGES: 'en',
    PUBLIC_URL: 'https://petition.example.org',
    PEPPER_SECRET: 'pepper',
    TOKEN_SECRET: 'token-keys',
    MAIL_SECRET: 'mail-keys',
    CAMPAIGN_PUBLIC_KEYS: 'any',
    SIGNATURES_STREAM: stream.arn,
    WEBHOOKS_TABLE: tables.Webhooks,
    WEBHOOKS_SECRET: 'webhooks',
    WEBHOOKS_QUEUE_URL: `${aws}/1/webhooks`,
    ORGANISERS_TABLE: tables.Organisers,
    ORGANISERS_SECRET: 'organisers',
    ORGANISERS_ISSUER: 'https://issuer.example.org',
    ORGANISERS_CLIENT_ID: 'amparo',
    RECORDS_BUCKET: 'records',
    PUBLIC_BUCKET: 'public',
    PICTURES_FUNCTION: 'pictures',
  };
  return { env, stream };
}

async function streamOf(endpoint: string, table: string): Promise<ColdStream> {
  const { Table } = await localDynamoDbClient(endpoint).send(new DescribeTableCommand({ TableName: table }));
  const arn = Table?.LatestStreamArn ?? '';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const streams = new DynamoDBStreamsClient({ endpoint, region: 'local', credentials });
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: arn }));
  const [{ ShardId: shardId = '' } = {}] = StreamDescription?.Shards ?? [];
  const from = { StreamArn: arn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  if (Records.length < SIGNATURES) throw new Error(`The stream of ${table} has ${Records.length} records`);
  return { arn, shardId, records: Records.flatMap(({ dynamodb }) => dynamodb ?? []) };
}
