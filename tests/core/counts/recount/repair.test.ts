import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { beginRecount, finishRecount, getRecounts } from '../../../../functions/core/counts/recount/recounts.ts';
import { isRepairable, repairCounts } from '../../../../functions/core/counts/recount/repair.ts';
import { queryCounts } from '../../../../functions/core/counts/store.ts';
import { HOUR, isoTime } from '../../../../functions/core/running/clock.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');

async function done(campaign: string) {
  await beginRecount(counts, campaign, new Map(), NOW);
  await finishRecount(counts, campaign, (await getRecounts(counts, campaign)).running!);
  return (await getRecounts(counts, campaign)).done!;
}
const lacking = (name: string, missing: number) => ({ name, counted: 0, recounted: missing, missing });
async function repair(campaign: string, ...differences: ReturnType<typeof lacking>[]) {
  return repairCounts(counts, campaign, { recount: await done(campaign), differences, now: NOW + HOUR });
}
async function itemOf(campaign: string, sk: string) {
  const Key = { pk: { S: campaign }, sk: { S: sk } };
  const { Item } = await counts.client.send(new GetItemCommand({ TableName: counts.table, Key, ConsistentRead: true }));
  return Item && unmarshall(Item);
}

it('adds what is missing to the totals and to the months of its hours, and records how much that is', async () => {
  const differences = [
    lacking('n', 3),
    lacking('c:AZ', 3),
    lacking('h:2026-10-31T23', 1),
    lacking('h:2026-11-01T00', 2),
    lacking('h:2026-11-01T01', -1),
  ];
  expect(await repair('months', ...differences)).toEqual(differences);
  const key = { pk: 'months' };
  expect(await itemOf('months', 'base')).toEqual({
    ...{ ...key, sk: 'base', n: 3, 'c:AZ': 3, changedAt: isoTime(NOW + HOUR) },
    ...{ x: 4, m: 4, monthFolds: 2 },
  });
  expect(await itemOf('months', 'base#2026-10')).toEqual({
    ...key,
    sk: 'base#2026-10',
    'h:2026-10-31T23': 1,
    folds: 1,
  });
  expect(await itemOf('months', 'base#2026-11')).toEqual({
    ...{ ...key, sk: 'base#2026-11', folds: 1 },
    ...{ 'h:2026-11-01T00': 2, 'h:2026-11-01T01': -1 },
  });
  // A reader takes it for one fold into two months: all of it is there.
  expect(await queryCounts(counts, 'months')).toMatchObject({ total: 3, byCountry: new Map([['AZ', 3]]) });
});

it('corrects hours alone', async () => {
  await repair('hours', lacking('h:2026-11-01T00', 2));
  expect(await itemOf('hours', 'base')).toMatchObject({ x: 2, m: 2, monthFolds: 1 });
  expect(await itemOf('hours', 'base#2026-11')).toMatchObject({ 'h:2026-11-01T00': 2, folds: 1 });
});

it('lets nobody outside see that signatures under review were counted wrong', async () => {
  await repair('review', lacking('r', 1), lacking('r:honeypot', 1));
  expect(await itemOf('review', 'base')).toEqual({
    ...{ pk: 'review', sk: 'base', r: 1, 'r:honeypot': 1 },
    ...{ x: 1, m: 0, monthFolds: 0 },
  });
});

it('corrects 200 numbers of an item at once, and the rest the next time', async () => {
  const differences = Array.from({ length: 201 }, (_, i) => lacking(`s:source-${i}`, 1));
  expect(await repair('large', ...differences)).toEqual(differences.slice(0, 200));
});

it('leaves names to be mended one by one, and writes nothing if there is nothing else', async () => {
  expect([isRepairable(lacking('names', 1)), isRepairable(lacking('n', 1))]).toEqual([false, true]);
  expect(await repair('names', lacking('names', 1))).toEqual([]);
  expect(await itemOf('names', 'base')).toBeUndefined();
  expect(await repair('both', lacking('names', 1), lacking('n', 1))).toEqual([lacking('n', 1)]);
  expect(await itemOf('both', 'base')).not.toHaveProperty('names');
});
