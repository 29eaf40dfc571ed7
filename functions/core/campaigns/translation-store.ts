import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages, queryPartition } from '../aws/db.ts';
import type { Campaign, FormerDemand } from './campaign.ts';
import type { Translation } from './in-language.ts';
import type { Texts } from './translations.ts';
import { wordedHead } from './worded.ts';

/**
 * Translations in the Campaigns table: for each campaign a partition, for each language two items. The first has what forms,
 * e-mails and lists show, the second the rest of the page. So a campaign's head stays small however many languages it has, and
 * a reader pays for one language.
 */
export const partitionOfTexts = (slug: string) => `texts#${slug}`;
/** A pattern of the partitions of all translations, for roles. */
export const CAMPAIGN_TEXTS = partitionOfTexts('*');
const PAGE = '#page';

/** The two items of each language. Both have the revision that wrote them, like the parts of a campaign. */
export function translationItems(
  { slug, translations = {}, translatedDemands }: Campaign,
  revision: number,
): Record<string, unknown>[] {
  const pk = partitionOfTexts(slug);
  return Object.entries(translations).flatMap(([language, texts]) => {
    const fields = Object.entries(texts);
    const isOfHead = ([field]: [string, unknown]) => field in wordedHead;
    const demands = translatedDemands?.[language];
    return [
      { pk, sk: language, texts: Object.fromEntries(fields.filter(isOfHead)), demands, revision },
      { pk, sk: language + PAGE, texts: Object.fromEntries(fields.filter((one) => !isOfHead(one))), revision },
    ];
  });
}

/** All items of a campaign's translations. About 1 read unit a language; twice as much if consistent. */
export const queryTranslations = (db: Db, slug: string, options: { readonly consistent: boolean }): Promise<Item[]> =>
  queryPartition(db, partitionOfTexts(slug), options);

/** The translations of some items, by language, each with its earlier demands. */
export function translationsIn(items: readonly Item[]): Translation[] {
  const byLanguage = new Map<string, Translation>();
  for (const item of items) {
    const { sk, texts, demands } = unmarshall(item) as { sk: string; texts: Texts; demands?: FormerDemand[] };
    const language = sk.endsWith(PAGE) ? sk.slice(0, -PAGE.length) : sk;
    const { texts: before, demands: known = demands } = byLanguage.get(language) ?? { texts: {} };
    byLanguage.set(language, { language, texts: { ...before, ...texts }, ...(known && { demands: known }) });
  }
  return [...byLanguage.values()];
}

/** A whole translation, for the page. 0.5 read units per 4 KB. @returns undefined if there is none. */
export async function getTranslation(db: Db, slug: string, language: string): Promise<Translation | undefined> {
  const items: Item[] = [];
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :page',
    ExpressionAttributeValues: {
      ':pk': { S: partitionOfTexts(slug) },
      ':head': { S: language },
      ':page': { S: language + PAGE },
    },
  };
  for await (const { Items = [] } of queryPages(db, query)) items.push(...Items);
  return translationsIn(items)[0];
}

/** What forms and e-mails show of a translation. 0.5 read units, for longer texts 1. @returns undefined if there is none. */
export async function getTranslatedHead(db: Db, slug: string, language: string): Promise<Translation | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: marshall({ pk: partitionOfTexts(slug), sk: language }) }),
  );
  return Item && translationsIn([Item])[0];
}
