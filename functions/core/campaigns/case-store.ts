import { GetItemCommand, PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPages } from '../aws/db.ts';
import { transact } from '../aws/transact.ts';
import { type SharedCase, sharedOf } from './case.ts';
import { caseRow, notedAlone } from './case-index.ts';
import { ChangedMeanwhile } from './store.ts';

/**
 * A case as a thing of its own, in the Campaigns table: its newest version, and those before it, in the partition of the case.
 * Campaigns that speak for it have copies (docs/decisions/055).
 */
export const partitionOf = (id: string) => `case#${id}`;
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

/** The key of a case as it was written last. A case that is erased has its claim there, too (`case-claim.ts`). */
export const keyOfCase = (id: string): Item => store({ pk: partitionOf(id), sk: RECORD });

/** Somebody erases a case. */
export interface Claim {
  /** Where the fence of all stood from then on (`fence.ts`). No two claims have the same number. */
  readonly claim: number;
  /** Whether no campaign spoke for it then. If it is not settled and a campaign speaks, a crash has left it. */
  readonly isSettled: boolean;
}

/** A case as it was written last, and who erases it. 1 or 2 read units. */
export async function getCase(
  { client, table }: Db,
  id: string,
): Promise<{ readonly record: CaseRecord | undefined; readonly claim: Claim | undefined }> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOfCase(id), ConsistentRead: true }),
  );
  return {
    record: Item?.revision && toRecord(id, Item),
    claim: Item?.erasing && { claim: Number(Item.erasing.N), isSettled: Item.isSettled?.BOOL === true },
  };
}

/** A case as it was written last. 1 or 2 read units. @returns undefined if it has never been written as a thing of its own. */
export const getCaseRecord = async (db: Db, id: string): Promise<CaseRecord | undefined> =>
  (await getCase(db, id)).record;

/**
 * Writes a case, and keeps the version before. About 16 write units, and 2 for each further condition. A new one is noted as one that
 * perhaps no campaign has.
 * @param before that version. Undefined: the case is new.
 * @param conditions what must hold besides.
 * @throws {ChangedMeanwhile} if another version is stored, a condition does not hold, or somebody erases the case. Nothing is written then.
 */
export async function putCaseRecord(
  db: Db,
  record: CaseRecord,
  before: CaseRecord | undefined,
  conditions: readonly TransactWriteItem[] = [],
): Promise<void> {
  const { id, revision, fields } = record;
  const put = (Item: Item) => ({ Put: { TableName: db.table, Item } });
  const isWritten = await transact(db, [
    {
      Put: {
        ...put({ ...store({ ...record }), ...keyOfCase(id) }).Put,
        // A case that campaigns had before it was a thing of its own counts as its first version.
        ...(before === undefined || before.at === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'revision = :seen AND attribute_not_exists(erasing)',
              ExpressionAttributeValues: { ':seen': { N: String(before.revision) } },
            }),
      },
    },
    put(store(caseRow({ ...fields, id }, revision))),
    before ? put(store({ ...before, pk: partitionOf(id), sk: versionKey(before.revision) })) : notedAlone(db, id),
    ...conditions,
  ]);
  if (!isWritten) throw new ChangedMeanwhile();
}

/** A condition of a transaction: the case is a thing of its own. 2 write units. */
export const caseIsWritten = ({ table }: Db, id: string): TransactWriteItem => ({
  ConditionCheck: { TableName: table, Key: keyOfCase(id), ConditionExpression: 'attribute_exists(revision)' },
});

/** The newest first. @param before the revision before which they begin. Undefined: all are there. */
const versionsOf = (id: string, before?: number) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :version AND :last',
  ExpressionAttributeValues: store({
    ':pk': partitionOf(id),
    ':version': 'version#',
    ':last': before === undefined ? 'version#:' : versionKey(before - 1),
  }),
  ScanIndexForward: false,
});

/**
 * The versions before a revision, the newest first, some at once, as long as somebody takes more. 0.5 read units per 4 KB, for about
 * three versions.
 */
export async function* queryCaseVersions(
  db: Db,
  id: string,
  { before, atOnce }: { readonly before: number; readonly atOnce: number },
): AsyncGenerator<CaseRecord> {
  for await (const { Items = [] } of queryPages(db, { ...versionsOf(id, before), Limit: atOnce }))
    for (const item of Items) yield toRecord(id, item);
}

/** All versions before the newest one, the newest first. 1 read unit per 4 KB, for about three versions. */
export async function* queryAllCaseVersions(db: Db, id: string): AsyncGenerator<CaseRecord> {
  for await (const { Items = [] } of queryPages(db, { ...versionsOf(id), ConsistentRead: true }))
    for (const item of Items) yield toRecord(id, item);
}

/** A version before the newest one. 1 read unit. @returns undefined if there is none. */
export async function getCaseVersion(
  { client, table }: Db,
  id: string,
  revision: number,
): Promise<CaseRecord | undefined> {
  const Key = store({ pk: partitionOf(id), sk: versionKey(revision) });
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && toRecord(id, Item);
}

/** Campaigns that spoke for a case. Their histories have it still. */
const SPOKE = 'spoke#';

/** Whether an item of the partition of a case is a note of a campaign that spoke for it. */
export const isOfSpeaker = ({ sk }: Item): boolean => sk?.S?.startsWith(SPOKE) ?? false;

const spokeItem = (slug: string, id: string, aliases?: readonly string[]): Item =>
  store({ pk: partitionOf(id), sk: `${SPOKE}${slug}`, aliases });

/** Notes that a campaign no longer speaks for some cases. A note that is there stays: it may have aliases. 1 write unit each. */
export async function noteFormerSpeaker({ client, table }: Db, slug: string, ids: readonly string[]): Promise<void> {
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  for (const id of ids)
    await ifConditionHolds(() =>
      client.send(new PutItemCommand({ TableName: table, Item: spokeItem(slug, id), ...isNew })),
    );
}

/** A part of a transaction: the same note, with the ids made from its names that the case had there while it had none. */
export const notedAliases = (
  { table }: Db,
  slug: string,
  { id, aliases }: { readonly id: string; readonly aliases: readonly string[] },
): TransactWriteItem => ({ Put: { TableName: table, Item: spokeItem(slug, id, aliases) } });

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

function toRecord(id: string, item: Item): CaseRecord {
  const { revision, language, fields, at, by, madeBy } = unmarshall(item);
  return {
    ...{ id, revision: Number(revision), language, fields: sharedOf(fields), at, by },
    ...(madeBy !== undefined && { madeBy }),
  };
}
