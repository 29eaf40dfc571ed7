import { GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Db, Item } from '../../../functions/core/aws/db.ts';
import { addition } from '../../../functions/core/counts/addition.ts';
import { foldCampaign } from '../../../functions/core/counts/fold.ts';
import { isWhole } from '../../../functions/core/counts/items.ts';
import {
  countPublicNames,
  eachApprovedPage,
  listNameKeys,
  type NameChanges,
  noteName,
  queryNames,
  queryShownNames,
} from '../../../functions/core/counts/names.ts';
import { getRecounts } from '../../../functions/core/counts/recount/recounts.ts';
import { getLaneSequence, queryCounts, queryUnderReview } from '../../../functions/core/counts/store.ts';
import { sumCounts } from '../../../functions/core/counts/sums.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { clientOf } from '../../support/client.ts';
import { silentLog } from '../../support/log.ts';
import { image, signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');
const deps = { counts: Counts, clock: () => NOW, log: silentLog };

/** The table, and whether each read of it was consistent. */
function watched(answers?: (Item[] | undefined)[]) {
  const consistent: boolean[] = [];
  const client = clientOf(async (command) => {
    if (command instanceof QueryCommand || command instanceof GetItemCommand)
      consistent.push(command.input.ConsistentRead ?? false);
    return answers ? { Items: answers.shift() ?? [] } : Counts.client.send(command as never);
  });
  return { db: { ...Counts, client } satisfies Db, consistent };
}

describe('a read is consistent', () => {
  it.each<[string, (db: Db) => Promise<unknown>]>([
    ['how far a lane was counted', (db) => getLaneSequence(db, 'any', 'shard')],
    ['what is folded', (db) => foldCampaign(db, 'any', NOW)],
    ['recounts', (db) => getRecounts(db, 'any')],
    ['sums that a recount is compared with', (db) => sumCounts(db, 'any', { consistent: true })],
    ['how many names there are', (db) => countPublicNames(db, 'any')],
    ['which names there are', (db) => listNameKeys(db, 'any')],
    ['names to decide on', (db) => queryNames(db, 'any')],
    ['names that a draw replaces', (db) => queryShownNames(db, 'any', { consistent: true })],
  ])('where a write follows from it: %s', async (_what, read) => {
    const { db, consistent } = watched();
    await read(db);
    expect(consistent).toEqual([true]);
  });

  it.each<[string, (db: Db) => Promise<unknown>]>([
    ['counts', (db) => queryCounts(db, 'any')],
    ['reviews', (db) => queryUnderReview(db, 'any')],
    ['names', (db) => queryShownNames(db, 'any')],
    ['names to draw from, which the write checks', (db) => eachApprovedPage(db, 'any', () => undefined)],
  ])('not where it is shown, at half the price: %s', async (_what, read) => {
    const { db, consistent } = watched();
    await read(db);
    expect(consistent).toEqual([false]);
  });

  it('from the second look on, and there are five, where folding was in the way', async () => {
    const torn: Item[] = [{ sk: { S: 'base' }, folds: { N: '1' }, n: { N: '7' } }];
    const { db, consistent } = watched(Array.from({ length: 9 }, () => torn));
    expect(await sumCounts(db, 'torn')).toEqual({ sums: new Map([['n', 7]]), changedAt: undefined, isWhole: false });
    expect(consistent).toEqual([false, true, true, true, true]);
  });
});

describe('a sum', () => {
  const put = (sk: string, attributes: Item) =>
    Counts.client.send(
      new PutItemCommand({ TableName: Counts.table, Item: { pk: { S: 'summed' }, sk: { S: sk }, ...attributes } }),
    );

  it('contains only counts, over all items, and finds the latest change in any item', async () => {
    const [early, middle, late] = [NOW, NOW + 1, NOW + 2].map((at) => ({ S: isoTime(at) }));
    await put('base', {
      n: { N: '5' },
      'c:AZ': { N: '5' },
      folds: { N: '0' },
      monthFolds: { N: '0' },
      changedAt: middle!,
    });
    await put('lane-1', { n: { N: '2' }, seq: { S: '1' }, movedAt: late!, changedAt: late! });
    await put('lane-2', { n: { N: '-1' }, r: { N: '1' }, seq: { S: '1' }, changedAt: early! });
    await put('lane-3', { r: { N: '1' }, seq: { S: '1' }, movedAt: late! });
    const { sums, changedAt } = await sumCounts(Counts, 'summed');
    expect(sums).toEqual(
      new Map([
        ['n', 6],
        ['c:AZ', 5],
        ['r', 2],
      ]),
    );
    expect(changedAt).toBe(late?.S);
  });

  it('is complete when lanes and months were folded as often as the base says, in any order of items', () => {
    const base = (folds: number, monthFolds: number): Item => ({
      sk: { S: 'base' },
      folds: { N: String(folds) },
      monthFolds: { N: String(monthFolds) },
    });
    const lane = (folds?: number): Item => ({
      sk: { S: 'a' },
      seq: { S: '1' },
      ...(folds && { folds: { N: String(folds) } }),
    });
    const month = (folds: number): Item => ({ sk: { S: 'base#2026-11' }, folds: { N: String(folds) } });
    expect(isWhole([])).toBe(true);
    expect(isWhole([lane()])).toBe(true);
    expect(isWhole([lane(2), base(2, 1), month(1)])).toBe(true);
    expect(isWhole([month(1), lane(1), lane(1), base(2, 1)])).toBe(true);
    expect(isWhole([lane(2), base(1, 1), month(1)])).toBe(false);
    expect(isWhole([lane(2), base(2, 1), month(2)])).toBe(false);
    expect(isWhole([lane(2), base(2, 1)])).toBe(false);
    expect(isWhole([lane(1)])).toBe(false);
    expect(isWhole([month(1), base(0, 0)])).toBe(false);
  });
});

describe('an addition', () => {
  const Key = { pk: { S: 'added' }, sk: { S: 'base' } };
  const add = async (...more: [[string, number][], number?]) => {
    await Counts.client.send(new UpdateItemCommand(addition(Counts, Key, ...more)));
    return (await Counts.client.send(new GetItemCommand({ TableName: Counts.table, Key }))).Item;
  };

  it('adds to some numbers, and notes when public counts changed only on request', async () => {
    expect(
      await add([
        ['n', 2],
        ['h:2026-11-24T09', 2],
      ]),
    ).toEqual({ ...Key, n: { N: '2' }, 'h:2026-11-24T09': { N: '2' } });
    expect(await add([['n', -1]], NOW)).toMatchObject({ n: { N: '1' }, changedAt: { S: '2026-11-24T09:30:00.000Z' } });
    expect(await add([['n', 1]])).toMatchObject({ n: { N: '2' }, changedAt: { S: '2026-11-24T09:30:00.000Z' } });
  });
});

describe('a name is kept', () => {
  const shown = { publicName: 'Leyla', publicReason: 'For my teacher.' };
  const noted = (before: Item | undefined, after: Item | undefined) => {
    const changes: NameChanges = new Map();
    noteName(changes, before, after);
    return [...changes.values()];
  };

  it('of a signature that counts and chose to, and of no other', () => {
    const counted = image('any', 1, shown);
    const name = { name: 'Leyla', reason: 'For my teacher.' };
    expect(noted(undefined, counted)).toEqual([{ hasGone: false, shown: name }]);
    for (const status of ['under-review', 'voided', 'withdrawn']) {
      expect(noted(undefined, { ...counted, status: { S: status } })).toEqual([]);
      expect(noted(counted, { ...counted, status: { S: status } })).toEqual([{ hasGone: true, shown: undefined }]);
    }
    const { status: _status, ...without } = counted;
    expect(noted(undefined, without)).toEqual([]);
    for (const missing of ['publicName', 'sk'])
      expect(
        noted(undefined, Object.fromEntries(Object.entries(counted).filter(([name]) => name !== missing))),
      ).toEqual([]);
    expect(noted(undefined, { ...counted, publicName: { S: '' } })).toEqual([]);
    expect(noted(undefined, undefined)).toEqual([]);
  });

  it('without a change if only something else of its signature changes, and anew with other words', () => {
    const counted = image('any', 1, shown);
    expect(noted(counted, { ...counted, signals: { SS: ['honeypot'] } })).toEqual([]);
    for (const other of [{ publicName: { S: 'L.' } }, { publicReason: { S: 'Because.' } }])
      expect(noted(counted, { ...counted, ...other })).toMatchObject([{ hasGone: true, shown: {} }]);
  });

  it('under a digest of its signer, cut short, with no time in it', async () => {
    await tallyBatch(deps, 'shard', [
      signed('keys', 1, shown),
      signed('keys', 2),
      signed('keys', 3, { publicName: 'Mara' }),
    ]);
    const keys = await listNameKeys(Counts, 'keys');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).toMatch(/^[\da-f]{24}$/);
    expect(await countPublicNames(Counts, 'keys')).toBe(2);
    expect(await countPublicNames(Counts, 'nobody')).toBe(0);
  });
});
