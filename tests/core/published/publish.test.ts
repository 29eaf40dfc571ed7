import { DeleteItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { schedule } from '../../../functions/core/access/actor.ts';
import { showTotal } from '../../../functions/core/published/live.ts';
import { mayMove, publishCampaign } from '../../../functions/core/published/publish.ts';
import { LIVE } from '../../../functions/core/published/rules.ts';
import { codeOf, type Run } from '../../../functions/core/published/run.ts';
import { queryPublished } from '../../../functions/core/published/store.ts';
import { HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { campaignOf } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { silentLog } from '../../support/log.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts } = await freshTables();
const NOON = Date.UTC(2026, 5, 2, 12);

const sign = (slug: string, people: number) =>
  tallyBatch(
    { counts, clock: () => NOON, log: silentLog },
    'lane',
    Array.from({ length: people }, (_, i) => signed(slug, i + 1)),
  );
const publish = (slug: string, now: number, publish: 'careful' | 'live' = 'careful', db = counts) =>
  publishCampaign({ counts: db, clock: () => now }, schedule, {
    campaign: campaignOf({ slug, publish, createdAt: '2026-06-01T12:00:00.000Z' }),
    since: now - MINUTE,
  });
const shown = (slug: string) => queryPublished(counts, slug);

it('publishes no sum that folding has torn, and the whole one in the next run', async () => {
  await sign('torn', 40);
  const Key = { pk: { S: 'torn' }, sk: { S: 'base' } };
  const torn = { TableName: counts.table, Item: { ...Key, folds: { N: '1' }, n: { N: '7' } } };
  await counts.client.send(new PutItemCommand(torn));
  for (const how of ['careful', 'live'] as const)
    await expect(publish('torn', NOON, how)).rejects.toThrow('Counts were folded during every read');
  expect(await shown('torn')).toBeUndefined();
  await counts.client.send(new DeleteItemCommand({ TableName: counts.table, Key }));
  await publish('torn', NOON);
  expect(await shown('torn')).toMatchObject({ total: 40, asOf: NOON });
});

it('shows the total of a campaign that became live, although nobody signs', async () => {
  await sign('became-live', 40);
  await publish('became-live', NOON);
  await sign('became-live', 45);
  await publish('became-live', NOON + HOUR);
  expect(await shown('became-live')).toMatchObject({ total: 40 });
  expect(await publish('became-live', NOON + HOUR + MINUTE, 'live')).toBe(LIVE);
  expect(await shown('became-live')).toMatchObject({ total: 45, every: LIVE });
});

it('asks for a new total more often once a campaign is live, although its total is the same', async () => {
  await sign('same-total', 40);
  await publish('same-total', NOON);
  expect(await shown('same-total')).toMatchObject({ total: 40, every: HOUR });
  await publish('same-total', NOON + MINUTE, 'live');
  expect(await shown('same-total')).toMatchObject({ total: 40, every: LIVE });
});

it('shows a total that was counted and not shown', async () => {
  await sign('missed', 5);
  await publish('missed', NOON, 'live');
  await sign('missed', 7);
  await publish('missed', NOON + MINUTE, 'live');
  expect(await shown('missed')).toMatchObject({ total: 7 });
});

it('keeps the total of a live campaign that was shown while it closed a day', async () => {
  await sign('midnight', 5);
  await publish('midnight', NOON, 'live');
  const midnight = NOON + 12 * HOUR;
  const oneMore = async () => {
    await sign('midnight', 6);
    await showTotal({ counts, clock: () => midnight }, 'midnight');
  };
  const db = meanwhile(counts, (command) => command instanceof TransactWriteItemsCommand, oneMore);
  await publish('midnight', midnight, 'live', db);
  expect(await shown('midnight')).toMatchObject({ total: 6, byDay: new Map([['2026-06-02', 5]]) });
});

it.each<[string, 'careful' | 'live', Partial<Run>, number, boolean]>([
  ['live', 'live', {}, NOON + MINUTE, true],
  ['careful', 'careful', {}, NOON + 59 * MINUTE, false],
  ['careful, and an hour has ended', 'careful', {}, NOON + HOUR, true],
  ['careful and late', 'careful', { late: new Map([[codeOf('mine'), NOON - HOUR]]) }, NOON + MINUTE, true],
  ['careful and frequent', 'careful', { frequent: new Map([[codeOf('mine'), MINUTE]]) }, NOON + MINUTE, true],
  ['careful, and another is late', 'careful', { late: new Map([[codeOf('other'), NOON]]) }, NOON + MINUTE, false],
])('looks at a campaign that is %s', (_, publish, last, now, may) => {
  const run = { at: NOON, late: new Map(), frequent: new Map(), ...last };
  expect(mayMove(campaignOf({ slug: 'mine', publish }), run, now)).toBe(may);
});

it('writes nothing for a live campaign whose total is shown', async () => {
  await sign('rests', 5);
  await publish('rests', NOON, 'live');
  const sent: string[] = [];
  const client = clientOf(async (command) => {
    sent.push(command.constructor.name);
    return counts.client.send(command as never);
  });
  await publish('rests', NOON + MINUTE, 'live', { ...counts, client });
  expect(new Set(sent)).toEqual(new Set(['QueryCommand']));
});
