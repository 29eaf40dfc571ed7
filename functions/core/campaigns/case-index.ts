import { DeleteItemCommand, GetItemCommand, PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { batchGet, type Db, type Item, ifConditionHolds, queryPages } from '../aws/db.ts';
import { MOST_ITEMS, transact } from '../aws/transact.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { Campaign } from './campaign.ts';
import type { PrisonerCase } from './case.ts';

/**
 * Which campaigns speak for which case, in the Campaigns table. All rows share the partition `cases`: `ali-karimov#` is the case
 * itself, and `ali-karimov#free-them` a campaign that speaks for it. No id has a `#`. A row says that a campaign may speak for the
 * case: a crash can leave one behind, so what matters is read from the campaign.
 */
export const CASES = 'cases';
/** What is made once for the campaigns of before. `rows`: of those that speak. `histories`: notes of those that spoke (`case-store.ts`). */
export type Once = 'rows' | 'histories';
/** Says up to which campaign it is made. */
const MARKS = { rows: '#indexed', histories: '#histories' } satisfies Record<Once, string>;

/** What a list shows of a case. */
export interface CaseRow {
  readonly id: string;
  /** The campaign that speaks for it. Undefined: the case itself. */
  readonly slug?: string | undefined;
  readonly name: string;
  readonly people: number;
  readonly work?: string | undefined;
  readonly status: PrisonerCase['status'];
}

const AT_ONCE = 8;
const rowKey = (id: string, slug = '') => ({ pk: CASES, sk: `${id}#${slug}` });
/** The key of a row. Left out: the slug, for the case itself. */
export const keyOfRow = (id: string, slug?: string): Item => marshall(rowKey(id, slug));

/** A row as it is stored. @param revision of the campaign or the case that it is about. */
export const caseRow = (
  { id, slug, name, people, work, status }: CaseRow,
  revision: number,
): Record<string, unknown> => ({ ...rowKey(id, slug), name, people, work, status, revision });

/**
 * Notes for which cases a campaign speaks. 2 write units for each case with an id, and for each condition.
 * @param conditions what must hold: that nobody has written the campaign since it was read.
 * @returns false if they do not. Perhaps some of its cases are noted then.
 */
export async function noteSpeaker(
  db: Db,
  { slug, cases }: Pick<Campaign, 'slug' | 'cases'>,
  revision: number,
  conditions: readonly TransactWriteItem[],
): Promise<boolean> {
  const rows = cases.flatMap(({ id, ...one }) => (id === undefined ? [] : [caseRow({ ...one, id, slug }, revision)]));
  const puts = rows.map((row) => ({
    Put: { TableName: db.table, Item: marshall(row, { removeUndefinedValues: true }) },
  }));
  const atOnce = MOST_ITEMS - conditions.length;
  for (let i = 0; i < puts.length; i += atOnce)
    if (!(await transact(db, [...puts.slice(i, i + atOnce), ...conditions]))) return false;
  return true;
}

/**
 * Forgets that a campaign spoke for some cases. 1 write unit each.
 * @param revision of the campaign that no longer does: what a later one has noted stays.
 */
export const forgetSpeaker = (
  { client, table }: Db,
  slug: string,
  { ids, revision }: { readonly ids: readonly string[]; readonly revision: number },
): Promise<void> =>
  eachAtOnce(ids, AT_ONCE, async (id) => {
    await ifConditionHolds(() =>
      client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: marshall(rowKey(id, slug)),
          ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
          ExpressionAttributeValues: { ':revision': { N: String(revision) } },
        }),
      ),
    );
  });

/** The slugs of the campaigns that may speak for a case. 1 read unit. */
export async function querySpeakers(db: Db, id: string): Promise<string[]> {
  const slugs: string[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :id)',
    ExpressionAttributeValues: marshall({ ':pk': CASES, ':id': `${id}#` }),
    ProjectionExpression: 'sk',
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query))
    slugs.push(...Items.map(({ sk }) => sk?.S?.slice(id.length + 1) ?? ''));
  return slugs.filter((slug) => slug !== '');
}

/** The rows of one case: its own first, if it has one, and those of its campaigns by slug. Never empty. */
export type RowsOfCase = readonly CaseRow[];

/**
 * The cases by id, each with its rows, from after an id on. 0.5 read units per 4 KB, which are about twenty rows: read a page at a time, as
 * long as somebody takes more.
 * @param limit rows of each read at most. Left out: 1 MB.
 */
export async function* queryCases(db: Db, after?: string, limit?: number): AsyncGenerator<RowsOfCase> {
  let rows: CaseRow[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk > :at',
    // No id has a letter before `#`, so that the rows of one case are together. `$` comes next.
    ExpressionAttributeValues: marshall({ ':pk': CASES, ':at': `${after ?? ''}$` }),
    Limit: limit,
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const row of Items.map(rowIn)) {
      if (rows.length > 0 && rows[0]?.id !== row.id) {
        yield rows;
        rows = [];
      }
      rows.push(row);
    }
  if (rows.length > 0) yield rows;
}

/** The rows of one case. Empty if there is no such case. 1 read unit. */
export async function queryRowsOfCase(db: Db, id: string): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :id)',
    ExpressionAttributeValues: marshall({ ':pk': CASES, ':id': `${id}#` }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query)) rows.push(...Items.map(rowIn));
  return rows;
}

/**
 * The rows of some cases and of campaigns that may speak for them, as far as there are such rows. 0.5 read units for each case, and for
 * each of its campaigns. @param slugs of the campaigns, by id.
 */
export async function getRowsOfCases(
  db: Db,
  slugs: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, RowsOfCase>> {
  const keys = [...slugs].flatMap(([id, speakers]) => ['', ...speakers].map((slug) => marshall(rowKey(id, slug))));
  const rows = (await batchGet(db, keys, { consistent: false })).map(rowIn);
  rows.sort((a, b) => ((a.slug ?? '') < (b.slug ?? '') ? -1 : 1));
  return Map.groupBy(rows, ({ id }) => id);
}

function rowIn(item: Item): CaseRow {
  const { sk, name, people, work, status } = unmarshall(item);
  const [id = '', slug] = String(sk).split('#');
  return { id, slug: slug || undefined, name, people, work, status };
}

/** Cases that perhaps no campaign has: a search finds those of campaigns by the overview. It sorts before all rows of cases. */
const ALONE = '#alone#';
const keyAlone = (id: string): Item => marshall({ pk: CASES, sk: `${ALONE}${id}` });

/** A part of a transaction: notes that perhaps no campaign has a case. 2 write units. */
export const notedAlone = ({ table }: Db, id: string): TransactWriteItem => ({
  Put: { TableName: table, Item: keyAlone(id) },
});

/** A part of a transaction: removes this note. 2 write units. */
export const forgottenAlone = ({ table }: Db, id: string): TransactWriteItem => ({
  Delete: { TableName: table, Key: keyAlone(id) },
});

/**
 * The ids of cases that perhaps no campaign has, from after an id on. All cases without a campaign are among them. 0.5 read units for about
 * sixty.
 */
export async function queryAlone(db: Db, after = ''): Promise<string[]> {
  const ids: string[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    // No id has a letter before `!` or after `~`.
    ExpressionAttributeValues: marshall({ ':pk': CASES, ':first': `${ALONE}${after}!`, ':last': `${ALONE}~` }),
    ProjectionExpression: 'sk',
  };
  for await (const { Items = [] } of queryPages(db, query))
    ids.push(...Items.map(({ sk }) => sk?.S?.slice(ALONE.length) ?? ''));
  return ids;
}

/** Up to which campaign all have their rows, by slug: `true` if all have. Undefined if none has. 0.5 read units. */
export async function getIndexed({ client, table }: Db, what: Once = 'rows'): Promise<string | true | undefined> {
  const Key = marshall({ pk: CASES, sk: MARKS[what] });
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
  return Item && (Item.upTo?.S ?? true);
}

/** Notes up to which campaign all have their rows. 1 write unit. */
export async function putIndexed({ client, table }: Db, upTo: string | true, what: Once = 'rows'): Promise<void> {
  const Item = marshall({ pk: CASES, sk: MARKS[what], ...(upTo !== true && { upTo }) });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}
