import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPages, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';

/**
 * Links to previews, in the Campaigns table: for each campaign a partition, each link under the SHA-256 of its token. So neither the
 * table nor its backups open a draft. Beside them is how many links the campaign has had. A writer names the number that they have
 * read: so a campaign has no link too many. And there is a partition for each organiser, with the campaigns and ids of their links: so
 * these are found when the organiser leaves. No slug has a `#`.
 */
const partitionOf = (slug: string) => `previews#${slug}`;
const partitionBy = (account: string) => partitionOf(`by#${account}`);
/** A pattern of the partitions of all previews, for roles. */
export const PREVIEWS = partitionOf('*');
/** No SHA-256 begins so. */
const MADE = '#made';

/** A link that shows a draft, without its token. */
export interface PreviewLink {
  /** The SHA-256 of its token. It opens nothing. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `org_…` or `operator`. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Whether it is for the browser of the person who made it, so that no list shows it. */
  readonly isOwn?: boolean;
  /** Whether that person may also make links for others. */
  readonly mayShare?: boolean;
  /** Names what was sent to make it, if it could be sent twice (docs/decisions/062). */
  readonly madeBy?: string | undefined;
}

function toLink(item: Item): PreviewLink {
  const { pk, sk, ...link } = unmarshall(item);
  return { ...link, id: sk } as PreviewLink;
}

/**
 * Stores a link. 6 write units.
 * @param made how many links the campaign has had, as the writer has read it.
 * @returns false if another link of this campaign was stored meanwhile. Nothing is written then.
 */
export function putPreview(db: Db, slug: string, { id, ...link }: PreviewLink, made: number): Promise<boolean> {
  const { client, table: TableName } = db;
  const pk = partitionOf(slug);
  const put = (item: object) => ({ Put: { TableName, Item: marshall(item) } });
  const unchanged =
    made === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'made = :made', ExpressionAttributeValues: marshall({ ':made': made }) };
  const TransactItems = [
    put({ ...link, pk, sk: id }),
    put({ pk: partitionBy(link.by), sk: `${slug}#${id}`, until: link.until }),
    { Put: { ...put({ pk, sk: MADE, made: made + 1 }).Put, ...unchanged } },
  ];
  return ifNotOvertaken(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
}

/** The links that a person has made, and that nobody has ended: also those that have expired. 1 read unit for about 30. */
export async function queryPreviewsBy(
  db: Db,
  account: string,
): Promise<(Pick<PreviewLink, 'id' | 'by' | 'until'> & { readonly slug: string })[]> {
  const items = await queryPartition(db, partitionBy(account), { consistent: true });
  return items.map((item) => {
    const [slug = '', id = ''] = (item.sk?.S ?? '').split('#');
    return { slug, id, by: account, until: Number(item.until?.N) };
  });
}

/** A link by its id, also one that has expired. 1 read unit. */
export async function queryPreview(db: Db, slug: string, id: string): Promise<PreviewLink | undefined> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk = :id',
    ExpressionAttributeValues: marshall({ ':pk': partitionOf(slug), ':id': id }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of queryPages(db, query)) if (Items[0]) return toLink(Items[0]);
  return undefined;
}

/** All links of a campaign, also those that have expired: the newest first; and how many it has had. 1 read unit for about 30. */
export async function queryPreviews(
  db: Db,
  slug: string,
): Promise<{ readonly links: PreviewLink[]; readonly made: number }> {
  const items = await queryPartition(db, partitionOf(slug), { consistent: true });
  const links = items.filter(({ sk }) => sk?.S !== MADE).map(toLink);
  const made = Number(items.find(({ sk }) => sk?.S === MADE)?.made?.N ?? 0);
  return { links: links.sort((one, other) => other.until - one.until), made };
}

/** Ends a link. 2 write units. @returns false if there is none. */
export async function deletePreview(
  db: Db,
  slug: string,
  { id, by }: Pick<PreviewLink, 'id' | 'by'>,
): Promise<boolean> {
  const isEnded = await remove(db, partitionOf(slug), id);
  await remove(db, partitionBy(by), `${slug}#${id}`);
  return isEnded;
}

const remove = ({ client, table }: Db, pk: string, sk: string): Promise<boolean> =>
  ifConditionHolds(() =>
    client.send(
      new DeleteItemCommand({
        TableName: table,
        Key: marshall({ pk, sk }),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );

/** Ends all links of a campaign, and forgets their number. As `queryPreviews`, and 2 write units for each. */
export async function deletePreviews(db: Db, slug: string): Promise<void> {
  for (const link of (await queryPreviews(db, slug)).links) await deletePreview(db, slug, link);
  await remove(db, partitionOf(slug), MADE);
}
