import {
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { batchGet, type Db, type Item, ifConditionHolds, queryPages, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import type { Campaign, CampaignHead } from './campaign.ts';
import type { PrisonerCase } from './case.ts';
import { noteSpeaker } from './case-index.ts';
import type { Target, Update } from './parts.ts';
import {
  formerTranslationsIn,
  partitionOfTexts,
  queryTranslations,
  translationItems,
  translationsIn,
} from './translation-store.ts';
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
const partsOf = (slug: string) => `campaign#${slug}`;
/** A pattern of the partitions of all campaigns, for roles. */
export const CAMPAIGN_PARTS = partsOf('*');
const store = (item: Record<string, unknown>): Item => marshall(item, { removeUndefinedValues: true });

/** A transaction of DynamoDB has so many. */
const MOST_ITEMS = 100;

/** A campaign, and how often it has been written. */
export interface StoredCampaign {
  readonly campaign: Campaign;
  readonly revision: number;
}

/** Somebody else wrote the campaign, or the group, between our read and our write. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

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
      Key: store({ pk: HEADS, sk: slug }),
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

/**
 * The heads of some campaigns, by slug, without deleted ones: a page of a list. 0.5 read units per 4 KB: about five campaigns.
 * @param page.after the slug after which it begins. @param page.limit how many it looks at; deleted ones are among them.
 * @returns the last slug that it looked at, if there may be more.
 */
export async function queryHeadsPage(
  { client, table }: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ campaigns: StoredHead[]; next: string | undefined }> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      // The group sorts before every slug.
      KeyConditionExpression: 'pk = :pk AND sk > :after',
      FilterExpression: 'attribute_not_exists(deletedAt)',
      ExpressionAttributeValues: store({ ':pk': HEADS, ':after': after ?? GROUP }),
      Limit: limit,
    }),
  );
  return { campaigns: Items.map(toStoredHead), next: LastEvaluatedKey?.sk?.S };
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
        ExpressionAttributeValues: store({ ':pk': HEADS, ':slug': slug, ...values }),
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
      slugs.map((slug) => store({ pk: HEADS, sk: slug })),
      { consistent: false },
    )
  ).map(toStoredHead);

/** A campaign's head as it was written last, and how often. 1 read unit. @returns undefined if no campaign has that slug. */
export async function getStoredHead(db: Db, slug: string): Promise<StoredHead | undefined> {
  const item = await getHeadItem(db, slug, true);
  return item && toStoredHead(item);
}

const toStoredHead = (item: Item): StoredHead => ({ head: toHead(item), revision: Number(item.revision?.N) });

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

/**
 * A campaign in its original language: its head and its parts. About 1 to 8 read units.
 * @returns undefined if no campaign has that slug.
 */
export const getOriginal = async (db: Db, slug: string): Promise<Campaign | undefined> =>
  (await readRevision(db, slug, { consistent: false, translations: false }))?.campaign;

/**
 * A whole campaign: its head, its parts and its translations. About 1 read unit more for each language.
 * @returns undefined if no campaign has that slug.
 */
export async function getCampaign(db: Db, slug: string): Promise<Campaign | undefined> {
  return (await getStoredCampaign(db, slug))?.campaign;
}

/**
 * Like `getCampaign`, with the revision that a later write must name.
 * @param options whether it must see what was written last, for twice the price.
 */
export const getStoredCampaign = (
  db: Db,
  slug: string,
  options = { consistent: false },
): Promise<StoredCampaign | undefined> => readRevision(db, slug, { ...options, translations: true });

async function readRevision(
  db: Db,
  slug: string,
  options: { readonly consistent: boolean; readonly translations: boolean },
): Promise<StoredCampaign | undefined> {
  // Head and parts are two reads. After a write between them their revisions differ: then we read again, consistently.
  for (let tries = 0; tries < 5; tries++) {
    const consistent = options.consistent || tries > 0;
    const [head, found] = await Promise.all([
      getHeadItem(db, slug, consistent),
      queryPartition(db, partsOf(slug), { consistent }),
    ]);
    if (!head) return undefined;
    const isOfIt = (part: Item) => part.revision?.N === head.revision?.N;
    const parts = found.filter(isOfIt);
    if (parts.length !== Number(head.parts?.N)) continue;
    const campaign = assemble(head, parts);
    const revision = Number(head.revision?.N);
    const { languages, formerLanguages, ...original } = campaign;
    if (!options.translations || !(languages ?? formerLanguages)) return { campaign, revision };
    const texts = (await queryTranslations(db, slug, { consistent })).filter(isOfIt);
    if (texts.length === 2 * (languages ?? []).length + (formerLanguages ? 1 : 0))
      return { campaign: { ...original, ...translationFields(languages, texts) }, revision };
  }
  throw new Error('A campaign changed during each of five reads.');
}

/**
 * Stores a whole campaign in one transaction, and removes the parts that it no longer has. 2 write units per KB, and 1 for each
 * case with an id.
 * @param replacing the revision that the writer has read (0: none yet). Left out: the one that is stored now.
 * @param record the record of the version, which is written with it. A campaign of older, wider bounds may leave no room for it.
 * @throws {ChangedMeanwhile} if another revision is stored, or somebody writes at the same moment. Nothing is written
 * then.
 */
export async function putCampaign(
  db: Db,
  campaign: Campaign,
  replacing?: number,
  record?: Record<string, unknown>,
): Promise<void> {
  const { why, letter, references, targets, cases, updates, handedOver, ...others } = campaign;
  const { translations, translatedDemands, formerTranslations, ...head } = others;
  const [languages, formerLanguages] = [translations, formerTranslations].map((one) => one && Object.keys(one));
  const seen = replacing ?? Number((await getHeadItem(db, campaign.slug, true))?.revision?.N ?? 0);
  const revision = seen + 1;
  const pk = partsOf(campaign.slug);
  const numbered = (kind: string, parts: readonly object[]) =>
    parts.map((part, i) => ({ ...part, pk, sk: `${kind}#${String(i).padStart(3, '0')}`, revision }));
  const parts = [
    { pk, sk: 'why', text: why, letter, references, handedOver, revision },
    ...numbered('target', targets),
    ...numbered('case', cases),
    ...numbered('update', updates),
  ];
  const TransactItems: TransactWriteItem[] = [
    {
      Put: {
        TableName: db.table,
        Item: store({
          ...{ ...head, pk: HEADS, sk: campaign.slug, revision, parts: parts.length },
          ...{ languages: languages?.length ? languages : undefined, formerLanguages },
        }),
        ConditionExpression: seen ? 'revision = :seen' : 'attribute_not_exists(pk)',
        ...(seen && { ExpressionAttributeValues: { ':seen': { N: String(seen) } } }),
      },
    },
    ...[...parts, ...translationItems(campaign, revision)].map((part) => ({
      Put: { TableName: db.table, Item: store(part) },
    })),
  ];
  if (record && TransactItems.length < MOST_ITEMS)
    TransactItems.push({ Put: { TableName: db.table, Item: store(record) } });
  // Before the campaign: a crash in between leaves a row that its readers see through, and never a campaign without its rows.
  await noteSpeaker(db, campaign, revision);
  const isWritten = await ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
  if (!isWritten) throw new ChangedMeanwhile();
  for (const one of [pk, partitionOfTexts(campaign.slug)]) await removeOlderParts(db, one, revision);
}

/**
 * Removes old parts after the transaction, so that the transaction stays within DynamoDB's 100 items. This only tidies
 * up: readers ignore such parts. It does not touch a part that a newer revision wrote meanwhile.
 */
async function removeOlderParts(db: Db, pk: string, revision: number): Promise<void> {
  const older = (await queryPartition(db, pk, { consistent: true })).filter(
    (part) => Number(part.revision?.N) < revision,
  );
  for (const { sk = { S: '' } } of older) {
    await ifConditionHolds(() =>
      db.client.send(
        new DeleteItemCommand({
          TableName: db.table,
          Key: { pk: { S: pk }, sk },
          ConditionExpression: 'revision < :revision',
          ExpressionAttributeValues: { ':revision': { N: String(revision) } },
        }),
      ),
    );
  }
}

async function getHeadItem(db: Db, slug: string, consistent: boolean): Promise<Item | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: store({ pk: HEADS, sk: slug }), ConsistentRead: consistent }),
  );
  return Item;
}

function assemble(head: Item, parts: readonly Item[]): Campaign {
  const ofKind = <Part>(kind: string) =>
    parts.filter((part) => part.sk?.S?.startsWith(`${kind}#`)).map((part) => withoutKeys(part) as Part);
  const {
    text = '',
    letter,
    references = [],
    handedOver = [],
  } = unmarshall(parts.find((part) => part.sk?.S === 'why') ?? {});
  return {
    ...toHead(head),
    why: text,
    ...(letter !== undefined && { letter }),
    references,
    handedOver,
    targets: ofKind<Target>('target'),
    cases: ofKind<PrisonerCase>('case'),
    updates: ofKind<Update>('update'),
  };
}

/** The fields of a campaign that its translations fill, in the order of its languages. */
function translationFields(
  languages: readonly string[] | undefined,
  items: readonly Item[],
): Pick<Campaign, 'translations' | 'translatedDemands' | 'formerTranslations'> {
  const found = new Map(translationsIn(items).map((one) => [one.language, one]));
  const earlier = (languages ?? []).flatMap((tag) => {
    const demands = found.get(tag)?.demands;
    return demands ? [[tag, demands] as const] : [];
  });
  const former = formerTranslationsIn(items);
  return {
    ...(languages && {
      translations: Object.fromEntries(languages.map((tag) => [tag, found.get(tag)?.texts ?? {}])),
    }),
    ...(earlier.length > 0 && { translatedDemands: Object.fromEntries(earlier) }),
    ...(Object.keys(former).length > 0 && { formerTranslations: former }),
  };
}

function withoutKeys(item: Item): unknown {
  const { pk, sk, revision, parts, ...rest } = unmarshall(item);
  return rest;
}

const toHead = (item: Item): CampaignHead => withoutKeys(item) as CampaignHead;
