import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { batchGet, type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { isoTime } from '../running/clock.ts';
import type { Interval } from './marks.ts';
import { LIVE } from './rules.ts';
import { type Memory, newState, type Published, type State } from './state.ts';

/**
 * Published numbers are in the Counts table, in a partition of their own for each campaign: the total, which moves
 * often, and the series, which move once a day. What publishing remembers is in another partition, which `site` may not
 * read. No slug contains a `#`, so no campaign's counts can be mistaken for them.
 */
const publishedOf = (campaign: string): string => `published#${campaign}`;
export const memoryOf = (campaign: string): string => `publishing#${campaign}`;
/** Which names were drawn last. Only publishing writes it. */
export const drawnKey = (campaign: string): Item => key(memoryOf(campaign), 'names');
/** Patterns of these partitions, for roles. */
export const PUBLISHED = publishedOf('*');
export const PUBLISHING = memoryOf('*');
/** Attributes of the total of a live campaign. A role that may show it may change no others. */
export const shownLive = ['pk', 'sk', 'total', 'asOf', 'every'] as const;

const key = (pk: string, sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** A state as it was stored, and how often it has been. */
export interface StoredState extends State {
  readonly version: number;
  /** The mark of the last draw of names, in milliseconds since the epoch. */
  readonly drawnAt: number;
}

/**
 * The published numbers of a campaign. 0.5 read units per 4 KB: a year of days has 8 KB.
 * @returns undefined if nothing was published yet.
 */
export async function queryPublished(db: Db, campaign: string): Promise<Published | undefined> {
  return toPublished(await itemsOf(db, publishedOf(campaign), false));
}

/** What moves most often of the published numbers. */
export type PublishedTotal = Pick<Published, 'total' | 'asOf' | 'every'>;

/** The published totals of some campaigns, without those of which nothing was published yet. 0.5 read units for each. */
export async function getPublishedTotals(
  db: Db,
  campaigns: readonly string[],
): Promise<ReadonlyMap<string, PublishedTotal>> {
  const bySlug = new Map(campaigns.map((campaign) => [publishedOf(campaign), campaign]));
  const keys = [...bySlug.keys()].map((pk) => key(pk, 'total'));
  const items = await batchGet(db, keys, { consistent: false });
  return new Map(items.map((item) => [bySlug.get(item.pk?.S ?? '') ?? '', toTotal(unmarshall(item))]));
}

/**
 * The published numbers of a campaign, and what publishing remembers of it. 1 read unit per 4 KB.
 * @param since when the campaign began, in milliseconds since the epoch.
 */
export async function queryState(db: Db, campaign: string, since: number): Promise<StoredState> {
  const [shown, kept] = await Promise.all([
    itemsOf(db, publishedOf(campaign), true),
    itemsOf(db, memoryOf(campaign), true),
  ]);
  const begin = newState(since);
  return {
    published: toPublished(shown) ?? begin.published,
    memory: toMemory(kept) ?? begin.memory,
    version: Number(kept.get('marks')?.version ?? 0),
    drawnAt: Number(kept.get('names')?.at ?? since),
  };
}

/**
 * Writes what has changed of a state. 2 write units per KB of each changed item.
 * @param isLive leaves the total out: `putLiveTotal` writes it.
 * @returns false if somebody else wrote since `before` was read. Then nothing is written.
 */
export function putState(
  db: Db,
  campaign: string,
  before: StoredState,
  after: State,
  { isLive = false } = {},
): Promise<boolean> {
  const { published, memory } = after;
  const { countries, totals, movedAt, rest, atDayEnd, namesAt, names } = memory;
  const [shown, kept] = [publishedOf(campaign), memoryOf(campaign)];
  const put = (pk: string, sk: string, item: object) => ({
    Put: { TableName: db.table, Item: { ...key(pk, sk), ...marshall(item) } },
  });
  const marks = {
    version: before.version + 1,
    atDayEnd,
    namesAt,
    names,
    rest,
    totals: plain(totals),
    movedAt: plain(movedAt),
  };
  const isTheSame = {
    ConditionExpression: before.version === 0 ? 'attribute_not_exists(version)' : 'version = :version',
    ...(before.version > 0 && { ExpressionAttributeValues: { ':version': { N: String(before.version) } } }),
  };
  const { total, asOf, every } = before.published;
  const movesTotal = total !== published.total || asOf !== published.asOf || every !== published.every;
  const movesSeries = before.published.byCountry !== published.byCountry || before.published.byDay !== published.byDay;
  const TransactItems = [
    { Put: { ...put(kept, 'marks', marks).Put, ...isTheSame } },
    ...(before.memory.countries === countries ? [] : [put(kept, 'countries', plainAll(countries))]),
    ...(movesTotal && !isLive ? [put(shown, 'total', totalItem(published))] : []),
    ...(movesSeries
      ? [put(shown, 'series', { byCountry: plain(published.byCountry), byDay: plain(published.byDay) })]
      : []),
  ];
  return ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
}

/**
 * Shows the total of a live campaign as it is. 1 write unit. Publishing writes everything else.
 * @param every how often a cache asks again, in milliseconds.
 */
export async function putLiveTotal(db: Db, campaign: string, live: PublishedTotal) {
  const { total, asOf, every } = marshall(totalItem(live));
  await ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: key(publishedOf(campaign), 'total'),
        UpdateExpression: 'SET #total = :total, asOf = :asOf, #every = :every',
        // Lanes are counted side by side: an older sum must not replace a newer one.
        ConditionExpression: 'attribute_not_exists(asOf) OR (asOf <= :asOf AND (#total <> :total OR #every <> :every))',
        ExpressionAttributeNames: { '#total': 'total', '#every': 'every' },
        ExpressionAttributeValues: { ':total': total, ':asOf': asOf, ':every': every } as Item,
      }),
    ),
  );
}

const totalItem = ({ total, asOf, every }: PublishedTotal) => ({
  total,
  asOf: isoTime(asOf),
  every,
});

async function itemsOf(db: Db, pk: string, consistent: boolean) {
  const items = (await queryPartition(db, pk, { consistent })).map((item) => unmarshall(item));
  return new Map(items.map((item) => [String(item.sk), item]));
}
type Items = Awaited<ReturnType<typeof itemsOf>>;

function toPublished(items: Items): Published | undefined {
  const total = items.get('total');
  const series = items.get('series');
  if (!total) return undefined;
  return {
    ...toTotal(total),
    byCountry: counts(series?.byCountry),
    byDay: counts(series?.byDay),
  };
}

const toTotal = ({ total, asOf, every }: Record<string, NativeAttributeValue>): PublishedTotal => ({
  total,
  // Tally orders live totals by the millisecond. The moment of a signature is nobody else's business.
  asOf: Math.floor(Date.parse(asOf) / LIVE) * LIVE,
  every,
});

function toMemory(items: Items): Memory | undefined {
  const marks = items.get('marks');
  const countries = items.get('countries');
  if (!marks) return undefined;
  return {
    atDayEnd: marks.atDayEnd,
    rest: marks.rest,
    namesAt: marks.namesAt,
    names: marks.names,
    totals: byInterval(marks.totals),
    movedAt: byInterval(marks.movedAt),
    countries: {
      atDay: counts(countries?.atDay),
      atWeek: counts(countries?.atWeek),
      movedFrom: counts(countries?.movedFrom),
      lowestSinceMove: counts(countries?.lowestSinceMove),
      offsets: counts(countries?.offsets),
    },
  };
}

const plain = (map: ReadonlyMap<string | number, number>): Record<string, number> => Object.fromEntries(map);
const plainAll = (maps: object): Record<string, Record<string, number>> =>
  Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, plain(map)]));
const counts = (stored: Record<string, number> | undefined): ReadonlyMap<string, number> =>
  new Map(Object.entries(stored ?? {}));
const byInterval = (stored: Record<string, number>): ReadonlyMap<Interval, number> =>
  new Map(Object.entries(stored).map(([interval, n]) => [Number(interval) as Interval, n]));
