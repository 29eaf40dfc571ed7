import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages } from '../aws/db.ts';
import { fileIn, putVersionRecord, putVersionText, RECORDS, type VersionRecord, versionsOf } from './version-store.ts';

/** What erasing needs of the histories of campaigns (`version-store.ts`). */

/** The files of all versions, also of those that a crash has left without a record. 1 read unit per 4 KB. */
export async function* queryVersionFiles(
  db: Db,
  slug: string,
): AsyncGenerator<{ readonly keys: readonly Item[]; readonly text: string; readonly file: Record<string, unknown> }> {
  let [keys, pieces]: [Item[], Uint8Array[]] = [[], []];
  const textOf = ([first]: readonly Item[]) => first?.sk?.S?.split('#')[1] ?? '';
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :text)',
    ExpressionAttributeValues: marshall({ ':pk': versionsOf(slug), ':text': 't#' }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const { pk = { S: '' }, sk = { S: '' }, bytes } of Items) {
      const key = { pk, sk };
      if (keys.length > 0 && textOf(keys) !== textOf([key])) {
        yield { keys, text: textOf(keys), file: await fileIn(pieces) };
        [keys, pieces] = [[], []];
      }
      keys.push(key);
      pieces.push(bytes?.B ?? new Uint8Array());
    }
  if (keys.length > 0) yield { keys, text: textOf(keys), file: await fileIn(pieces) };
}

/** The records of all versions, the oldest first. 1 read unit per 4 KB: about 25. */
export async function* queryVersionRecords(db: Db, slug: string): AsyncGenerator<VersionRecord> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: marshall({ ':pk': versionsOf(slug), ':first': RECORDS.after, ':last': RECORDS.before }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const item of Items) yield unmarshall(item) as VersionRecord;
}

/**
 * Strikes something from all versions of a campaign. Their records say when. The former words go last: a second call does what a crash
 * has left. 1 read unit per 4 KB of the history, and about 8 write units for each version that had it.
 * @param without a file without it. Undefined: the file does not have it.
 * @param at now (ISO 8601).
 */
export async function strikeFromVersions(
  db: Db,
  slug: string,
  without: (file: Record<string, unknown>) => object | undefined,
  at: string,
): Promise<void> {
  const struck = new Map<
    string,
    { readonly text: unknown; readonly pieces: unknown; readonly keys: readonly Item[] }
  >();
  for await (const { keys, text, file } of queryVersionFiles(db, slug)) {
    const left = without(file);
    if (!left) continue;
    const { text: hash, pieces } = await putVersionText(db, slug, { revision: 0 }, left);
    struck.set(text, { text: hash, pieces, keys });
  }
  if (struck.size === 0) return;
  for await (const record of queryVersionRecords(db, slug)) {
    const other = struck.get(record.text);
    if (!other) continue;
    const erased = [...(record.erased ?? []), at];
    await putVersionRecord(db, { ...record, text: other.text, pieces: other.pieces, erased });
  }
  for (const { keys } of struck.values())
    for (const Key of keys) await db.client.send(new DeleteItemCommand({ TableName: db.table, Key }));
}
