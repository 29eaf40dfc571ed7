import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { relistCampaign } from '../../../functions/core/overview/relist.ts';
import { justAfter, meanwhile } from '../../support/meanwhile.ts';
import { bucketKey, installation, isPutOf, NOW } from './installation.ts';

it('shows a change at once, with the numbers that were known', async () => {
  const { put, publish, run, relist, lists, types } = await installation();
  await put('one');
  await publish('one', { total: 12 });
  await run();
  await put('one', { title: 'New', won: { on: '2026-03-10', words: 'They are free.' } });
  await put('two');
  for (const slug of ['one', 'two']) await relist(slug);
  expect(await lists()).toEqual(['one: New, 12', 'two: Free them, 0']);
  // The command cannot announce. The next run does.
  await run();
  expect(types().sort()).toEqual(['campaign.opened two', 'campaign.won one']);
});

it('shows numbers at once, too, where the actor may read them', async () => {
  const { put, publish, run, lists, campaigns, counts } = await installation();
  await put('one');
  await run();
  await publish('one', { total: 40 });
  await relistCampaign({ campaigns, counts, clock: () => NOW }, operator, { slug: 'one' });
  expect(await lists()).toEqual(['one: Free them, 40']);
});

it('shows the numbers of a campaign that comes back after the next run', async () => {
  const { put, publish, run, relist, lists, types } = await installation();
  await put('one', { visibility: 'unlisted' });
  await publish('one', { total: 700 });
  await run();
  await put('one');
  await relist('one');
  await run();
  expect(await lists()).toEqual(['one: Free them, 700']);
  expect(types()).toEqual(['campaign.opened one']);
});

it('removes at once a campaign that became a draft', async () => {
  const { put, run, relist, lists } = await installation();
  await put('one');
  await run();
  await put('one', { visibility: 'draft' });
  await relist('one');
  expect(await lists()).toEqual([]);
});

it('leaves an overview that is not whole to the first run', async () => {
  const { put, run, relist, lists, types } = await installation();
  await put('one');
  await relist('one');
  expect(await lists()).toBeUndefined();
  await run();
  expect(await lists()).toEqual(['one: Free them, 0']);
  expect(types()).toEqual([]);
});

it('never lists a draft again, whatever a run had read before', async () => {
  const { put, start, run, relist, lists, campaigns } = await installation();
  await put('one', { visibility: 'unlisted' });
  await run();
  await put('one');
  // The run has read the campaign as a public one, and is about to write it.
  const racing = meanwhile(campaigns, isPutOf(bucketKey('one')), async () => {
    await put('one', { visibility: 'draft' });
    await relist('one');
  });
  await start({ campaigns: racing })();
  expect(await lists()).toEqual([]);
});

it('lists a campaign as it was written last, whichever of two commands ends last', async () => {
  const { put, run, relist, lists, campaigns } = await installation();
  await put('one');
  await run();
  await put('one', { title: 'First' });
  const racing = justAfter(
    campaigns,
    (command) => command instanceof QueryCommand,
    async () => {
      await put('one', { title: 'Second' });
      await relist('one');
    },
  );
  await relist('one', racing);
  expect(await lists()).toEqual(['one: Second, 0']);
});

it('loses nothing when runs and commands work at once', async () => {
  const { put, start, run, relist, lists } = await installation();
  const slugs = Array.from({ length: 12 }, (_, i) => `campaign-${i}`);
  for (const slug of slugs) await put(slug);
  await run();
  const change = async (slug: string, i: number) => {
    await put(slug, i % 3 === 0 ? { visibility: 'draft' } : { title: `Title ${i}` });
    await relist(slug);
  };
  await Promise.all([...slugs.map(change), start()(), start()(), run()]);
  const expected = slugs.flatMap((slug, i) => (i % 3 === 0 ? [] : [`${slug}: Title ${i}, 0`])).sort();
  expect(await lists()).toEqual(expected);
});
