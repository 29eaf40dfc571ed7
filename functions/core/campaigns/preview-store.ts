import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPages, queryPartition } from '../aws/db.ts';

/**
 * Links to previews, in the Campaigns table: for each campaign a partition, each link under the SHA-256 of its token. So neither the
 * table nor its backups open a draft. Beside them is a partition for each organiser, with the campaigns and ids of their links: so these
 * are found when the organiser leaves. No slug has a `#`.
 */
const partitionOf = (slug: string) => `previews#${slug}`;
const partitionBy = (account: string) => partitionOf(`by#${account}`);
/** A pattern of the partitions of all previews, for roles. */
export const PREVIEWS = partitionOf('*');

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

/** Stores a link. 2 write units. */
export async function putPreview({ client, table }: Db, slug: string, { id, ...link }: PreviewLink): Promise<void> {
  const put = (item: object) => client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }));
  // First, so that each link is found by its maker.
  await put({ pk: partitionBy(link.by), sk: `${slug}#${id}`, until: link.until });
  await put({ ...link, pk: partitionOf(slug), sk: id });
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

/** All links of a campaign, also those that have expired: the newest first. 1 read unit for about 30. */
export async function queryPreviews(db: Db, slug: string): Promise<PreviewLink[]> {
  const items = await queryPartition(db, partitionOf(slug), { consistent: true });
  return items.map(toLink).sort((one, other) => other.until - one.until);
}

/** Ends a link. 2 write units. @returns false if there is none. */
export async function deletePreview(
  { client, table }: Db,
  slug: string,
  { id, by }: Pick<PreviewLink, 'id' | 'by'>,
): Promise<boolean> {
  const remove = (pk: string, sk: string) =>
    ifConditionHolds(() =>
      client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: marshall({ pk, sk }),
          ConditionExpression: 'attribute_exists(pk)',
        }),
      ),
    );
  const isEnded = await remove(partitionOf(slug), id);
  await remove(partitionBy(by), `${slug}#${id}`);
  return isEnded;
}

/** Ends all links of a campaign. As `queryPreviews`, and 2 write units for each. */
export async function deletePreviews(db: Db, slug: string): Promise<void> {
  for (const link of await queryPreviews(db, slug)) await deletePreview(db, slug, link);
}
