import { BatchGetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Db } from '../../../functions/core/aws/db.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import type { Entry } from '../../../functions/core/overview/entry.ts';
import { bucketOf, changeBucket, FORM, getOverviewState, OVERVIEW } from '../../../functions/core/overview/store.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { bucketKey, installation, isPutOf, NOW } from './installation.ts';

it('lists campaigns with their published numbers, and neither drafts nor unlisted nor deleted ones', async () => {
  const { put, publish, run, lists, campaigns } = await installation();
  await put('listed');
  await put('new-one', { title: 'New' });
  await put('a-draft', { visibility: 'draft' });
  await put('an-unlisted', { visibility: 'unlisted' });
  await putCampaign(campaigns, { ...campaignOf({ slug: 'a-deleted' }), deletedAt: '2026-03-01T00:00:00.000Z' });
  await publish('listed', { total: 120 });
  await run();
  expect(await lists()).toEqual(['listed: Free them, 120', 'new-one: New, 0']);
});

it('follows campaigns that are changed, taken back or deleted', async () => {
  const { put, run, lists } = await installation();
  await put('changed');
  await put('hidden');
  await run();
  await put('changed', { title: 'Changed' });
  await put('hidden', { visibility: 'draft' });
  await run();
  expect(await lists()).toEqual(['changed: Changed, 0']);
  await put('hidden');
  await run();
  expect(await lists()).toEqual(['changed: Changed, 0', 'hidden: Free them, 0']);
});

it('follows numbers, of live campaigns each minute, and of others when an interval has ended', async () => {
  const { put, publish, run, lists, time } = await installation();
  await put('live-one', { publish: 'live' });
  await put('careful');
  for (const slug of ['live-one', 'careful']) await publish(slug, { total: 1, asOf: NOW - MINUTE });
  await run();
  time.now = Date.parse('2026-03-10T12:45:00Z');
  for (const slug of ['live-one', 'careful']) await publish(slug, { total: 20 });
  await run();
  // Careful numbers cannot move now: this test wrote them. So nobody reads them.
  expect(await lists()).toEqual(['careful: Free them, 1', 'live-one: Free them, 20']);
  time.now = Date.parse('2026-03-10T13:00:20Z');
  await run();
  expect(await lists()).toEqual(['careful: Free them, 20', 'live-one: Free them, 20']);
});

it('sees numbers that publishing wrote late', async () => {
  const { put, publish, run, lists, time } = await installation();
  await put('late');
  await publish('late', { total: 1, asOf: NOW - 2 * HOUR });
  await run();
  time.now = Date.parse('2026-03-10T13:00:10Z');
  await run();
  time.now = Date.parse('2026-03-10T13:08:00Z');
  await publish('late', { total: 50 });
  await run();
  expect(await lists()).toEqual(['late: Free them, 50']);
});

it('knows how much a campaign grew on each day, once the day is published', async () => {
  const { put, publish, run, entry, time } = await installation();
  await put('daily', { opensAt: '2026-03-09T00:00:00Z' });
  await publish('daily', { total: 7, byDay: { '2026-03-09': 7 } });
  await run();
  expect((await entry('daily'))?.numbers).toMatchObject({ lastDay: '2026-03-09', lately: expect.arrayContaining([7]) });
  time.now = Date.parse('2026-03-11T00:01:00Z');
  await run();
  await publish('daily', { total: 12, byDay: { '2026-03-09': 7, '2026-03-10': 5 } });
  // The total at once, the days when all of them are there.
  time.now += MINUTE;
  await run();
  expect((await entry('daily'))?.numbers).toMatchObject({ total: 12, lastDay: '2026-03-09' });
  time.now = Date.parse('2026-03-11T00:10:00Z');
  await run();
  const { lastDay, lately } = (await entry('daily'))!.numbers;
  expect([lastDay, lately.slice(-2)]).toEqual(['2026-03-10', [7, 5]]);
});

it('reads and writes nothing but the state while nothing changes', async () => {
  const { put, publish, start, campaigns, counts, time } = await installation();
  await put('one');
  await publish('one', { total: 12 });
  const calls: string[] = [];
  const watched = (db: Db): Db => ({
    ...db,
    client: clientOf(async (command) => {
      const { TableName, Item } = command.input as { TableName?: string; Item?: { sk: { S: string } } };
      const table = TableName?.endsWith('counts') ? 'Counts' : 'Campaigns';
      calls.push(`${command.constructor.name.replace('Command', '')} ${table} ${Item?.sk.S ?? ''}`.trim());
      return db.client.send(command as never);
    }),
  });
  const run = start({ campaigns: watched(campaigns), counts: watched(counts) });
  await run();
  calls.length = 0;
  time.now += MINUTE;
  await run();
  expect(calls).toEqual([
    ...['GetItem Campaigns', 'Query Campaigns', 'GetItem Campaigns', 'PutItem Campaigns state'],
    // What lists do not show.
    'GetItem Campaigns',
  ]);
  expect((await getOverviewState(campaigns, { consistent: true }))?.checkedAt).toBe(time.now);
});

it('puts right what a crash between bucket and state left behind', async () => {
  const { put, start, run, lists, campaigns } = await installation();
  await put('one');
  await run();
  expect(await lists()).toEqual(['one: Free them, 0']);
  await put('one', { title: 'New' });
  const crashing = clientOf(async (command) => {
    if (isPutOf('state')(command)) throw new Error('The process ended');
    return campaigns.client.send(command as never);
  });
  await expect(start({ campaigns: { ...campaigns, client: crashing } })()).rejects.toThrow();
  // Its bucket is written, but readers do not know.
  expect(await lists()).toEqual(['one: Free them, 0']);
  await run();
  expect(await lists()).toEqual(['one: New, 0']);
});

it('makes entries again that an earlier version wrote in another form, and pages wait for all of them', async () => {
  const { put, run, start, lists, campaigns, types } = await installation();
  await put('one');
  await put('two', { won: { on: '2026-03-01', words: 'They are free.' } });
  await run();
  // As the earlier version would have left them.
  for (const slug of ['one', 'two']) {
    await changeBucket(campaigns, bucketOf(slug), async ({ entries, gone }) => {
      const { title, ...entry } = entries.get(slug)!.entry;
      const older = { ...entries.get(slug)!, form: FORM - 1, entry: entry as Entry };
      return { entries: new Map([[slug, older]]), gone };
    });
  }
  const Key = { pk: { S: OVERVIEW }, sk: { S: 'state' } };
  const older = { ':form': { N: String(FORM - 1) } };
  await campaigns.client.send(
    new UpdateItemCommand({
      ...{ TableName: campaigns.table, Key, ExpressionAttributeValues: older },
      UpdateExpression: 'SET form = :form',
    }),
  );
  expect(await lists()).toBeUndefined();
  await start()();
  expect(await lists()).toEqual(['one: Free them, 0', 'two: Free them, 0']);
  // It is no news.
  expect(types()).toEqual([]);
});

it('goes on where a run was cut off, and is whole only after that', async () => {
  const { put, start, lists, campaigns } = await installation();
  for (const slug of ['one', 'two', 'three']) await put(slug);
  const run = start();
  let asked = 0;
  await run(() => asked++ < 1);
  expect(await lists()).toBeUndefined();
  // A process that knows nothing of the first run.
  await start()();
  expect(await lists()).toHaveLength(3);
  expect((await getOverviewState(campaigns, { consistent: true }))?.checkedAt).toBe(NOW);
});

it('compares the rest in the next run when one was cut off, with numbers, too', async () => {
  const { put, publish, run, lists, time, campaigns } = await installation();
  for (const slug of ['one', 'two']) {
    await put(slug);
    await publish(slug, { total: 1, asOf: NOW - HOUR });
  }
  await run();
  time.now = Date.parse('2026-03-10T13:00:30Z');
  for (const slug of ['one', 'two']) await publish(slug, { total: 2 });
  await run(() => false);
  expect((await getOverviewState(campaigns, { consistent: true }))?.checkedAt).toBe(NOW);
  time.now = Date.parse('2026-03-10T13:40:00Z');
  await run();
  expect(await lists()).toEqual(['one: Free them, 2', 'two: Free them, 2']);
});

it('gives the other campaigns their turns when one fails, and then fails', async () => {
  const { put, start, run, lists, campaigns, time } = await installation();
  for (const slug of ['one', 'two']) await put(slug);
  await run();
  for (const slug of ['one', 'two']) await put(slug, { title: 'New' });
  time.now += MINUTE;
  const faulty = clientOf(async (command) => {
    if (isPutOf(bucketKey('one'))(command)) throw new Error('This bucket is broken');
    return campaigns.client.send(command as never);
  });
  await expect(start({ campaigns: { ...campaigns, client: faulty } })()).rejects.toThrow('This bucket is broken');
  expect(await lists()).toEqual(['one: Free them, 0', 'two: New, 0']);
  // Not all was compared, so nobody may say so: the status would hide that numbers are late.
  expect((await getOverviewState(campaigns, { consistent: true }))?.checkedAt).toBe(NOW);
});

it('takes no total that is older than the one it has', async () => {
  const { put, publish, run, start, lists, counts, time } = await installation();
  await put('one', { publish: 'live' });
  await publish('one', { total: 30 });
  await run();
  // An eventually consistent read of the total, a moment behind.
  const behind = clientOf(async (command) => {
    const answer = await counts.client.send(command as never);
    if (!(command instanceof BatchGetItemCommand)) return answer;
    const old = { total: { N: '29' }, asOf: { S: '2026-03-10T12:29:00.000Z' }, every: { N: '2000' } };
    return { Responses: { [counts.table]: [{ pk: { S: 'published#one' }, sk: { S: 'total' }, ...old }] } };
  });
  time.now += MINUTE;
  await start({ counts: { ...counts, client: behind } })();
  expect(await lists()).toEqual(['one: Free them, 30']);
});

it('reads the days of each campaign once a day', async () => {
  const { put, run, start, counts, time } = await installation();
  await put('one');
  await run();
  let queries = 0;
  const counting = clientOf(async (command) => {
    if (command instanceof QueryCommand) queries += 1;
    return counts.client.send(command as never);
  });
  const counted = start({ counts: { ...counts, client: counting } });
  for (let at = NOW; at < NOW + 2 * DAY; at += HOUR) {
    time.now = at;
    await counted();
  }
  expect(queries).toBe(2);
});
