import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { createDynamoDb, type Db } from '../functions/core/aws/db.ts';
import { physicalTableName, stageNamePattern, type TableName } from '../functions/core/aws/tables.ts';
import { localDynamoDbClient } from '../infra/local/dynamodb.ts';
import { CommandError } from './terminal/errors.ts';

/** Where campaigns are read and written, and how that place is called. */
export interface Target {
  /** The table of campaigns. */
  readonly db: Db;
  /** Any other table there. */
  readonly table: (name: TableName) => Db;
  readonly name: string;
  readonly stage: string | undefined;
}

/** What the one-machine server leaves in its data directory while it runs. */
const running = z.object({ dynamoDbEndpoint: z.url(), tablePrefix: z.string() });

/** The Amparo that runs on this machine. @param directory its DATA_DIR. @throws {CommandError} if it does not run. */
export async function localTarget(directory: string): Promise<Target> {
  const path = join(directory, 'running.json');
  const notRunning = (why: string) =>
    new CommandError([
      `Amparo is not running on this machine (${why}). Start it with \`npm start\`, or set DATA_DIR as you did for it, or name an AWS stage with --stage.`,
    ]);
  let parsed: z.infer<typeof running>;
  try {
    parsed = running.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw notRunning((error as NodeJS.ErrnoException).code === 'ENOENT' ? `no ${path}` : `${path} cannot be read`);
  }
  // A server that was killed leaves its file behind.
  if (!(await answers(parsed.dynamoDbEndpoint))) throw notRunning(`nothing answers where ${path} says`);
  const client = localDynamoDbClient(parsed.dynamoDbEndpoint);
  const table = (name: TableName): Db => ({ client, table: `${parsed.tablePrefix}-${name.toLowerCase()}` });
  return { db: table('Campaigns'), table, name: 'this machine', stage: undefined };
}

/** A stage in AWS, with the region and the credentials of whoever runs the command. @throws {CommandError} */
export function stageTarget(stage: string): Target {
  if (!stageNamePattern.test(stage))
    throw new CommandError([`--stage must be the name of a stage, such as prod, not ${JSON.stringify(stage)}.`]);
  // The region that the stage was deployed to, where the deploy was told it; else that of the caller's profile.
  if (process.env.AMPARO_REGION) process.env.AWS_REGION = process.env.AMPARO_REGION;
  const client = createDynamoDb();
  const table = (name: TableName): Db => ({ client, table: physicalTableName(stage, name) });
  return { db: table('Campaigns'), table, name: `stage ${stage}`, stage };
}

/**
 * Words for the ways in which a table, or another thing, cannot be reached.
 * @returns undefined for an error that is none of them.
 */
export function reachingError(
  error: unknown,
  { db, name }: Target,
  what = `table ${db.table}`,
): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  const unreachable = 'Is the region right (AMPARO_REGION, or the profile of AWS_PROFILE)?';
  switch (error.name) {
    case 'ResourceNotFoundException':
      return new CommandError([`There is no ${what} in ${name}. ${unreachable}`]);
    case 'CredentialsProviderError':
      return new CommandError([`There are no AWS credentials for ${name}. Sign in, or set AWS_PROFILE.`]);
    case 'AccessDeniedException':
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
      return new CommandError([`These AWS credentials may not use the ${what} (${error.name}).`]);
    default:
      if (error.message.startsWith('Region '))
        return new CommandError(['No AWS region is set. Set AMPARO_REGION, or choose a profile with AWS_PROFILE.']);
      // What DynamoDB, the way to it or a disk answers is for the one who runs the command; any other error is a fault of ours.
      if ('$metadata' in error || isOfNetwork(error))
        return new CommandError([`${name} cannot be reached: ${error.message || error.name}`]);
      return 'syscall' in error ? new CommandError([`${error.message}.`]) : undefined;
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
