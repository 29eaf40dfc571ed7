import { DeleteItemCommand, PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import { MOST_ITEMS, transact } from '../aws/transact.ts';
import type { Campaign } from './campaign.ts';
import type { PrisonerCase } from './case.ts';
import { noteSpeaker } from './case-index.ts';
import { getHeadItem, HEADS, headIs, isAtRevision, toHead, withoutKeys } from './head-store.ts';
import type { Target, Update } from './parts.ts';
import {
  formerTranslationsIn,
  partitionOfTexts,
  queryTranslations,
  translationItems,
  translationsIn,
} from './translation-store.ts';

const partsOf = (slug: string) => `campaign#${slug}`;

/** A pattern of the partitions of all campaigns, for roles. */
export const CAMPAIGN_PARTS = partsOf('*');

const store = (item: Record<string, unknown>): Item => marshall(item, { removeUndefinedValues: true });

/** A campaign, and how often it has been written. */
export interface StoredCampaign {
  readonly campaign: Campaign;
  readonly revision: number;
}

/** Writes the words of a version under conditions. @returns its record. */
export type WordsOfVersion = (conditions: readonly TransactWriteItem[]) => Promise<Record<string, unknown>>;

/** Somebody else wrote the campaign, or the group, between our read and our write. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
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
 * Stores a whole campaign in one transaction, and removes the parts that it no longer has. 2 write units per KB, 2 for each case with an
 * id, and 2 for each condition.
 * @param replacing the revision that the writer has read (0: none yet). Left out: the one that is stored now.
 * @param beside.fence where it must stand still, if the campaign gets a case that it did not have (`fence.ts`).
 * @param beside.record writes the words of the version under the conditions, and returns its record. That is written with the campaign, or
 * just after it where 100 items have no room.
 * @throws {ChangedMeanwhile} if another revision is stored, the fence was moved, or somebody writes at the same moment. The campaign is not
 * written then.
 */
export async function putCampaign(
  db: Db,
  campaign: Campaign,
  replacing?: number,
  { fence, record }: { readonly fence?: TransactWriteItem | undefined; readonly record?: WordsOfVersion } = {},
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
        ...isAtRevision(seen),
      },
    },
    ...[...parts, ...translationItems(campaign, revision)].map((part) => ({
      Put: { TableName: db.table, Item: store(part) },
    })),
  ];
  const isFenced = fence ? [fence] : [];
  TransactItems.push(...isFenced);
  const conditions = [headIs(db, campaign.slug, seen), ...isFenced];
  // Before the campaign: a crash in between leaves a row that its readers see through, and never a campaign without its rows. And before
  // the words of its version: who erases a case finds by its rows which histories have words of it.
  if (!(await noteSpeaker(db, campaign, revision, conditions))) throw new ChangedMeanwhile();
  const version = record && { TableName: db.table, Item: store(await record(conditions)) };
  const hasRoom = TransactItems.length < MOST_ITEMS;
  if (version && hasRoom) TransactItems.push({ Put: version });
  if (!(await transact(db, TransactItems))) throw new ChangedMeanwhile();
  if (version && !hasRoom) await db.client.send(new PutItemCommand(version));
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
