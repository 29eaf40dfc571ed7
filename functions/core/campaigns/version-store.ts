import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { DeleteItemCommand, PutItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages } from '../aws/db.ts';
import { transact } from '../aws/transact.ts';
import type { Marks } from './state-changes.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * The history of a campaign, in a partition of its own of the Campaigns table. Each revision has a record: who wrote it, when and how.
 * The record is written in the transaction of the campaign. The words of the file come before, in items that are named by their hash: a
 * text that is there already is the same. So a crash leaves words that no record names, and never a record without words.
 */
export const versionsOf = (slug: string) => `versions#${slug}`;
/** A pattern of the partitions of all histories, for roles. */
export const VERSIONS = versionsOf('*');
/** A number of ten digits sorts as it counts. */
const recordKey = (revision: number) => `r#${String(revision).padStart(10, '0')}`;
/** The keys of all records are between these. */
export const RECORDS = { after: 'r#', before: 'r#:' };
const textKey = (hash: string, piece: number) => `t#${hash}#${String(piece).padStart(2, '0')}`;
/** An item of DynamoDB has 400 KB at most. */
const PIECE = 380_000;

/** Who wrote a revision, when and how. */
export interface VersionMaker {
  /** ISO 8601. Undefined for a revision from before there was a history. */
  readonly at?: string | undefined;
  /** `org_…`, `operator` or `schedule`. Undefined as `at`. */
  readonly by?: string | undefined;
  readonly client?: 'console' | 'api' | 'command' | 'schedule' | undefined;
  /** As the audit trail calls it: `campaign.put`. Undefined as `at`. */
  readonly act?: string | undefined;
  /** The names of the fields that it changed. Undefined: it is the first one, or older than this list. */
  readonly changed?: readonly string[] | undefined;
  /** The revision that it brought back, if it did. */
  readonly broughtBack?: number | undefined;
}

/** A revision of a campaign, without its file. */
export interface Version extends VersionMaker, Marks {
  readonly revision: number;
  /** When cases were erased that its file had (ISO 8601). Left out: never. */
  readonly erased?: readonly string[] | undefined;
}

/** A version as it is stored, with where its words are. */
export interface VersionRecord extends Version {
  /** Names what was sent to make the campaign (docs/decisions/062). Only a first version has it. */
  readonly madeBy?: string | undefined;
  readonly text: string;
  readonly pieces: number;
}

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** The words of a file as they are stored: their hash, and an item for each piece. */
export async function textOf(
  { table }: Db,
  slug: string,
  file: object,
): Promise<{ readonly text: string; readonly pieces: number; readonly puts: readonly TransactWriteItem[] }> {
  const bytes = await zip(JSON.stringify(file));
  const text = createHash('sha256').update(bytes).digest('base64url');
  const pieces = Math.ceil(bytes.length / PIECE);
  const puts = Array.from({ length: pieces }, (_, i) => {
    const item = { pk: versionsOf(slug), sk: textKey(text, i), bytes: bytes.subarray(i * PIECE, (i + 1) * PIECE) };
    return { Put: { TableName: table, Item: marshall(item) } };
  });
  return { text, pieces, puts };
}

/**
 * Stores the words of a file: 2 write units per KB of what gzip leaves, about 6 for a usual campaign, and 2 for each condition. The same
 * words twice are one text.
 * @param conditions what must hold. Words of a case would stay in the history if they came after it was erased.
 * @returns the item that makes it a version. It is written with the campaign.
 * @throws {ChangedMeanwhile} if they do not hold.
 */
export async function putVersionText(
  db: Db,
  slug: string,
  version: Omit<VersionRecord, 'text' | 'pieces'>,
  file: object,
  conditions: readonly TransactWriteItem[] = [],
): Promise<Record<string, unknown>> {
  const { text, pieces, puts } = await textOf(db, slug, file);
  if (!(await transact(db, [...puts, ...conditions]))) throw new ChangedMeanwhile();
  return { ...version, text, pieces, pk: versionsOf(slug), sk: recordKey(version.revision) };
}

/** Stores a record that no transaction has written. 1 write unit. What is stored under its revision says the same. */
export async function putVersionRecord({ client, table }: Db, record: Record<string, unknown>): Promise<void> {
  const Item = marshall(record, { removeUndefinedValues: true });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}

/**
 * Some versions, the newest first. 0.5 read units per 4 KB: about 25.
 * @param page.before the revision before which the page begins.
 * @returns the revision after which the next page goes on, if there is one.
 */
export async function queryVersions(
  { client, table }: Db,
  slug: string,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<{ versions: Version[]; next: number | undefined }> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: marshall({
        ':pk': versionsOf(slug),
        ':first': RECORDS.after,
        ':last': before === undefined ? RECORDS.before : recordKey(before - 1),
      }),
      ScanIndexForward: false,
      // One more says whether there is another page: the table only says that it has not looked further.
      Limit: limit + 1,
    }),
  );
  const versions = Items.slice(0, limit).map((item) => shown(unmarshall(item) as VersionRecord));
  return { versions, next: Items.length > limit ? versions.at(-1)?.revision : undefined };
}

function shown({ revision, at, by, client, act, changed, erased, ...record }: VersionRecord): Version {
  const { broughtBack, pausedAt, archivedAt } = record;
  return {
    ...{ revision, ...(at !== undefined && { at, by, client, act }) },
    ...(broughtBack !== undefined && { broughtBack }),
    ...(changed && { changed }),
    ...(pausedAt !== undefined && { pausedAt }),
    ...(archivedAt !== undefined && { archivedAt }),
    ...(erased && { erased }),
  };
}

/** Whether a revision has a record. 0.5 read units. */
export const hasVersion = async (db: Db, slug: string, revision: number): Promise<boolean> =>
  (await queryRecord(db, slug, revision)) !== undefined;

/** By what a campaign was made: `madeBy` of its first version. 1 read unit. */
export const queryMadeBy = async (db: Db, slug: string): Promise<string | undefined> =>
  (await queryRecord(db, slug, 1))?.madeBy;

async function queryRecord({ client, table }: Db, slug: string, revision: number): Promise<VersionRecord | undefined> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: marshall({ ':pk': versionsOf(slug), ':sk': recordKey(revision) }),
      ConsistentRead: true,
    }),
  );
  return Items[0] && (unmarshall(Items[0]) as VersionRecord);
}

/** Where the words of a text are without a case that was erased (ISO 8601). Its own words are gone. */
export interface Moved {
  readonly to: string;
  readonly pieces: number;
  readonly at: string;
}

export const movedIn = ({ to, pieces, at }: Item): Moved | undefined =>
  to?.S === undefined ? undefined : { to: to.S, pieces: Number(pieces?.N), at: at?.S ?? '' };

/**
 * A version with its file, as it was stored under the rules of then. About 2 read units, and 1 for each time that a case was erased from it.
 * @returns undefined if there is none, or its words are lost.
 */
export async function queryVersion(
  db: Db,
  slug: string,
  revision: number,
): Promise<{ version: Version; file: Record<string, unknown> } | undefined> {
  const record = await queryRecord(db, slug, revision);
  const found = record && (await queryText(db, slug, record));
  return found && found.length > 0 ? { version: shown(record), file: await fileIn(found) } : undefined;
}

async function queryText(
  db: Db,
  slug: string,
  { text, pieces }: Pick<VersionRecord, 'text' | 'pieces'>,
): Promise<Uint8Array[]> {
  const found: Item[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: marshall({
      ':pk': versionsOf(slug),
      ':first': textKey(text, 0),
      ':last': textKey(text, pieces - 1),
    }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query)) found.push(...Items);
  const moved = movedIn(found[0] ?? {});
  return moved
    ? queryText(db, slug, { text: moved.to, pieces: moved.pieces })
    : found.map(({ bytes }) => bytes?.B ?? new Uint8Array());
}

/** The file that the pieces of a text make. */
export async function fileIn(pieces: readonly Uint8Array[]): Promise<Record<string, unknown>> {
  return JSON.parse((await unzip(Buffer.concat(pieces))).toString());
}

/** Removes the history of a campaign. 0.5 read units per 4 KB of it, and 1 write unit per KB. */
export async function deleteVersions(db: Db, slug: string): Promise<void> {
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: marshall({ ':pk': versionsOf(slug) }),
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const Key of Items) await db.client.send(new DeleteItemCommand({ TableName: db.table, Key }));
}
