import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages } from '../aws/db.ts';
import { transact } from '../aws/transact.ts';
import { fileIn, type Moved, movedIn, RECORDS, textOf, type VersionRecord, versionsOf } from './version-store.ts';

/** What erasing needs of the histories of campaigns (`version-store.ts`). */

/** A text of a history: its words, or where they are without an erased case. */
type Text = { readonly text: string; readonly keys: readonly Item[] } & (
  | { readonly file: Record<string, unknown>; readonly moved?: undefined }
  | { readonly file?: undefined; readonly moved: Moved }
);

/** All texts of a history, also those that a crash has left without a record. 1 read unit per 4 KB. */
export async function* queryVersionTexts(db: Db, slug: string): AsyncGenerator<Text> {
  let items: Item[] = [];
  const hashOf = ({ sk }: Item) => sk?.S?.split('#')[1] ?? '';
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :text)',
    ExpressionAttributeValues: marshall({ ':pk': versionsOf(slug), ':text': 't#' }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const item of Items) {
      if (items[0] && hashOf(items[0]) !== hashOf(item)) {
        yield await textIn(items);
        items = [];
      }
      items.push(item);
    }
  if (items.length > 0) yield await textIn(items);

  async function textIn([first = {}, ...more]: readonly Item[]): Promise<Text> {
    const keys = [first, ...more].map(({ pk, sk }) => ({ pk, sk }) as Item);
    const moved = movedIn(first);
    if (moved) return { text: hashOf(first), keys, moved };
    const file = await fileIn([first, ...more].map(({ bytes }) => bytes?.B ?? new Uint8Array()));
    return { text: hashOf(first), keys, file };
  }
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

interface Striking {
  /** A file without it. Undefined: the file does not have it. */
  readonly without: (file: Record<string, unknown>) => object | undefined;
  /** Now (ISO 8601). */
  readonly at: string;
  /** What must hold for each write. */
  readonly condition: TransactWriteItem;
  /** Whether the condition holds still. */
  readonly holds: () => Promise<boolean>;
}

/**
 * Strikes something from all versions of a campaign. Each text that has it leads from then on to the same words without it, so a record
 * that names the text finds words at any time. The records say when something was struck. A second call does what a crash
 * has left. 1 read unit per 4 KB of the history, twice if something is struck, and about 12 write units for each text that had it, and 6 for
 * each version.
 * @returns false if the condition holds no longer.
 */
export async function strikeFromVersions(db: Db, slug: string, striking: Striking): Promise<boolean> {
  // Others may strike another case at the same moment: what they write without that one may have ours.
  for (;;) {
    const { moved, isClean } = await strikeTexts(db, slug, striking);
    if (isClean && (await dateRecords(db, slug, moved, striking))) return true;
    if (!(await striking.holds())) return false;
  }
}

type AllMoved = ReadonlyMap<string, Moved>;

async function strikeTexts(
  db: Db,
  slug: string,
  { without, at, condition }: Striking,
): Promise<{ readonly moved: AllMoved; readonly isClean: boolean }> {
  const all = new Map<string, Moved>();
  let isClean = true;
  for await (const { text, keys, file, moved } of queryVersionTexts(db, slug)) {
    if (moved) all.set(text, moved);
    const left = file && without(file);
    if (!left) continue;
    isClean = false;
    const [first, ...more] = keys;
    const { text: to, pieces, puts } = await textOf(db, slug, left);
    const Item = { ...first, ...marshall({ to, pieces, at }) };
    // A campaign that was deleted meanwhile has no history to lead to.
    const isThere = 'attribute_exists(bytes)';
    await transact(db, [
      ...[condition, ...puts, { Put: { TableName: db.table, Item, ConditionExpression: isThere } }],
      ...more.map((Key) => ({ Delete: { TableName: db.table, Key } })),
    ]);
  }
  return { moved: all, isClean };
}

/** Writes into each record when something was struck from its words, and where they are. @returns false if some must be looked at again. */
async function dateRecords(db: Db, slug: string, moved: AllMoved, { condition }: Striking): Promise<boolean> {
  let isDone = true;
  for await (const record of queryVersionRecords(db, slug)) {
    const { text, erased = [] } = record;
    const dates = new Set(erased);
    let last: Moved | undefined;
    for (let one = moved.get(text); one; one = moved.get(one.to)) {
      dates.add(one.at);
      last = one;
    }
    if (!last) continue;
    const isAsRead = {
      ConditionExpression: record.erased ? 'erased = :erased' : 'attribute_exists(pk) AND attribute_not_exists(erased)',
      ...(record.erased && { ExpressionAttributeValues: marshall({ ':erased': erased }) }),
    };
    const where = { text: last.to, pieces: last.pieces };
    const Item = marshall({ ...record, ...where, erased: [...dates] }, { removeUndefinedValues: true });
    if (!(await transact(db, [condition, { Put: { TableName: db.table, Item, ...isAsRead } }]))) isDone = false;
  }
  return isDone;
}
