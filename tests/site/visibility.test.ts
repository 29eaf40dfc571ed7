import { expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { planDeletion } from '../../functions/core/campaigns/plan.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { groupOf } from '../support/campaign.ts';
import { putOverview, storedEntryOf } from '../support/overview.ts';
import { NOW, startSite } from '../support/site.ts';

const site = await startSite();
const { t } = translatorOf('en');
const paths = (slug: string) => [
  ...['', '/dashboard', '/my-signature', '/counts.csv', '/embed', '/badge.svg'].map(
    (end) => `/campaigns/${slug}${end}`,
  ),
  `/embed/campaigns/${slug}`,
  ...['', '/counts'].map((end) => `/api/campaigns/${slug}${end}`),
  ...['counts.json', 'days.csv', 'countries.json'].map((end) => `/data/v1/campaigns/${slug}/${end}`),
  `/api/osdi/petitions/${slug}`,
];
const statuses = async (slug: string) => Promise.all(paths(slug).map(async (path) => (await site.page(path)).status));
const lists = () =>
  Promise.all(
    [
      '/',
      '/api/campaigns',
      '/sitemap.xml',
      '/campaigns/neighbour',
      '/data/v1/campaigns.json',
      '/api/osdi/petitions',
    ].map(async (path) => (await site.page(path)).text()),
  );

await site.put({ slug: 'seen', visibility: 'public' });
await site.put({ slug: 'by-address', visibility: 'unlisted' });
await site.put({ slug: 'a-draft', visibility: 'draft' });
await site.put({
  slug: 'taken-back',
  title: 'Taken back',
  why: 'Its reasons.',
  group: groupOf({ name: 'Their Friends', contact: 'ask@friends.example' }),
  cases: [{ name: 'Ada', status: 'detained' }],
});
const deps = { campaigns: site.campaigns, clock: () => site.time.now };
const { before, after } = await planDeletion(deps, operator, { slug: 'taken-back' });
await putCampaign(site.campaigns, after, before?.revision);
await site.put({ slug: 'neighbour', related: ['seen', 'by-address', 'a-draft', 'taken-back'] });

it('shows a draft to nobody', async () => {
  expect(await statuses('a-draft')).toEqual(Array(13).fill(404));
});

it('shows an unlisted campaign by its address, and to no search engine', async () => {
  expect(await statuses('by-address')).toEqual(Array(13).fill(200));
  for (const path of paths('by-address')) {
    expect((await site.page(path)).headers.get('x-robots-tag'), path).toBe('noindex');
    // Search engines show no frame, whichever campaign is in it.
    const ofListed = path.startsWith('/embed/') ? 'noindex' : null;
    expect((await site.page(path.replace('by-address', 'seen'))).headers.get('x-robots-tag'), path).toBe(ofListed);
  }
  const [unlisted, seen] = await Promise.all(
    ['by-address', 'seen'].map(async (slug) => (await site.page(`/campaigns/${slug}`)).text()),
  );
  expect(unlisted).toContain('<meta name="robots" content="noindex"/>');
  // A link to it can still be shared.
  expect(unlisted).toContain('og:title');
  expect(seen).not.toContain('noindex');
});

it('says of a deleted campaign that it was deleted, and keeps the page for those who want to withdraw', async () => {
  expect(await statuses('taken-back')).toEqual([410, 410, 200, ...Array(10).fill(410)]);
  const page = await (await site.page('/campaigns/taken-back')).text();
  expect(page).toContain(t('problem.campaign-deleted.title'));
  expect(page).toContain('href="/campaigns/taken-back/my-signature"');
  const foot = page.split('<footer')[1];
  expect(foot).toContain(t('group.run-by', { group: 'Their Friends' }));
  expect(foot).toContain('href="mailto:ask@friends.example"');
  expect(page).not.toMatch(/href="\/campaigns\/taken-back"|Its reasons|Ada/);
  expect(await (await site.page('/campaigns/taken-back/my-signature')).text()).not.toContain(
    'href="/campaigns/taken-back"',
  );
});

it('lists only campaigns that are for everybody', async () => {
  for (const text of await lists()) {
    expect(text).toContain('/seen'.slice(1));
    expect(text).not.toMatch(/by-address|a-draft|taken-back/);
  }
});

it('keeps of a deleted campaign only what its signers need', async () => {
  expect(after).toMatchObject({
    ...{ title: 'Taken back', why: '', summary: '', targets: [], cases: [], updates: [] },
    deletedAt: new Date(site.time.now).toISOString(),
  });
  await site.put({ slug: 'taken-back' });
  site.time.now += 5_000;
  expect(await statuses('taken-back')).toEqual(Array(13).fill(200));
});

it('names the group of the installation where there is no campaign, alike for a draft and for none', async () => {
  const foot = async (path: string) => (await (await site.page(path)).text()).split('<footer')[1];
  const words = t('group.run-by', { group: 'Free Voices' });
  expect(await foot('/campaigns/none')).not.toContain(words);
  await putGroup(site.campaigns, groupOf(), 0);
  site.time.now += 5_000;
  for (const path of ['/campaigns/none', '/campaigns/a-draft', '/campaigns/NO_SLUG', '/nowhere'])
    expect(await foot(path), path).toContain(words);
  const [draft, none] = await Promise.all(
    ['a-draft', 'no-draft'].map(async (slug) => (await site.page(`/campaigns/${slug}`)).text()),
  );
  expect(draft).toBe(none);
});

it('leads from a campaign to those that it names, in its order, by the overview that was written', async () => {
  const related = await startSite();
  await related.put({ slug: 'names-others', related: ['second', 'first', 'is-gone'] });
  await putOverview(
    related.campaigns,
    NOW,
    ...['first', 'second', 'third'].map((slug) => storedEntryOf({ slug, title: `The ${slug}` }, { total: 1 }, NOW)),
  );
  const html = await (await related.page('/campaigns/names-others')).text();
  const [, list = ''] = /<ul class="related">(.*?)<\/ul>/s.exec(html) ?? [];
  expect([...list.matchAll(/href="\/campaigns\/([^"]+)">([^<]+)/g)].map(([, slug, title]) => [slug, title])).toEqual([
    ['second', 'The second'],
    ['first', 'The first'],
  ]);
});
