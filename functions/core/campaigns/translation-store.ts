import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, queryPages, queryPartition } from '../aws/db.ts';
import type { Campaign, FormerDemand, FormerTranslation } from './campaign.ts';
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
/** The words of all languages that the campaign no longer has. No tag begins with a `#`. */
const FORMER = '#former';

/**
 * The two items of each language, and one of all former languages. They have the revision that wrote them, like the parts of a
 * campaign.
 */
export function translationItems(
  { slug, translations = {}, translatedDemands, formerTranslations: former }: Campaign,
  revision: number,
): Record<string, unknown>[] {
  const pk = partitionOfTexts(slug);
  const items = Object.entries(translations).flatMap(([language, texts]) => {
    const fields = Object.entries(texts);
    const isOfHead = ([field]: [string, unknown]) => field in wordedHead;
    const demands = translatedDemands?.[language];
    return [
      { pk, sk: language, texts: Object.fromEntries(fields.filter(isOfHead)), demands, revision },
      { pk, sk: language + PAGE, texts: Object.fromEntries(fields.filter((one) => !isOfHead(one))), revision },
    ];
  });
  return former ? [...items, { pk, sk: FORMER, former, revision }] : items;
}

/** All items of a campaign's translations, also of former ones. About 1 read unit a language; twice as much if consistent. */
export const queryTranslations = (db: Db, slug: string, options: { readonly consistent: boolean }): Promise<Item[]> =>
  queryPartition(db, partitionOfTexts(slug), options);

/** The translations of some items, by language, each with its earlier demands. */
export function translationsIn(items: readonly Item[]): Translation[] {
  const byLanguage = new Map<string, Translation>();
  for (const item of items.filter(({ sk }) => sk?.S !== FORMER)) {
    const { sk, texts, demands } = unmarshall(item) as { sk: string; texts: Texts; demands?: FormerDemand[] };
    const language = sk.endsWith(PAGE) ? sk.slice(0, -PAGE.length) : sk;
    const { texts: before, demands: known = demands } = byLanguage.get(language) ?? { texts: {} };
    byLanguage.set(language, { language, texts: { ...before, ...texts }, ...(known && { demands: known }) });
  }
  return [...byLanguage.values()];
}

/** The words of languages that a campaign no longer has, by language. */
export function formerTranslationsIn(items: readonly Item[]): Readonly<Record<string, FormerTranslation>> {
  const item = items.find(({ sk }) => sk?.S === FORMER);
  return item ? unmarshall(item).former : {};
}

/** The same as a translation has them. */
const asTranslation = (language: string, { title, demand, ...former }: FormerTranslation): Translation => ({
  ...{ language, texts: { title, demand } },
  ...former,
});

/** All translations of some items whose words people may have signed: those that there are, then former ones. */
export const signedTranslationsIn = (items: readonly Item[]): Translation[] => [
  ...translationsIn(items),
  ...Object.entries(formerTranslationsIn(items)).map(([language, former]) => asTranslation(language, former)),
];

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

/**
 * What the signers of a language were shown, also if the campaign no longer has that language: like `getTranslatedHead`, and
 * 0.5 read units more per 4 KB for a former language. @returns undefined if there are no such words.
 */
export async function getSignedTranslation(db: Db, slug: string, language: string): Promise<Translation | undefined> {
  const translation = await getTranslatedHead(db, slug, language);
  if (translation) return translation;
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: marshall({ pk: partitionOfTexts(slug), sk: FORMER }) }),
  );
  const former = Item && formerTranslationsIn([Item])[language];
  return former && asTranslation(language, former);
}
