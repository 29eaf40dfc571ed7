import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { bucketOfRecords, recordsBucketName } from '../functions/core/audit/bucket.ts';
import { type AuditLog, auditLog } from '../functions/core/audit/log.ts';
import type { RecordStore } from '../functions/core/audit/records.ts';
import { createDynamoDb, type Db } from '../functions/core/aws/db.ts';
import { physicalTableName, stageNamePattern, type TableName } from '../functions/core/aws/tables.ts';
import type { CampaignHead } from '../functions/core/campaigns/campaign.ts';
import { getCampaignHead } from '../functions/core/campaigns/head-store.ts';
import { bucketOfPictures, publicBucketName } from '../functions/core/pictures/bucket.ts';
import type { PictureStore } from '../functions/core/pictures/store.ts';
import { type LocalWebhooks, readRunning, runningFile } from '../infra/local/data-dir.ts';
import { localDynamoDbClient } from '../infra/local/dynamodb.ts';
import { folderOfPictures } from '../infra/pictures/folder.ts';
import { folderOfRecords } from '../infra/records/folder.ts';
import { CommandError } from './terminal/errors.ts';
import type { Terminal } from './terminal/terminal.ts';

/** The Amparo that a command works on: the one on this machine, or a stage in AWS. */
export interface Target {
  /** The table of campaigns. */
  readonly db: Db;
  /** Any other table there. */
  readonly table: (name: TableName) => Db;
  readonly pictures: PictureStore;
  /** Where the audit trail is kept. */
  readonly records: RecordStore;
  readonly audit: AuditLog;
  /** What commands call it. */
  readonly name: string;
  readonly stage: string | undefined;
  /** Where webhooks wait, if it is this machine. */
  readonly webhooks?: LocalWebhooks | undefined;
  /** Its public address, if it is this machine. */
  readonly publicUrl?: string | undefined;
  /** The languages of its pages, if it is this machine. */
  readonly languages?: readonly string[] | undefined;
}

/**
 * Works on this machine's Amparo, or on a stage's.
 * @param what names the thing that may be missing there, for `reachingError`.
 * @throws {CommandError} also if the place cannot be reached.
 */
export async function onTarget(
  { stage }: { readonly stage?: string | undefined },
  terminal: Terminal,
  work: (target: Target) => Promise<void>,
  what?: (target: Target) => string | undefined,
): Promise<void> {
  const target = stage === undefined ? await localTarget(terminal.dataDir) : stageTarget(stage);
  try {
    await work(target);
  } catch (error) {
    throw error instanceof CommandError ? error : (reachingError(error, target, what?.(target)) ?? error);
  } finally {
    target.db.client.destroy();
    target.pictures.close?.();
    target.records.close?.();
  }
}

/** @throws {CommandError} if there is no such campaign. */
export async function findCampaign(slug: string, target: Target): Promise<CampaignHead> {
  const campaign = await getCampaignHead(target.db, slug);
  if (!campaign) throw noCampaign(slug, target);
  return campaign;
}

export const noCampaign = (slug: string, { name, stage }: Target): CommandError =>
  new CommandError(`There is no campaign ${slug} on ${name}. \`npm run campaign -- list${onStage(stage)}\` shows all.`);

/** Ends a command that a message advises, so that it works on the same Amparo. */
export const onStage = (stage: string | undefined): string => (stage === undefined ? '' : ` --stage ${stage}`);

/** The Amparo that runs on this machine. @param directory its DATA_DIR. @throws {CommandError} if it does not run. */
export async function localTarget(directory: string): Promise<Target> {
  const path = runningFile(directory);
  const notRunning = (why: string) =>
    new CommandError(
      `Amparo is not running on this machine (${why}). Start it with \`npm start\`. If it has another DATA_DIR, set the same one here. Or name an AWS stage with --stage.`,
    );
  let running: ReturnType<typeof readRunning>;
  try {
    running = readRunning(directory);
  } catch (error) {
    throw notRunning((error as NodeJS.ErrnoException).code === 'ENOENT' ? `no ${path}` : `${path} cannot be read`);
  }
  // A server that was killed leaves its note behind.
  if (!(await answers(running.dynamoDbEndpoint))) throw notRunning(`nothing answers at the address in ${path}`);
  const client = localDynamoDbClient(running.dynamoDbEndpoint);
  const table = (name: TableName): Db => ({ client, table: `${running.tablePrefix}-${name.toLowerCase()}` });
  const { publicUrl, languages, webhooks } = running;
  const records = folderOfRecords(directory);
  return {
    ...{ db: table('Campaigns'), table, pictures: folderOfPictures(directory), records, audit: auditLog(records) },
    ...{ name: 'this machine', stage: undefined, publicUrl, languages, webhooks },
  };
}

/** A stage in AWS, with the region and the credentials of the person who runs the command. @throws {CommandError} */
export function stageTarget(stage: string): Target {
  if (!stageNamePattern.test(stage))
    throw new CommandError(`--stage must be the name of a stage, such as prod, not ${JSON.stringify(stage)}.`);
  // The region of the deploy, if it is set. Otherwise the region of the person's profile.
  if (process.env.AMPARO_REGION) process.env.AWS_REGION = process.env.AMPARO_REGION;
  const client = createDynamoDb();
  const table = (name: TableName): Db => ({ client, table: physicalTableName(stage, name) });
  const db = table('Campaigns');
  let place: ReturnType<typeof placeOf> | undefined;
  const bucket = async (nameIn: typeof publicBucketName) => {
    place ??= placeOf(db);
    return nameIn({ stage, ...(await place) });
  };
  const pictures = bucketOfPictures(() => bucket(publicBucketName));
  const records = bucketOfRecords(() => bucket(recordsBucketName));
  return { db, table, pictures, records, audit: auditLog(records), name: `stage ${stage}`, stage };
}

/** The account and the region of a table. No unit: it asks about the table, not for an item. */
export async function placeOf({ client, table }: Db): Promise<{ account: string; region: string }> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const [, , , region = '', account = ''] = Table?.TableArn?.split(':') ?? [];
  return { account, region };
}

/**
 * Explains why a table, or another thing, cannot be reached.
 * @returns undefined for any other error: that is a fault of this program.
 */
export function reachingError(
  error: unknown,
  { db, name }: Target,
  what = `table ${db.table}`,
): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  switch (error.name) {
    case 'NoSuchBucket':
      return new CommandError(
        `There is no bucket for pictures, or none for records, in ${name}. Deploy the stage first.`,
      );
    case 'AccessDenied':
      return new CommandError('These AWS credentials may not use the buckets for pictures and records (AccessDenied).');
    case 'ResourceNotFoundException':
      return new CommandError(
        `There is no ${what} in ${name}. Is the region right (AMPARO_REGION, or the profile of AWS_PROFILE)?`,
      );
    case 'CredentialsProviderError':
      return new CommandError(`There are no AWS credentials for ${name}. Sign in, or set AWS_PROFILE.`);
    case 'AccessDeniedException':
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
      return new CommandError(`These AWS credentials may not use the ${what} (${error.name}).`);
    default:
      if (error.message.startsWith('Region '))
        return new CommandError('No AWS region is set. Set AMPARO_REGION, or choose a profile with AWS_PROFILE.');
      if ('$metadata' in error || isOfNetwork(error))
        return new CommandError(`${name} cannot be reached: ${error.message || error.name}`);
      return 'syscall' in error ? new CommandError(`${error.message}.`) : undefined;
  }
}

const networkCodes =
  /^(ECONN|ENOTFOUND$|EAI_|ETIMEDOUT$|EHOST|ENET|EPIPE$|EPROTO$|ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_|[A-Z_]*SELF_SIGNED)/;
const isOfNetwork = (error: Error): boolean => 'code' in error && networkCodes.test(String(error.code));

async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
}
