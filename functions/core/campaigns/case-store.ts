import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import type { SharedCase } from './case.ts';
import { CASES, caseRow } from './case-index.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * A case as a thing of its own, in the Campaigns table: its newest version, and those before it, in the partition of the case.
 * Campaigns that speak for it have copies (docs/decisions/055).
 */
const partitionOf = (id: string) => `case#${id}`;
/** A pattern of the partitions of all cases, for roles. */
export const CASE_VERSIONS = partitionOf('*');
const RECORD = 'record';
const versionKey = (revision: number) => `version#${String(revision).padStart(9, '0')}`;
const store = (item: Record<string, unknown>): Item => marshall(item, { removeUndefinedValues: true });

/** A case, and who wrote it so. */
export interface CaseRecord {
  readonly id: string;
  /** How often it has been written. */
  readonly revision: number;
  /** The language of its words (BCP 47). */
  readonly language: string;
  readonly fields: SharedCase;
  /** When it was written (ISO 8601). Undefined: before it was a thing of its own. */
  readonly at?: string | undefined;
  /** Who wrote it: the id of an organiser, or `operator`. */
  readonly by?: string | undefined;
  /** Names what was sent to make it, if it could be sent twice (docs/decisions/062). */
  readonly madeBy?: string | undefined;
}

/** A case as it was written last. 1 or 2 read units. @returns undefined if it has never been written as a thing of its own. */
export async function getCaseRecord({ client, table }: Db, id: string): Promise<CaseRecord | undefined> {
  const Key = store({ pk: partitionOf(id), sk: RECORD });
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && toRecord(id, Item);
}

/**
 * Writes a case, and keeps the version before. About 16 write units.
 * @param before that version. Undefined: the case is new.
 * @throws {ChangedMeanwhile} if another version is stored. Nothing is written then.
 */
export async function putCaseRecord(db: Db, record: CaseRecord, before: CaseRecord | undefined): Promise<void> {
  const { id, revision, fields } = record;
  const pk = partitionOf(id);
  const put = (Item: Item) => ({ Put: { TableName: db.table, Item } });
  const TransactItems: TransactWriteItem[] = [
    {
      Put: {
        ...put(store({ ...record, pk, sk: RECORD })).Put,
        // A case that campaigns had before it was a thing of its own counts as its first version.
        ...(before === undefined || before.at === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :seen',
              ExpressionAttributeValues: { ':seen': { N: String(before.revision) } },
            }),
      },
    },
    put(store(caseRow({ ...fields, id }, revision))),
    ...(before ? [put(store({ ...before, pk, sk: versionKey(before.revision) }))] : []),
  ];
  const isWritten = await ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
  if (!isWritten) throw new ChangedMeanwhile();
}

const versionsOf = (id: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :version)',
  ExpressionAttributeValues: store({ ':pk': partitionOf(id), ':version': 'version#' }),
  ScanIndexForward: false,
});

/**
 * Some versions before the newest one, the newest first: as many as 1 MB holds, which is more than any page shows. 0.5 read units per
 * 4 KB, for about three versions.
 */
export async function queryCaseVersions({ client, table }: Db, id: string, limit: number): Promise<CaseRecord[]> {
  const { Items = [] } = await client.send(new QueryCommand({ TableName: table, ...versionsOf(id), Limit: limit }));
  return Items.map((item) => toRecord(id, item));
}

/** All versions before the newest one, the newest first. Price as `queryCaseVersions`. */
export async function* queryAllCaseVersions(db: Db, id: string): AsyncGenerator<CaseRecord> {
  for await (const { Items = [] } of queryPages(db, versionsOf(id))) for (const item of Items) yield toRecord(id, item);
}

/** Campaigns that spoke for a case. Their histories have it still. */
const SPOKE = 'spoke#';

/**
 * Notes that a campaign no longer speaks for some cases. 1 write unit each.
 * @param aliases the ids made from its names that a case had there while it had none.
 */
export async function noteFormerSpeaker(
  { client, table }: Db,
  slug: string,
  ids: readonly string[],
  aliases?: readonly string[],
): Promise<void> {
  for (const id of ids)
    await client.send(
      new PutItemCommand({ TableName: table, Item: store({ pk: partitionOf(id), sk: `${SPOKE}${slug}`, aliases }) }),
    );
}

/**
 * The campaigns that spoke for a case and no longer do, or did once more since: their slugs, with the aliases that the case had there.
 * 1 read unit.
 */
export async function queryFormerSpeakers(db: Db, id: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :spoke)',
    ExpressionAttributeValues: store({ ':pk': partitionOf(id), ':spoke': SPOKE }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const item of Items) {
      const { sk, aliases = [] } = unmarshall(item);
      found.set(String(sk).slice(SPOKE.length), aliases);
    }
  return found;
}

/**
 * Erases a case with all its versions. 1 read unit per 4 KB, and as many write units as it has KB.
 * @param as.revision of the case as it was read. Undefined: it has never been written as a thing of its own.
 * @param as.isBegun whether histories have it still, from before it was made: then the notes of that stay.
 * @throws {ChangedMeanwhile} if another one is stored. The case stays then, perhaps without versions of before.
 */
export async function eraseCase(
  db: Db,
  id: string,
  { revision, isBegun }: { readonly revision: number | undefined; readonly isBegun: boolean },
): Promise<void> {
  const TableName = db.table;
  const record = store({ pk: partitionOf(id), sk: RECORD });
  const items = await queryPartition(db, partitionOf(id), { consistent: true });
  // The case and its row go last: as long as they are there, lists show that there is something to erase, and the case can be.
  const isLeft = (sk = '') => sk === RECORD || (isBegun && sk.startsWith(SPOKE));
  for (const { pk, sk } of items)
    if (!isLeft(sk?.S)) await db.client.send(new DeleteItemCommand({ TableName, Key: { pk, sk } as Item }));
  const isAsRead =
    revision === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :seen',
          ExpressionAttributeValues: { ':seen': { N: String(revision) } },
        };
  const TransactItems: TransactWriteItem[] = [
    { Delete: { TableName, Key: record, ...isAsRead } },
    { Delete: { TableName, Key: store({ pk: CASES, sk: `${id}#` }) } },
  ];
  const isErased = await ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
  if (!isErased) throw new ChangedMeanwhile();
}

function toRecord(id: string, item: Item): CaseRecord {
  const { revision, language, fields, at, by, madeBy } = unmarshall(item);
  return { id, revision: Number(revision), language, fields, at, by, ...(madeBy !== undefined && { madeBy }) };
}
