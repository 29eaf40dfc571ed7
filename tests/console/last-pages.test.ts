import { beforeAll, expect, it } from 'vitest';
import { auditLog } from '../../functions/core/audit/log.ts';
import { deletedCampaign } from '../../functions/core/campaigns/deleted.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { NOW, startConsole } from '../support/console.ts';
import { organiserBrowser } from '../support/organiser-browser.ts';
import { recordsInMemory } from '../support/records.ts';

const API = '/api/organise';
const site = await startConsole({ audit: auditLog(recordsInMemory()) });
const admin = await site.token('admin');
/** Campaigns by slug. Those that are deleted come first, lie in between, and come last. */
const slugs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => `free-${letter}`);
const deleted = new Set(['free-a', 'free-c', 'free-d', 'free-h']);
const owner = await site.token(Object.fromEntries(slugs.map((slug) => [slug, 'owner' as const])));

beforeAll(async () => {
  for (const slug of slugs) {
    const draft = campaignOf({ slug, title: 'Free them', visibility: 'draft' });
    await putCampaign(site.db.Campaigns, deleted.has(slug) ? deletedCampaign(draft, NOW) : draft, 0);
    await site.deps.relist?.(slug);
  }
  for (let goal = 101; goal <= 199; goal++)
    await site.ask('PATCH', `${API}/campaigns/free-b`, { ...admin, 'if-match': '*' }, { goal });
  for (const id of ['case-1', 'case-2'])
    await putCaseVersions(site.db.Campaigns, id, 100, (revision) => ({ work: `work ${revision}` }));
  await putEndpoint(site.db.Webhooks, {
    ...{ id: 'whe_1', url: 'https://hooks.example.org/x', types: [], campaigns: [], createdAt: isoTime(NOW) },
    secret: { kid: 'k1', generation: 1 },
  });
  for (const event of ['evt_1', 'evt_2', 'evt_3', 'evt_4'])
    await putDelivery(site.db.Webhooks, {
      ...{ event, type: 'campaign.won', outcome: 'delivered', attempt: 1, endpoint: 'whe_1', at: NOW, status: 200 },
    });
}, 120_000);

/** How many entries each page of a list has, from link to link. */
async function sizesOf(list: string, as: typeof admin): Promise<number[]> {
  const sizes: number[] = [];
  for (let path: string | undefined = `${API}${list}`; path !== undefined; ) {
    const answer = await site.ask('GET', path, as);
    const body = (await answer.json()) as { entries?: unknown[]; deliveries?: unknown[] } | unknown[];
    sizes.push((Array.isArray(body) ? body : (body.entries ?? body.deliveries ?? [])).length);
    path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return sizes;
}

it.each([
  ['/campaigns?limit=1', [1, 1, 1, 1]],
  ['/campaigns?limit=2', [2, 2]],
  ['/campaigns?limit=4', [4]],
  ['/campaigns?sort=needs&limit=2', [2, 2]],
  ['/campaigns?state=draft&limit=4', [4]],
  ['/campaigns/free-b/versions', [50, 50]],
  ['/cases?limit=1', [1, 1]],
  ['/cases?limit=2', [2]],
  ['/cases?q=karimov&limit=1', [1, 1]],
  ['/cases/case-1/versions', [50, 50]],
  ['/organisers?limit=1', [1, 1]],
  ['/organisers?limit=2', [2]],
  ['/webhooks/whe_1?limit=2', [2, 2]],
  ['/audit?act=campaign.put&campaign=free-b&limit=33', [33, 33, 33]],
])('ends %s with the last page that has something', async (list, sizes) => {
  expect(await sizesOf(list, admin)).toEqual(sizes);
});

it('shows somebody with roles whole pages of their campaigns, without deleted ones', async () => {
  expect(await sizesOf('/campaigns?limit=1', owner)).toEqual([1, 1, 1, 1]);
  expect(await sizesOf('/campaigns?limit=2', owner)).toEqual([2, 2]);
  expect(await sizesOf('/campaigns?limit=4', owner)).toEqual([4]);
});

it('offers no older versions after the last ones', async () => {
  const ana = await organiserBrowser(site, 'admin');
  const pages: number[] = [];
  for (let path: string | undefined = '/organise/campaigns/free-b/versions'; path !== undefined; ) {
    const { html } = await ana.see(path);
    pages.push(html.split('class="row-name"').length - 1);
    path = /<a href="([^"]+)">Older versions<\/a>/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(pages).toEqual([25, 25, 25, 25]);
});
