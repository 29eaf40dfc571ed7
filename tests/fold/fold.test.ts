import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type Db, queryPartition } from '../../functions/core/aws/db.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { foldAllCounts } from '../../functions/fold/fold.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { clientOf } from '../support/client.ts';
import { silentLog } from '../support/log.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { signed, withdrawn } from '../support/signed.ts';
import { freshTables } from '../support/tables.ts';

const { Campaigns, Counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');

const tally = (campaign: string, lane: string, sequences: readonly number[], hour = '2026-11-24T09') =>
  tallyBatch(
    { counts: Counts, clock: () => NOW, log: silentLog },
    lane,
    sequences.map((sequence) => signed(campaign, sequence, { confirmedAt: `${hour}:00:00.000Z` })),
  );
const itemsOf = (campaign: string) => queryPartition(Counts, campaign, { consistent: true });
const keysOf = async (campaign: string) => (await itemsOf(campaign)).map(({ sk }) => sk?.S);

it('moves the counts of resting lanes into one item, and one for the hours of each month, and keeps the sums', async () => {
  await tally('at-rest', 'shard-1', [1, 2, 3]);
  await tally('at-rest', 'shard-2', [4, 5], '2026-10-31T23');
  const before = await queryCounts(Counts, 'at-rest');
  expect(await foldCampaign(Counts, 'at-rest', NOW + 47 * HOUR)).toEqual({ folded: 0, removed: 0 });
  expect(await foldCampaign(Counts, 'at-rest', NOW + 49 * HOUR)).toEqual({ folded: 2, removed: 0 });
  expect(await queryCounts(Counts, 'at-rest')).toEqual(before);
  expect(await keysOf('at-rest')).toEqual(['base', 'base#2026-10', 'base#2026-11', 'shard-1', 'shard-2']);
  for (const lane of (await itemsOf('at-rest')).slice(3)) {
    expect(Object.keys(lane).sort()).toEqual(['changedAt', 'folds', 'movedAt', 'pk', 'seq', 'sk']);
  }
});

it('counts a late or repeated record of a folded lane once', async () => {
  await tally('late', 'shard-1', [1, 2]);
  await foldCampaign(Counts, 'late', NOW + 3 * DAY);
  await tally('late', 'shard-1', [1, 2, 3]);
  expect((await queryCounts(Counts, 'late')).total).toBe(3);
});

it('folds a lane that is written still, once it has grown large', async () => {
  for (let hour = 0; hour < 130; hour++) {
    await tally('large', 'only', [hour + 1], new Date(NOW + hour * HOUR).toISOString().slice(0, 13));
  }
  const before = await queryCounts(Counts, 'large');
  expect(await foldCampaign(Counts, 'large', NOW)).toEqual({ folded: 1, removed: 0 });
  expect(await queryCounts(Counts, 'large')).toEqual(before);
});

it('removes a lane long after its last record, and says still when counts last changed', async () => {
  await tally('gone', 'shard-1', [1]);
  const before = await queryCounts(Counts, 'gone');
  await foldCampaign(Counts, 'gone', NOW + 3 * DAY);
  expect(await foldCampaign(Counts, 'gone', NOW + 15 * DAY)).toEqual({ folded: 0, removed: 1 });
  expect(await keysOf('gone')).toEqual(['base', 'base#2026-11']);
  expect(await queryCounts(Counts, 'gone')).toEqual(before);
});

it('says when counts last changed, in any of the lanes that it removes', async () => {
  const later = { counts: Counts, clock: () => NOW + HOUR, log: silentLog };
  await tallyBatch(later, 'shard-1', [signed('two-gone', 1)]);
  await tally('two-gone', 'shard-2', [2]);
  await foldCampaign(Counts, 'two-gone', NOW + 3 * DAY);
  expect(await foldCampaign(Counts, 'two-gone', NOW + 15 * DAY)).toEqual({ folded: 0, removed: 2 });
  expect((await queryCounts(Counts, 'two-gone')).changedAt).toBe('2026-11-24T10:30:00.000Z');
});

it('removes no lane that counts once more just then', async () => {
  await tally('once-more', 'shard-1', [1]);
  await foldCampaign(Counts, 'once-more', NOW + 3 * DAY);
  const isRemoval = (command: object) => command instanceof TransactWriteItemsCommand;
  const counting = meanwhile(Counts, isRemoval, () => tally('once-more', 'shard-1', [2]));
  expect(await foldCampaign(counting, 'once-more', NOW + 15 * DAY)).toEqual({ folded: 0, removed: 0 });
  expect((await queryCounts(Counts, 'once-more')).total).toBe(2);
});

it('leaves behind no country from which somebody signed and withdrew', async () => {
  const [mara, leyla] = [signed('withdrawn', 1, { country: 'FR' }), signed('withdrawn', 2)];
  const deps = { counts: Counts, clock: () => NOW, log: silentLog };
  await tallyBatch(deps, 'shard-1', [mara, leyla]);
  await tallyBatch(deps, 'shard-1', [withdrawn('withdrawn', { of: 1, sequence: 3 }, { country: 'FR' })]);
  await foldCampaign(Counts, 'withdrawn', NOW + 3 * DAY);
  expect(JSON.stringify(await itemsOf('withdrawn'))).not.toContain('FR');
});

it('shows readers every count exactly once while it folds', async () => {
  await tally('read', 'shard-1', [1, 2, 3]);
  await tally('read', 'shard-2', [4]);
  const before = await itemsOf('read');
  await foldCampaign(Counts, 'read', NOW + 3 * DAY);
  const after = await itemsOf('read');
  const ofKind = (items: typeof before, isBase: boolean) =>
    items.filter(({ sk }) => sk?.S?.startsWith('base') === isBase);
  // The possible answers of a Query during a fold: each item as before, or as after.
  const withoutMonths = after.filter(({ sk }) => !sk?.S?.startsWith('base#'));
  for (const torn of [ofKind(after, false), [...ofKind(after, true), ...ofKind(before, false)], withoutMonths]) {
    const answers = [torn, after];
    const client = clientOf(async () => ({ Items: answers.shift() }));
    const { total, byHour } = await queryCounts({ ...Counts, client } satisfies Db, 'read');
    expect([total, [...byHour.values()]]).toEqual([4, [4]]);
    expect(answers).toEqual([]);
  }
});

it('folds every campaign, and stops when its time ends', async () => {
  const logged: unknown[] = [];
  const telling = { ...silentLog, info: (event: string, fields: unknown) => void logged.push([event, fields]) };
  for (const slug of ['first-of-two', 'second-of-two']) {
    await putCampaign(Campaigns, campaignOf({ slug }));
    await tally(slug, 'shard-1', [1]);
  }
  const deps = { campaigns: Campaigns, counts: Counts, clock: () => NOW + 3 * DAY, log: telling };
  let asked = 0;
  await foldAllCounts(deps, () => asked++ === 0);
  expect(logged).toHaveLength(1);
  await foldAllCounts(deps, () => true);
  const folded = (campaign: string) => ['counts-folded', { campaign, folded: 1, removed: 0 }];
  expect(logged).toEqual(expect.arrayContaining([folded('first-of-two'), folded('second-of-two')]));
  expect(logged).toHaveLength(2);
});
