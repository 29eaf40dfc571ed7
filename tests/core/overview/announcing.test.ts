import { expect, it } from 'vitest';
import { schedule } from '../../../functions/core/access/actor.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { overviewReader } from '../../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../../functions/core/overview/refresh.ts';
import { hiddenIn } from '../../../functions/core/overview/store.ts';
import { MINUTE } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { installation, isPut, NOW } from './installation.ts';

const won = { on: '2026-03-10', words: 'They are free.' };
const ali = { id: 'ali', name: 'Ali', people: 1, status: 'released' as const };

it('announces nothing of what an installation had before its first run', async () => {
  const { put, publish, run, types, time } = await installation();
  await put('old', { won: { on: '2026-01-01', words: 'They are free.' } });
  await publish('old', { total: 5_000 });
  await run();
  expect(types()).toEqual([]);
  time.now += MINUTE;
  await run();
  expect(types()).toEqual([]);
});

it('announces what happens from then on, each once', async () => {
  const { put, publish, run, types, time } = await installation();
  await put('one', { publish: 'live', opensAt: '2026-03-10T13:00:00Z', closesAt: '2026-03-12T00:00:00Z' });
  await run();
  await put('two');
  await run();
  expect(types()).toEqual(['campaign.opened two']);
  time.now = Date.parse('2026-03-10T13:00:30Z');
  await run();
  expect(types()).toEqual(['campaign.opened one']);
  await publish('one', { total: 101 });
  await run();
  expect(types()).toEqual(['campaign.milestone one']);
  // People withdraw, and others sign.
  await publish('one', { total: 99 });
  await run();
  await publish('one', { total: 105 });
  await run();
  expect(types()).toEqual([]);
  time.now = Date.parse('2026-03-12T00:00:10Z');
  await run();
  await run();
  expect(types()).toEqual(['campaign.closed one']);
});

it('announces again, with the same ids, what a crash may have kept from being written', async () => {
  const { put, start, run, announced, campaigns } = await installation();
  await put('one');
  await run();
  await put('one', { won: { on: '2026-03-10', words: 'They are free.' } });
  const crashing = clientOf(async (command) => {
    if (isPut(command)) throw new Error('The process ended');
    return campaigns.client.send(command as never);
  });
  await expect(start({ campaigns: { ...campaigns, client: crashing } })()).rejects.toThrow();
  await start()();
  expect(announced.map(({ type }) => type)).toEqual(['campaign.won', 'campaign.won']);
  expect(new Set(announced.map(({ id }) => id)).size).toBe(1);
});

it.each([{ visibility: 'draft' }, { visibility: 'unlisted' }, { deletedAt: '2026-03-10T12:30:00.000Z' }] as const)(
  'has what was kept of a campaign forgotten once lists stop to show it, because it is now %j',
  async (hidden) => {
    const { put, run, start, forgotten, campaigns } = await installation();
    await put('one');
    await put('two');
    await run();
    expect(forgotten).toEqual([]);
    await putCampaign(campaigns, { ...campaignOf({ slug: 'one' }), ...hidden });
    const crashing = clientOf(async (command) => {
      if (isPut(command)) throw new Error('The process ended');
      return campaigns.client.send(command as never);
    });
    await expect(start({ campaigns: { ...campaigns, client: crashing } })()).rejects.toThrow();
    await run();
    await run();
    // At least once, as events are announced.
    expect(forgotten).toEqual([{ slug: 'one' }, { slug: 'one' }]);
  },
);

it('writes nothing that could not be announced', async () => {
  const { put, run, campaigns, counts, lists, announced } = await installation();
  await put('one');
  await run();
  await put('one', { title: 'Won', won: { on: '2026-03-10', words: 'They are free.' } });
  const reader = overviewReader(campaigns, { consistent: true });
  const hidden = overviewReader(hiddenIn(campaigns), { consistent: true });
  const announce = () => Promise.reject(new Error('The queue is away'));
  const deps = { campaigns, counts, reader, hidden, announce, forget: async () => undefined, clock: () => NOW };
  await expect(refreshOverview(deps, schedule, { mayGoOn: () => true })).rejects.toThrow('The queue is away');
  expect(await lists()).toEqual(['one: Free them, 0']);
  await run();
  expect(announced).toHaveLength(1);
});

it.each([
  ['a prisoner who left the file', { won, cases: [] }, { won: false, released: [{ id: 'ali', name: 'Ali' }] }],
  [
    'a name that was corrected',
    { won, cases: [{ ...ali, name: 'Aly' }] },
    { won: false, released: [{ id: 'ali', name: 'Ali' }] },
  ],
  [
    'a release that was none',
    { won, cases: [{ ...ali, status: 'detained' as const }] },
    { won: false, released: [{ id: 'ali', name: 'Ali' }] },
  ],
  ['a victory that was none', { cases: [ali] }, { won: true, released: [] }],
])('has events forgotten of %s, whether the run or a command finds it', async (_name, changes, only) => {
  for (const isRelisted of [false, true]) {
    const { put, run, relist, forgotten } = await installation();
    await put('one', { cases: [{ ...ali, status: 'detained' }] });
    await run();
    await put('one', { won, cases: [ali] });
    await run();
    await put('one', { title: 'Other words', won, cases: [{ ...ali, sentence: 'two years' }] });
    await run();
    expect(forgotten).toEqual([]);
    await put('one', changes);
    if (isRelisted) await relist('one');
    await run();
    await run();
    expect(forgotten).toEqual([{ slug: 'one', only }]);
  }
});

it.each([{ visibility: 'draft' }, { visibility: 'unlisted' }, { deletedAt: '2026-03-10T12:30:00.000Z' }] as const)(
  'has events forgotten of a campaign that a command removed from lists, because it is now %j',
  async (hidden) => {
    const { put, run, relist, start, forgotten, campaigns } = await installation();
    await put('one');
    await run();
    await putCampaign(campaigns, { ...campaignOf({ slug: 'one' }), ...hidden });
    await relist('one');
    await relist('one');
    // Another process runs.
    await start()();
    await run();
    expect(forgotten).toEqual([{ slug: 'one' }]);
  },
);
