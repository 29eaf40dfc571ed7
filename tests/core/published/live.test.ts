import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { showLiveIn, showTotal } from '../../../functions/core/published/live.ts';
import { LIVE } from '../../../functions/core/published/rules.ts';
import { queryPublished } from '../../../functions/core/published/store.ts';
import { SECOND } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { campaignOf } from '../../support/campaign.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { silentLog } from '../../support/log.ts';
import { justAfter } from '../../support/meanwhile.ts';
import { signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: campaigns, Counts: counts } = await freshTables();
const NOON = Date.UTC(2026, 5, 2, 12);
const time = { now: NOON };
const clock = () => time.now;

const sign = (slug: string, sequence: number, showLive = async () => {}) =>
  tallyBatch({ counts, clock, log: silentLog, showLive }, 'lane', [signed(slug, sequence)]);
const shown = async (slug: string) => (await queryPublished(counts, slug))?.total;

it('keeps the sum of a later read, however long an earlier read takes to be written', async () => {
  await sign('slow', 1);
  const later = async () => {
    time.now += LIVE;
    await sign('slow', 2);
    await showTotal({ counts, clock }, 'slow');
    time.now += LIVE;
  };
  const slow = justAfter(counts, (command) => command instanceof QueryCommand, later);
  await showTotal({ counts: slow, clock }, 'slow');
  expect(await shown('slow')).toBe(2);
});

it('shows what was just counted', async () => {
  await sign('fresh', 1);
  await showTotal({ counts: withLateReads(counts), clock }, 'fresh');
  expect(await shown('fresh')).toBe(1);
});

it('shows no sum that folding has torn', async () => {
  await sign('torn', 1);
  await showTotal({ counts, clock }, 'torn');
  const Item = { pk: { S: 'torn' }, sk: { S: 'base' }, folds: { N: '1' }, n: { N: '7' } };
  await counts.client.send(new PutItemCommand({ TableName: counts.table, Item }));
  time.now += LIVE;
  await showTotal({ counts, clock }, 'torn');
  expect(await shown('torn')).toBe(1);
});

it('shows nothing of a campaign that is no longer there', async () => {
  await sign('deleted', 1, () => showLiveIn({ campaigns, counts, clock })('deleted'));
  expect(await shown('deleted')).toBeUndefined();
});

it('notices within ten seconds that a campaign became live, or careful', async () => {
  const showLive = showLiveIn({ campaigns, counts, clock });
  const put = (publish: 'careful' | 'live') => putCampaign(campaigns, campaignOf({ slug: 'changing', publish }));
  const begin = time.now;
  const signAt = async (seconds: number) => {
    time.now = begin + seconds * SECOND;
    await sign('changing', seconds + 1, () => showLive('changing'));
    return shown('changing');
  };
  await put('careful');
  expect(await signAt(0)).toBeUndefined();
  await put('live');
  expect(await signAt(9)).toBeUndefined();
  expect(await signAt(10)).toBe(3);
  await put('careful');
  expect(await signAt(19)).toBe(4);
  expect(await signAt(20)).toBe(4);
});
