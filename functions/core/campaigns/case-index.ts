import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, ifConditionHolds, queryPages } from '../aws/db.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { Campaign } from './campaign.ts';
import type { PrisonerCase } from './case.ts';

/**
 * Which campaigns speak for which case, in the Campaigns table. All rows share the partition `cases`: `ali-karimov#` is the case
 * itself, and `ali-karimov#free-them` a campaign that speaks for it. No id has a `#`. A row says that a campaign may speak for the
 * case: a crash can leave one behind, so what matters is read from the campaign.
 */
export const CASES = 'cases';
/** Says that every campaign has its rows. */
const INDEXED = '#indexed';

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

/** A row as it is stored. @param revision of the campaign or the case that it is about. */
export const caseRow = (
  { id, slug, name, people, work, status }: CaseRow,
  revision: number,
): Record<string, unknown> => ({ ...rowKey(id, slug), name, people, work, status, revision });

/** Notes for which cases a campaign speaks. 1 write unit for each case with an id. */
export const noteSpeaker = ({ client, table }: Db, { slug, cases }: Campaign, revision: number): Promise<void> =>
  eachAtOnce(
    cases.filter((one) => one.id !== undefined),
    AT_ONCE,
    async ({ id = '', ...one }) => {
      const Item = marshall(caseRow({ ...one, id, slug }, revision), { removeUndefinedValues: true });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  );

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

/** All rows, by case. 0.5 read units per 4 KB: about twenty rows. */
export async function listCaseRows(db: Db): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: marshall({ ':pk': CASES }),
  };
  for await (const { Items = [] } of queryPages(db, query))
    for (const item of Items) {
      const { sk, name, people, work, status } = unmarshall(item);
      const [id = '', slug] = String(sk).split('#');
      if (id !== '') rows.push({ id, slug: slug || undefined, name, people, work, status });
    }
  return rows;
}

/** Whether every campaign has its rows. 0.5 read units. */
export async function isIndexed({ client, table }: Db): Promise<boolean> {
  const Key = marshall({ pk: CASES, sk: INDEXED });
  return (await client.send(new GetItemCommand({ TableName: table, Key }))).Item !== undefined;
}

/** Notes that every campaign has its rows. 1 write unit, once. */
export async function putIndexed({ client, table }: Db): Promise<void> {
  const Item = marshall({ pk: CASES, sk: INDEXED });
  await client.send(new PutItemCommand({ TableName: table, Item }));
}
