import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import type { Database } from '../../infra/local/engines/start.ts';

/** The one keyring of all purposes. */
export const RING = JSON.stringify({ k1: 'k'.repeat(64) });

/** Answers Secrets Manager, SQS and SES on this machine, at once. */
export async function serveAws(): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { MessageBody } = JSON.parse(body || '{}');
      const md5 = MessageBody && createHash('md5').update(MessageBody).digest('hex');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          SecretString: RING,
          MessageId: '1',
          MD5OfMessageBody: md5,
          Attributes: {},
          SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 },
        }),
      );
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server of AWS has no port');
  return { server, endpoint: `http://127.0.0.1:${address.port}` };
}

/** What a function finds in its environment on this machine, with one campaign in its tables. */
export async function coldEnvironment(
  { endpoint }: Database,
  aws: string,
  campaign: Campaign,
): Promise<NodeJS.ProcessEnv> {
  const client = localDynamoDbClient(endpoint);
  const tables = await createTables(client, 'cold');
  await putCampaign({ client, table: tables.Campaigns }, campaign);
  return {
    PATH: process.env.PATH,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
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
    PUBLIC_URL: 'https://petition.example.org',
    PEPPER_SECRET: 'pepper',
    TOKEN_SECRET: 'token-keys',
    MAIL_SECRET: 'mail-keys',
    CAMPAIGN_PUBLIC_KEYS: 'any',
    SINGLE_LANE: 'one',
  };
}
