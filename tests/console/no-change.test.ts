import { expect, it } from 'vitest';
import { consoleCalls } from '../../functions/console/contract.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

/** Changes that change nothing, by programs. */

const site = await startConsole();
const admin = await site.token('admin');
const ask = (method: string, path: string, body?: object) =>
  site.ask(method, path, { ...admin, 'if-match': '*' }, body);
const news = { at: '2026-02-01T08:00:00Z', title: 'News', text: 'Words.' };
await putCampaign(site.db.Campaigns, campaignOf({ slug: 'free-them', updates: [{ ...news, id: 'news' }] }), 0);
// As older rules have let it in.
await putCampaign(site.db.Campaigns, campaignOf({ slug: 'of-old-rules', updates: [news] }), 0);
const [old] = (await (await ask('GET', '/api/organise/campaigns/of-old-rules/updates')).json()) as [{ id: string }];
await ask('POST', '/api/organise/cases', { id: 'leyla', name: 'Leyla', status: 'detained' });
await putCampaign(site.db.Campaigns, campaignOf({ slug: 'another-one' }), 0);
const person = await site.account({ 'free-them': 'editor', 'another-one': 'viewer' });

const ORGANISER = `/api/organise/organisers/${person}`;
const examples: readonly (readonly [call: string, path: string, same: object])[] = [
  ['/api/organise/campaigns/:slug', '/api/organise/campaigns/free-them', { title: campaignOf().title }],
  ['/api/organise/cases/:id', '/api/organise/cases/leyla', { name: 'Leyla', work: null }],
  ['/api/organise/campaigns/:slug/updates/:id', '/api/organise/campaigns/free-them/updates/news', { title: 'News' }],
  ['', `/api/organise/campaigns/of-old-rules/updates/${old.id}`, { title: 'News' }],
  ['/api/organise/organisers/:account', ORGANISER, { campaigns: { 'another-one': 'viewer', 'free-them': 'editor' } }],
];

it('has an example of each call that changes something', () => {
  const called = consoleCalls.filter(({ method }) => method === 'patch').map(({ path }) => path);
  expect(examples.flatMap(([call]) => call || []).sort()).toEqual(called.sort());
});

it.each(examples.map(([, path, same]) => [path, same] as const))(
  'leaves %s as it is, and the trail, if nothing changes',
  async (path, same) => {
    const newest = async () => (await site.deps.audit.list({ limit: 1 })).entries[0]?.id;
    const before = await newest();
    const tags: (string | null)[] = [];
    for (const patch of [{}, same]) {
      const answer = await ask('PATCH', path, patch);
      expect(answer.ok, await answer.text()).toBe(true);
      tags.push(answer.headers.get('etag'));
    }
    expect(tags).toEqual(['"1"', '"1"']);
    expect(await newest()).toBe(before);
  },
);
