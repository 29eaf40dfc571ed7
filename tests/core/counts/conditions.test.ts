import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { queryPartition } from '../../../functions/core/aws/db.ts';
import { foldCampaign } from '../../../functions/core/counts/fold.ts';
import { advanceLane, getLaneSequence, queryCounts } from '../../../functions/core/counts/store.ts';
import { DAY, HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');
const LATER = NOW + 3 * DAY;

const tally = (campaign: string, sequences: readonly number[], now = NOW) =>
  tallyBatch(
    { counts: Counts, clock: () => now, log: silentLog },
    'shard',
    sequences.map((sequence) => signed(campaign, sequence)),
  );
const totalOf = async (campaign: string) => (await queryCounts(Counts, campaign)).total;
const isTransaction = (command: object) => command instanceof TransactWriteItemsCommand;
/** Folds, with another change between its read and its write. */
const foldWhile = (campaign: string, happens: () => Promise<unknown>, now = LATER) =>
  foldCampaign(meanwhile(Counts, isTransaction, happens), campaign, now);

describe('a lane is folded only as it was read', () => {
  it('and not if it counted more since', async () => {
    await tally('counted-more', [1, 2]);
    expect(await foldWhile('counted-more', () => tally('counted-more', [3]))).toEqual({ folded: 0, removed: 0 });
    expect(await totalOf('counted-more')).toBe(3);
  });

  it('and not if another folded it since, for the first time', async () => {
    await tally('folded-first', [1, 2]);
    const other = () => foldCampaign(Counts, 'folded-first', LATER);
    expect(await foldWhile('folded-first', other)).toEqual({ folded: 0, removed: 0 });
    expect(await totalOf('folded-first')).toBe(2);
  });

  it('and not if another folded it since, once more', async () => {
    await tally('folded-again', [1, 2]);
    await foldCampaign(Counts, 'folded-again', LATER);
    await tally('folded-again', [3], LATER);
    const other = () => foldCampaign(Counts, 'folded-again', LATER + 3 * DAY);
    expect(await foldWhile('folded-again', other, LATER + 3 * DAY)).toEqual({ folded: 0, removed: 0 });
    expect(await totalOf('folded-again')).toBe(3);
  });
});

it('keeps the time of the latest change when a lane goes that changed earlier', async () => {
  await tally('earlier', [1]);
  await foldCampaign(Counts, 'earlier', LATER);
  const base = { pk: { S: 'earlier' }, sk: { S: 'base' } };
  const later = { S: isoTime(NOW + HOUR) };
  const changed = { TableName: Counts.table, Key: base, UpdateExpression: 'SET changedAt = :at' };
  await Counts.client.send(new UpdateItemCommand({ ...changed, ExpressionAttributeValues: { ':at': later } }));
  expect(await foldCampaign(Counts, 'earlier', NOW + 15 * DAY)).toEqual({ folded: 0, removed: 1 });
  expect((await queryCounts(Counts, 'earlier')).changedAt).toBe(later.S);
});

describe.each([
  ['alone', new Map()],
  [
    'with a name',
    new Map([['2026-11-24T09:00:00.000Z#one', { name: 'Leyla', confirmedAt: '2026-11-24T09:00:00.000Z' }]]),
  ],
])('a lane moves on %s', (how, names) => {
  const campaign = how.replace(' ', '-');
  const step = (from: string | undefined, to: string) =>
    advanceLane(Counts, { campaign, lane: 'shard', from, to, delta: new Map([['n', 1]]), names, now: NOW });

  it('only from the value that was read', async () => {
    expect(await step(undefined, '5')).toBe(true);
    expect(await step(undefined, '6')).toBe(false);
    expect(await step('4', '6')).toBe(false);
    expect(await step('5', '7')).toBe(true);
    expect(await step('5', '8')).toBe(false);
    expect(await getLaneSequence(Counts, campaign, 'shard')).toBe('7');
    expect(await totalOf(campaign)).toBe(2);
    expect(await queryPartition(Counts, campaign, { consistent: true })).toHaveLength(1);
  });
});
