import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPages, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';

/**
 * Links to previews, in the Campaigns table: for each campaign a partition, each link under the SHA-256 of its token. So neither the
 * table nor its backups open a draft. Beside them is how many links the campaign has had. Whoever stores one names the number that
 * they have read: so a campaign has no link too many.
 */
const partitionOf = (slug: string) => `previews#${slug}`;
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
}

function toLink(item: Item): PreviewLink {
  const { pk, sk, ...link } = unmarshall(item);
  return { ...link, id: sk } as PreviewLink;
}

/**
 * Stores a link. 4 write units.
 * @param made how many links the campaign has had, as the writer has read it.
 * @returns false if another link of this campaign was stored meanwhile. Nothing is written then.
 */
export function putPreview(db: Db, slug: string, { id, ...link }: PreviewLink, made: number): Promise<boolean> {
  const { client, table: TableName } = db;
  const pk = partitionOf(slug);
  const put = { TableName, Item: marshall({ ...link, pk, sk: id }) };
  const count = {
    TableName,
    Item: marshall({ pk, sk: MADE, made: made + 1 }),
    ...(made === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'made = :made', ExpressionAttributeValues: marshall({ ':made': made }) }),
  };
  const TransactItems = [{ Put: put }, { Put: count }];
  return ifNotOvertaken(() => client.send(new TransactWriteItemsCommand({ TransactItems })));
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

/** Ends a link. 1 write unit. @returns false if there is none. */
export const deletePreview = ({ client, table }: Db, slug: string, id: string): Promise<boolean> =>
  ifConditionHolds(() =>
    client.send(
      new DeleteItemCommand({
        TableName: table,
        Key: marshall({ pk: partitionOf(slug), sk: id }),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );

/** Ends all links of a campaign, and forgets their number. As `queryPreviews`, and 1 write unit for each. */
export async function deletePreviews(db: Db, slug: string): Promise<void> {
  for (const { id } of (await queryPreviews(db, slug)).links) await deletePreview(db, slug, id);
  await deletePreview(db, slug, MADE);
}
