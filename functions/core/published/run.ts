import { createHash } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import { memoryOf } from './store.ts';

/** The last run of publishing, over all campaigns. They are in it by their codes. */
export interface Run {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** The campaigns whose numbers may move more often than once an hour, and how often, in milliseconds. */
  readonly frequent: Noted;
  /** The campaigns that had no turn, or whose turn failed, and when they were last looked at. */
  readonly late: Noted;
}

/** A number for each of some campaigns, by its code. */
type Noted = ReadonlyMap<string, number>;

const CODE_BYTES = 6;
/** A short name of a campaign, so that those of thousands fit into an item. Two of 10,000 have the same once in millions. */
export const codeOf = (slug: string): string =>
  createHash('sha256').update(slug).digest().subarray(0, CODE_BYTES).toString('base64url');

/** Of no campaign, so of all. */
export const RUNS = memoryOf('');
const RUN: Item = { pk: { S: RUNS }, sk: { S: 'run' } };

/** The last run. 1 read unit; more while thousands of campaigns are late. @returns undefined if there was none. */
export async function getRun({ client, table }: Db): Promise<Run | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: RUN, ConsistentRead: true }));
  const run = Item && unmarshall(Item);
  return run && { at: run.at, frequent: unpacked(run.frequent), late: unpacked(run.late) };
}

/**
 * Notes a run that has ended. 1 write unit, and 1 more for each 170 campaigns in it. A run that began before another one
 * ended changes nothing. Campaigns that do not fit are not noted: their numbers wait for the next mark.
 */
export async function putRun(
  { client, table }: Db,
  before: Run | undefined,
  { at, frequent, late }: Run,
): Promise<void> {
  const room = { bytes: ROOM };
  const noted = { at, late: packed(late, room), frequent: packed(frequent, room) };
  await ifConditionHolds(() =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...RUN, ...marshall(noted) },
        ConditionExpression: before ? '#at = :at' : 'attribute_not_exists(pk)',
        ...(before && {
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': { N: String(before.at) } },
        }),
      }),
    ),
  );
}

/** An item can have 400 KB. Each different number takes some bytes, and each code of a campaign beside it. */
const ROOM = 390_000;
const NUMBER_BYTES = 24;

/** The codes of campaigns, by their number. @param room what is left of the item. */
function packed(noted: Noted, room: { bytes: number }): Record<string, Uint8Array> {
  const codes = new Map<number, string[]>();
  for (const [code, n] of noted) {
    const bytes = CODE_BYTES + (codes.has(n) ? 0 : NUMBER_BYTES);
    if (room.bytes < bytes) break;
    room.bytes -= bytes;
    const same = codes.get(n);
    if (same) same.push(code);
    else codes.set(n, [code]);
  }
  return Object.fromEntries([...codes].map(([n, some]) => [n, Buffer.from(some.join(''), 'base64url')]));
}

const unpacked = (stored: Record<string, Uint8Array> = {}): Noted =>
  new Map(
    Object.entries(stored).flatMap(([n, bytes]) =>
      Array.from({ length: bytes.length / CODE_BYTES }, (_, i) => {
        const code = bytes.subarray(i * CODE_BYTES, (i + 1) * CODE_BYTES);
        return [Buffer.from(code).toString('base64url'), Number(n)] as const;
      }),
    ),
  );
