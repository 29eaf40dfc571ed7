import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';

/**
 * What waits for organisers in each campaign, for a list of thousands of them: one item. `publish` keeps it, as it sums the counts of a
 * campaign in any case. So it is a minute old for a live campaign, and up to an hour for the others.
 */
export const WAITING = 'waiting#';
const KEY: Item = { pk: { S: WAITING }, sk: { S: 'now' } };

/** What waits in a campaign. */
export interface Waiting {
  /** How many signatures are under review. */
  readonly signatures: number;
  /** The day (UTC) on which the oldest of them was confirmed, if it is known: `2026-11-24`. */
  readonly since: string | undefined;
}

/** By slug. A campaign in which nothing waits is not in it. */
export type WaitingByCampaign = ReadonlyMap<string, Waiting>;

interface StoredWaiting {
  /** How often it was written. 0: never. */
  readonly version: number;
  readonly campaigns: WaitingByCampaign;
}

/** 0.5 read units per 4 KB: a hundred campaigns that wait are about 1 KB. */
export async function getWaiting({ client, table }: Db): Promise<StoredWaiting> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: KEY }));
  if (!Item) return { version: 0, campaigns: new Map() };
  const rows = JSON.parse((await decompress(Item.campaigns?.B ?? new Uint8Array())).toString()) as Row[];
  return {
    version: Number(Item.version?.N),
    campaigns: new Map(rows.map(([slug, signatures, since]) => [slug, { signatures, since: since ?? undefined }])),
  };
}

type Row = readonly [slug: string, signatures: number, since: string | null];

/** How often a run tries again while another one writes. */
const TRIES = 5;
/** An item has 400 KB at most. Of more campaigns, those that have waited longest are kept. */
const MOST = 20_000;

/**
 * Notes what waits in some campaigns. 0.5 read units per 4 KB, and 1 write unit per KB if something has changed.
 * @param found also campaigns in which nothing waits. @param known the slugs of all campaigns: the others are forgotten.
 */
export async function noteWaiting(db: Db, found: WaitingByCampaign, known: ReadonlySet<string>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { version, campaigns } = await getWaiting(db);
    const merged = [...new Map([...campaigns, ...found])]
      .filter(([slug, { signatures }]) => signatures > 0 && known.has(slug))
      .sort(([a, one], [b, other]) => order(one, other) || (a < b ? -1 : 1))
      .slice(0, MOST);
    const rows = merged.map(([slug, { signatures, since }]): Row => [slug, signatures, since ?? null]);
    const before = [...campaigns].map(([slug, { signatures, since }]): Row => [slug, signatures, since ?? null]);
    if (JSON.stringify(rows) === JSON.stringify(before)) return;
    if (await putWaiting(db, version, rows)) return;
  }
}

/** Days compare as texts. What waits since an unknown day was there before days were kept. */
const order = (one: Waiting, other: Waiting): number => {
  const [a, b] = [one.since ?? '', other.since ?? ''];
  return a === b ? 0 : a < b ? -1 : 1;
};

const putWaiting = async ({ client, table }: Db, version: number, rows: readonly Row[]): Promise<boolean> => {
  const campaigns = await compress(JSON.stringify(rows));
  return ifConditionHolds(() =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...KEY, version: { N: String(version + 1) }, campaigns: { B: campaigns } },
        ...(version === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :seen',
              ExpressionAttributeValues: { ':seen': { N: String(version) } },
            }),
      }),
    ),
  );
};

const compress = promisify<string, Uint8Array>(gzip);
const decompress = promisify<Uint8Array, Buffer>(gunzip);
