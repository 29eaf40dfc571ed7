import { BatchGetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Db } from '../../../functions/core/aws/db.ts';
import { overviewReader, readOverviewOf } from '../../../functions/core/overview/reader.ts';
import {
  BUCKETS,
  type Bucket,
  bucketOf,
  changeBucket,
  getBuckets,
  getOverviewState,
  NO_BUCKET,
  putBucket,
  raiseState,
} from '../../../functions/core/overview/store.ts';
import { clientOf } from '../../support/client.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { putEntries, putOverview, storedEntryOf } from '../../support/overview.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const fresh = async () => (await freshTables()).Campaigns;
const slugs = (bucket: Bucket | undefined) => [...(bucket?.entries.keys() ?? [])].sort();
/** Campaigns of the same bucket. */
const neighbours = Array.from({ length: 20_000 }, (_, i) => `campaign-${i}`).filter((slug) => bucketOf(slug) === 7);

const versionsOf = (versions: Readonly<Record<number, number>>) =>
  new Map(Object.entries(versions).map(([bucket, version]) => [Number(bucket), version]));
/** The versions of a state, without those of buckets that were never written. */
const written = (versions: readonly number[] = []) =>
  new Map([...versions.entries()].filter(([, version]) => version > 0));

/** A table, and the kinds of calls of it with how many keys they name. */
function watched(db: Db) {
  const calls: string[] = [];
  const client = clientOf(async (command) => {
    const keys = command instanceof BatchGetItemCommand ? command.input.RequestItems?.[db.table]?.Keys?.length : '';
    calls.push(`${command.constructor.name.replace('Command', '')}${keys}`);
    return db.client.send(command as never);
  });
  return { db: { ...db, client }, calls };
}

it('spreads 10,000 campaigns so that a bucket stays small', () => {
  const sizes = new Array<number>(BUCKETS).fill(0);
  for (let i = 0; i < 10_000; i++) sizes[bucketOf(`campaign-${i}`)]! += 1;
  expect(Math.min(...sizes)).toBeGreaterThan(15);
  expect(Math.max(...sizes)).toBeLessThan(70);
});

it('gives back what was written, without losing a field', async () => {
  const db = await fresh();
  const stored = {
    ...storedEntryOf({ slug: 'free-them', group: { name: 'Free Voices', contact: 'a@example.org' } }, { total: 12 }),
    announced: { status: 'open', isWon: false, milestone: 100, detained: [{ id: 'ali', at: 0 }] } as const,
  };
  await putEntries(db, stored);
  const bucket = (await getBuckets(db, [bucketOf('free-them')])).get(bucketOf('free-them'));
  expect(bucket?.version).toBe(1);
  expect(bucket?.entries.get('free-them')).toEqual(JSON.parse(JSON.stringify(stored)));
  expect((await getBuckets(db, [0, 1])).get(1)).toBe(NO_BUCKET);
});

it('reads more buckets than one call takes, and asks again for those that DynamoDB left out', async () => {
  const db = await fresh();
  const some = Array.from({ length: 300 }, (_, i) => storedEntryOf({ slug: `campaign-${i}` }));
  await putEntries(db, ...some);
  let left = 2;
  const client = clientOf(async (command) => {
    const answer = (await db.client.send(command as never)) as unknown as {
      Responses: Record<string, { pk: object; sk: object }[]>;
    };
    if (!(command instanceof BatchGetItemCommand) || left-- <= 0) return answer;
    const [first, ...others] = answer.Responses[db.table] ?? [];
    const Keys = [{ pk: first?.pk, sk: first?.sk }];
    return { Responses: { [db.table]: others }, UnprocessedKeys: { [db.table]: { Keys } } };
  });
  const buckets = await getBuckets({ ...db, client }, [...new Array(BUCKETS).keys()]);
  expect([...buckets.values()].flatMap(slugs)).toHaveLength(300);
});

it('loses no entry when many write into one bucket at once', async () => {
  const db = await fresh();
  const some = neighbours.slice(0, 12);
  await Promise.all(some.map((slug) => putEntries(db, storedEntryOf({ slug }))));
  const bucket = (await getBuckets(db, [7])).get(7);
  expect(slugs(bucket)).toEqual([...some].sort());
  expect(bucket?.version).toBe(12);
});

it('writes a bucket only as it was read', async () => {
  const db = await fresh();
  const [first = NO_BUCKET] = await putEntries(db, storedEntryOf({ slug: neighbours[0]! }));
  expect(await putBucket(db, 7, NO_BUCKET, { entries: new Map(), gone: new Set() })).toBeUndefined();
  expect(await putBucket(db, 7, { ...first, version: 2 }, { entries: new Map(), gone: new Set() })).toBeUndefined();
  expect((await putBucket(db, 7, first, { entries: new Map(), gone: new Set() }))?.version).toBe(2);
});

it('takes a bucket that it knows, and reads it anew once somebody else has written it', async () => {
  const db = await fresh();
  const [known = NO_BUCKET] = await putEntries(db, storedEntryOf({ slug: neighbours[0]! }));
  const { db: quiet, calls } = watched(db);
  const seen: number[] = [];
  const change = async ({ version, entries, gone }: Bucket) => {
    seen.push(version);
    return { entries: new Map(entries).set('another', storedEntryOf({ slug: 'another' })), gone };
  };
  expect((await changeBucket(quiet, 7, change, known)).version).toBe(2);
  expect(calls).toEqual(['PutItem']);
  expect((await changeBucket(quiet, 7, change, known)).version).toBe(3);
  expect(seen).toEqual([1, 1, 2]);
  expect((await changeBucket(quiet, 7, async () => undefined)).version).toBe(3);
});

it('gives up when others write the same bucket for ever', async () => {
  const db = await fresh();
  const [known = NO_BUCKET] = await putEntries(db, storedEntryOf({ slug: neighbours[0]! }));
  await putEntries(db, storedEntryOf({ slug: neighbours[1]! }));
  const client = clientOf(async (command) => {
    if (!(command instanceof PutItemCommand)) return db.client.send(command as never);
    const { TableName, Item } = command.input;
    return db.client.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
  });
  await expect(changeBucket({ ...db, client }, 7, async (bucket) => bucket, known)).rejects.toThrow(/tries/);
});

it('raises each version and the time of the state, whoever writes, and lowers none', async () => {
  const db = await fresh();
  expect(await getOverviewState(db, { consistent: true })).toBeUndefined();
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => raiseState(db, { versions: new Map([[i, i + 1]]), checkedAt: i * 1_000 })),
  );
  await raiseState(db, { versions: versionsOf({ 7: 2, 255: 4_000_000_000 }), checkedAt: 0 });
  const { versions, checkedAt } = (await getOverviewState(db, { consistent: true }))!;
  expect([written(versions), checkedAt]).toEqual([
    versionsOf({ 0: 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 255: 4_000_000_000 }),
    7_000,
  ]);
});

it('reads the state again when somebody raises it at the same moment', async () => {
  const db = await fresh();
  await raiseState(db, { versions: versionsOf({ 1: 1 }), checkedAt: 1 });
  const isPut = (command: object) => command instanceof PutItemCommand;
  const racing = meanwhile(db, isPut, () => raiseState(db, { versions: versionsOf({ 2: 5 }), checkedAt: 2 }));
  await raiseState(racing, { versions: versionsOf({ 1: 3 }), checkedAt: 1 });
  const state = await getOverviewState(db, { consistent: true });
  expect([written(state?.versions), state?.checkedAt]).toEqual([versionsOf({ 1: 3, 2: 5 }), 2]);
});

it('makes no overview whole by one bucket', async () => {
  const db = await fresh();
  await raiseState(db, { versions: versionsOf({ 1: 1 }) });
  expect(await getOverviewState(db, { consistent: true })).toBeUndefined();
  await raiseState(db, { versions: versionsOf({}), checkedAt: 5 });
  await raiseState(db, { versions: versionsOf({ 1: 1 }) });
  expect((await getOverviewState(db, { consistent: true }))?.checkedAt).toBe(5);
});

it('reads half a unit for a page, and of the buckets only those that have changed', async () => {
  const { db, calls } = watched(await fresh());
  const [one, two] = [storedEntryOf({ slug: 'one' }), storedEntryOf({ slug: 'two' })];
  await putOverview(db, 1, one, two);
  const read = readOverviewOf(db);
  calls.length = 0;
  const first = await read();
  expect(first?.entries.map(({ slug }) => slug).sort()).toEqual(['one', 'two']);
  expect(calls).toEqual(['GetItem', 'BatchGetItem2']);
  const again = await read();
  expect(calls.slice(2)).toEqual(['GetItem']);
  // A page may remember what it made of them.
  expect(again?.entries).toBe(first?.entries);
  await putOverview(db, 2, { ...one, entry: { ...one.entry, title: 'New' } });
  calls.length = 0;
  const changed = await read();
  expect(calls).toEqual(['GetItem', 'BatchGetItem1']);
  expect([changed?.entries.find(({ slug }) => slug === 'one')?.title, changed?.checkedAt]).toEqual(['New', 2]);
});

it('pays half a read unit for a page of an overview that has not changed', async () => {
  const db = await fresh();
  await putOverview(db, 1, storedEntryOf({ slug: 'one' }));
  const read = readOverviewOf(db);
  await read();
  expect(await unitsOf(db, read)).toEqual([0.5]);
});

it('reads a bucket again as long as it has an older version than the state names', async () => {
  const db = await fresh();
  const index = bucketOf('one');
  await putOverview(db, 1, storedEntryOf({ slug: 'one', title: 'Old' }));
  const reader = overviewReader(db, { consistent: false });
  await reader.read();
  // The state is ahead, as if it had been restored from a backup without the bucket.
  await raiseState(db, { versions: versionsOf({ [index]: 2 }), checkedAt: 1 });
  expect((await reader.read()).buckets[index]?.version).toBe(1);
  await putEntries(db, storedEntryOf({ slug: 'one', title: 'New' }));
  expect((await reader.read()).buckets[index]?.entries.get('one')?.entry.title).toBe('New');
});

it('shows pages nothing before the overview is whole, and its writer all that is there', async () => {
  const db = await fresh();
  await putEntries(db, storedEntryOf({ slug: 'one' }));
  expect(await readOverviewOf(db)()).toBeUndefined();
  const { state, buckets } = await overviewReader(db, { consistent: true }).read();
  expect([state, buckets.flatMap(slugs)]).toEqual([undefined, ['one']]);
});

it('knows no older bucket than it learned', async () => {
  const db = await fresh();
  await putOverview(db, 1, storedEntryOf({ slug: 'one' }));
  const reader = overviewReader(db, { consistent: true });
  const newer = { ...NO_BUCKET, version: 9 };
  reader.learn(bucketOf('one'), newer);
  expect((await reader.read()).buckets[bucketOf('one')]).toBe(newer);
});

it('keeps the slugs that left, until a writer leaves them out', async () => {
  const db = await fresh();
  const [first = NO_BUCKET] = await putEntries(db, storedEntryOf({ slug: neighbours[0]! }));
  const second = await putBucket(db, 7, first, { entries: new Map(), gone: new Set(neighbours.slice(0, 2)) });
  expect((await getBuckets(db, [7])).get(7)).toEqual(second);
  await putBucket(db, 7, second!, NO_BUCKET);
  expect((await getBuckets(db, [7])).get(7)?.gone.size).toBe(0);
});
