import { GetItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { batchGet, type Db, type Item, queryPages, queryPartition } from '../aws/db.ts';
import type { CampaignHead } from './campaign.ts';
import { isSlug } from './values.ts';
import { isHidden, isListed } from './visibility.ts';

/**
 * Campaigns table. All heads share the partition `campaigns`, so that the list is one Query and a head is one GetItem.
 * The other parts of a campaign's page are in the partition of the campaign, so that the page needs one Query more. The
 * head and its parts have the revision that wrote them, and the head has the number of parts. So a reader never mixes
 * in parts that belong to another revision, such as those that a crash left behind.
 */
export const HEADS = 'campaigns';

/** The group of the installation is beside the heads, so that every role that reads a head may read it. No slug has a `#`. */
export const GROUP = '#group';

/** A campaign's head. 0.5 read units. @returns undefined if no campaign has that slug. */
export async function getCampaignHead(db: Db, slug: string): Promise<CampaignHead | undefined> {
  const item = await getHeadItem(db, slug, false);
  return item && toHead(item);
}

/** All that `isListedNow` reads of a head. */
export const askedOfListed = ['pk', 'sk', 'visibility', 'deletedAt'] as const;

/** Whether lists may show a campaign, as it was written last. Nothing else of it is read. 1 read unit. */
export async function isListedNow({ client, table }: Db, slug: string): Promise<boolean> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: HEADS, sk: slug }),
      ProjectionExpression: 'sk, visibility, deletedAt',
      ConsistentRead: true,
    }),
  );
  return Item !== undefined && isListed(toHead(Item));
}

/** The heads of all campaigns, by slug. 0.5 read units per 4 KB; twice as many if it must see what was written last. */
export async function listCampaignHeads(db: Db, consistent = false): Promise<CampaignHead[]> {
  const items = await queryPartition(db, HEADS, { consistent });
  return items.filter(({ sk }) => sk?.S !== GROUP).map(toHead);
}

/** A campaign's head, and how often the campaign has been written. */
export interface StoredHead {
  readonly head: CampaignHead;
  readonly revision: number;
}

/** Heads that are read at once at least: many may be deleted. */
const HEADS_AT_ONCE = 25;

/**
 * The heads of some campaigns, by slug, without deleted ones: a page of a list. 0.5 read units per 4 KB: about five campaigns, with deleted
 * ones among them.
 * @param page.after the slug after which it begins.
 * @returns the last slug of the page, if there are more.
 */
export async function queryHeadsPage(
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ campaigns: StoredHead[]; next: string | undefined }> {
  const found: StoredHead[] = [];
  const query = {
    // The group sorts before every slug.
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    FilterExpression: 'attribute_not_exists(deletedAt)',
    ExpressionAttributeValues: marshall({ ':pk': HEADS, ':after': after ?? GROUP }),
    Limit: Math.max(limit + 1, HEADS_AT_ONCE),
  };
  for await (const { Items = [] } of queryPages(db, query)) {
    found.push(...Items.map(toStoredHead));
    if (found.length > limit) break;
  }
  const campaigns = found.slice(0, limit);
  return { campaigns, next: found.length > limit ? campaigns.at(-1)?.head.slug : undefined };
}

/** What `queryNeighbours` knows of a campaign: its slug, and who sees it. */
export type Neighbour = Pick<CampaignHead, 'slug' | 'visibility' | 'deletedAt'>;

/**
 * The campaigns before and after a slug in the order of slugs: those that somebody may have meant who mistyped it.
 * @param each how many on each side. 0.5 read units per 4 KB: about 10 for 50 on each side, however many there are.
 */
export async function queryNeighbours({ client, table }: Db, slug: string, each: number): Promise<Neighbour[]> {
  const query = (comparison: string, values: Record<string, string>, ScanIndexForward: boolean) =>
    client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `pk = :pk AND sk ${comparison}`,
        ProjectionExpression: 'sk, slug, visibility, deletedAt',
        ExpressionAttributeValues: marshall({ ':pk': HEADS, ':slug': slug, ...values }),
        Limit: each,
        ScanIndexForward,
      }),
    );
  const [before, after] = await Promise.all([
    query('BETWEEN :group AND :slug', { ':group': GROUP }, false),
    query('> :slug', {}, true),
  ]);
  return [...(before.Items ?? []), ...(after.Items ?? [])]
    .filter(({ sk }) => sk?.S !== GROUP)
    .map((item) => toHead(item) as Neighbour);
}

/** The heads of campaigns by their slugs, in no order; those that do not exist are left out. 0.5 read units each. */
export const getStoredHeads = async (db: Db, slugs: readonly string[]): Promise<StoredHead[]> =>
  (
    await batchGet(
      db,
      slugs.filter(isSlug).map((slug) => marshall({ pk: HEADS, sk: slug })),
      { consistent: false },
    )
  ).map(toStoredHead);

/** A campaign's head as it was written last, and how often. 1 read unit. @returns undefined if no campaign has that slug. */
export async function getStoredHead(db: Db, slug: string): Promise<StoredHead | undefined> {
  const item = await getHeadItem(db, slug, true);
  return item && toStoredHead(item);
}

const toStoredHead = (item: Item): StoredHead => ({ head: toHead(item), revision: Number(item.revision?.N) });

/**
 * A condition of a transaction: nobody has written the campaign since. 2 write units.
 * @param revision that was read. 0: there was none.
 */
export const headIs = ({ table }: Db, slug: string, revision: number): TransactWriteItem => ({
  ConditionCheck: { TableName: table, Key: marshall({ pk: HEADS, sk: slug }), ...isAtRevision(revision) },
});

/** @param revision that was read. 0: there was no such item. */
export const isAtRevision = (revision: number) =>
  revision === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': { N: String(revision) } } };

/** The revisions of campaigns, by slug. */
export interface Revisions {
  /** Of those that lists may show. */
  readonly listed: ReadonlyMap<string, number>;
  /** Of drafts and unlisted ones. */
  readonly hidden: ReadonlyMap<string, number>;
}

/**
 * The revision of each campaign that is not deleted. It costs as much as the heads, and is quicker: only what it needs comes over the
 * network.
 */
export async function listRevisions(db: Db): Promise<Revisions> {
  const query = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: HEADS } },
    ProjectionExpression: 'sk, revision, visibility, deletedAt',
  };
  const [listed, hidden] = [new Map<string, number>(), new Map<string, number>()];
  for await (const { Items = [] } of queryPages(db, query))
    for (const { sk, revision, ...rest } of Items) {
      if (sk?.S === GROUP) continue;
      const head = toHead(rest);
      if (isListed(head)) listed.set(sk?.S ?? '', Number(revision?.N));
      else if (isHidden(head)) hidden.set(sk?.S ?? '', Number(revision?.N));
    }
  return { listed, hidden };
}

/** What is no slug is not asked for: the table takes no text of any length as a key. */
export async function getHeadItem(db: Db, slug: string, consistent: boolean): Promise<Item | undefined> {
  if (!isSlug(slug)) return undefined;
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: marshall({ pk: HEADS, sk: slug }), ConsistentRead: consistent }),
  );
  return Item;
}

export function withoutKeys(item: Item): unknown {
  const { pk, sk, revision, parts, ...rest } = unmarshall(item);
  return rest;
}

export const toHead = (item: Item): CampaignHead => withoutKeys(item) as CampaignHead;
