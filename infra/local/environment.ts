import type * as z from 'zod/mini';
import type { TableName } from '../../functions/core/aws/tables.ts';
import { type Environment, readSettings } from '../../functions/core/running/settings.ts';
import { type FunctionName, functionNames, functions, type SettingsOf } from '../functions.ts';
import type { LocalSettings } from './settings.ts';

/** The addresses of this machine's replacements for AWS. */
export interface Endpoints {
  readonly dynamoDb: string;
  readonly sqs: string;
  readonly ses: string;
}

/**
 * Points every AWS client of this process at this machine, through the variables that the SDK reads. Call it before the
 * first client is made. No profile or session of the person who runs it may reach AWS.
 */
export function pointSdkHere({ dynamoDb, sqs, ses }: Endpoints): void {
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']) {
    delete process.env[name];
  }
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamoDb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_SESV2: ses,
  });
}

/** The settings of each function of the table, parsed. */
export type FunctionSettings = { readonly [Name in FunctionName]: z.infer<SettingsOf[Name]> };

/** An environment with the settings of every function of the table. */
type WholeEnvironment = AllOf<
  Exclude<{ [Name in FunctionName]: Environment<SettingsOf[Name]> }[FunctionName], Record<string, never>>
>;
type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The settings of each function, by the same contract as on AWS. Here, one environment is enough for all of them. */
export function functionSettings(
  { publicUrl, languages, limits, mailRate }: Pick<LocalSettings, 'publicUrl' | 'languages' | 'limits' | 'mailRate'>,
  parts: {
    tables: Record<TableName, string>;
    streamArn: string;
    queueUrl: string;
    webhooksUrl: string;
    recipient: string;
    signIn: { readonly issuer: string; readonly clientId: string };
  },
): FunctionSettings {
  const environment = {
    CAMPAIGNS_TABLE: parts.tables.Campaigns,
    SIGNATURES_TABLE: parts.tables.Signatures,
    COUNTS_TABLE: parts.tables.Counts,
    LIMITS_TABLE: parts.tables.Limits,
    WEBHOOKS_TABLE: parts.tables.Webhooks,
    ORGANISERS_TABLE: parts.tables.Organisers,
    WEBHOOKS_QUEUE_URL: parts.webhooksUrl,
    SIGNATURES_STREAM: parts.streamArn,
    MAIL_QUEUE_URL: parts.queueUrl,
    PUBLIC_URL: publicUrl,
    LANGUAGES: languages.join(','),
    MAIL_RATE: String(mailRate),
    MAIL_PLACES: '1',
    MAIL_FROM: 'Amparo <petitions@amparo.example>',
    // Here, secrets are in a file (`secrets.ts`), and functions get them directly.
    PEPPER_SECRET: 'pepper',
    TOKEN_SECRET: 'token',
    MAIL_SECRET: 'mail',
    WEBHOOKS_SECRET: 'webhooks',
    ORGANISERS_SECRET: 'organisers',
    ORGANISERS_ISSUER: parts.signIn.issuer,
    ORGANISERS_CLIENT_ID: parts.signIn.clientId,
    PUBLIC_KEYS: parts.recipient,
    // A person who writes campaigns here can read everything anyway.
    CAMPAIGN_PUBLIC_KEYS: 'any',
    // The trail of this machine is in a folder, and the console gets it directly.
    RECORDS_BUCKET: 'records',
    // So are the pictures, and what makes them runs here.
    PUBLIC_BUCKET: 'pictures',
    PICTURES_FUNCTION: 'pictures',
    LIMITS: limits,
  } satisfies WholeEnvironment;
  const settings = functionNames.map((name) => [name, readSettings(functions[name].settings, environment)]);
  return Object.fromEntries(settings) as FunctionSettings;
}
