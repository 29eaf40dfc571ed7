import {
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Db, Item } from '../db.ts';
import type { Campaign, CampaignHead, PrisonerCase, Target, Update } from './campaign.ts';

/**
 * Campaigns table. All heads share the partition `campaigns`, so that the list is one Query and a head one GetItem;
 * what a campaign's page shows besides lies in the partition of the campaign, so that the page is one Query more.
 */
const HEADS = 'campaigns';
const partsOf = (slug: string) => `campaign#${slug}`;
const store = (item: Record<string, unknown>): Item => marshall(item, { removeUndefinedValues: true });

/** A campaign's head. 0.5 read units. @returns undefined if there is none of that slug. */
export async function getCampaignHead(db: Db, slug: string): Promise<CampaignHead | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: store({ pk: HEADS, sk: slug }) }),
  );
  return Item && toHead(Item);
}

/** The heads of all campaigns, by slug. 0.5 read units per 4 KB. */
export async function listCampaignHeads(db: Db): Promise<CampaignHead[]> {
  return (await queryAll(db, HEADS)).map(toHead);
}

/** A whole campaign: its head and its parts. About 1 to 8 read units. @returns undefined if there is none of that slug. */
export async function getCampaign(db: Db, slug: string): Promise<Campaign | undefined> {
  const [head, parts] = await Promise.all([getCampaignHead(db, slug), queryAll(db, partsOf(slug))]);
  if (!head) return undefined;
  const ofKind = <Part>(kind: string) =>
    parts.filter((part) => part.sk?.S?.startsWith(`${kind}#`)).map((part) => withoutKeys(part) as Part);
  const story = parts.find((part) => part.sk?.S === 'why');
  return {
    ...head,
    why: story?.text?.S ?? '',
    targets: ofKind<Target>('target'),
    cases: ofKind<PrisonerCase>('case'),
    updates: ofKind<Update>('update'),
  };
}

/**
 * Stores a whole campaign in one transaction, and removes the parts that it no longer has. 2 write units per KB.
 * @throws the SDK's TransactionCanceledException if somebody else wrote the campaign at the same moment.
 */
export async function putCampaign(db: Db, campaign: Campaign): Promise<void> {
  const { why, targets, cases, updates, ...head } = campaign;
  const pk = partsOf(campaign.slug);
  const numbered = (kind: string, parts: readonly object[]) =>
    parts.map((part, i) => ({ pk, sk: `${kind}#${String(i).padStart(3, '0')}`, ...part }));
  const items = [
    { pk: HEADS, sk: campaign.slug, ...head },
    { pk, sk: 'why', text: why },
    ...numbered('target', targets),
    ...numbered('case', cases),
    ...numbered('update', updates),
  ];
  const kept = new Set(items.map((item) => item.sk));
  const gone = (await queryAll(db, pk)).filter((part) => !kept.has(part.sk?.S ?? ''));
  const writes: TransactWriteItem[] = items.map((item) => ({ Put: { TableName: db.table, Item: store(item) } }));
  await db.client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
  // What is gone is removed after, so that a transaction never exceeds DynamoDB's 100 items.
  for (const { pk, sk } of gone) {
    if (pk && sk) await db.client.send(new DeleteItemCommand({ TableName: db.table, Key: { pk, sk } }));
  }
}

async function queryAll(db: Db, pk: string): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.client.send(
      new QueryCommand({
        TableName: db.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

function withoutKeys(item: Item): unknown {
  const { pk, sk, ...rest } = unmarshall(item);
  return rest;
}

const toHead = (item: Item): CampaignHead => withoutKeys(item) as CampaignHead;
