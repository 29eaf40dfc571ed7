import { beforeAll, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { noteWaiting } from '../../functions/core/counts/waiting.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { browserOf } from '../support/console-browser.ts';
import { silentLog } from '../support/log.ts';
import { signed } from '../support/signed.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
const put = (slug: string, more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, ...more }));
beforeAll(async () => {
  site = await startConsole();
  await put('quiet', { title: 'A quiet one' });
  await put('waits', { title: 'One that waits' });
  await put('draft', { title: 'Лейла', language: 'ru', visibility: 'draft', createdAt: '2026-02-20T00:00:00.000Z' });
  await put('old', { title: 'An old one', closesAt: '2026-02-01T00:00:00Z', won: { on: '2026-02', words: 'Free.' } });
  const archived = campaignOf({ slug: 'put-away', title: 'Put away', closesAt: '2026-02-01T00:00:00Z' });
  await putCampaign(site.db.Campaigns, { ...archived, archivedAt: '2026-02-10T00:00:00.000Z' });
  const { after, ...change } = signed('waits', 1, {});
  const review = { ...after, status: { S: 'under-review' }, confirmedAt: { S: '2026-02-24T09:00:00.000Z' } };
  await tallyBatch({ counts: site.db.Counts, clock: site.deps.clock, log: silentLog }, 'lane', [
    { ...change, after: review },
  ]);
  await noteWaiting(site.db.Counts, new Map([['waits', { signatures: 1, since: '2026-02-24' }]]), new Set(['waits']));
});
const rowsOf = (html: string) =>
  [...html.matchAll(/class="row-name"[^>]*>\s*<a href="\/organise\/campaigns\/([\w-]+)"/g)].map(([, slug]) => slug);

it('shows first what needs somebody, and how old the oldest of it is', async () => {
  const { html } = await (await browserOf(site, 'admin')).see('/organise');
  expect(rowsOf(html)).toEqual(['waits', 'draft', 'quiet', 'old']);
  const text = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  expect(text).toContain(
    '1 signature waits for review in 1 campaign. The oldest since 24 February 2026 (5 days): One that waits',
  );
  expect(text).toContain('1 draft is not open yet. The oldest since 20 February 2026 (9 days): Лейла');
  expect(text).toContain('1 waits for review · since 24 February 2026 (5 days)');
  expect(text).toContain('4 campaigns');
});

it('finds by words in another script, by state, by language and by role, without a script', async () => {
  const admin = await browserOf(site, 'admin');
  const found = async (query: string, who = admin) => rowsOf((await who.see(`/organise?${query}`)).html);
  expect(await found('q=Leyla')).toEqual(['draft']);
  expect(await found('state=archived')).toEqual(['put-away']);
  expect(await found('q=put+away')).toEqual(['put-away']);
  expect(await found('state=won')).toEqual(['old']);
  expect(await found('state=waits')).toEqual(['waits']);
  expect(await found('language=ru&state=')).toEqual(['draft']);
  const owner = await browserOf(site, { quiet: 'owner', old: 'viewer' });
  expect(await found('role=viewer', owner)).toEqual(['old']);
  // No hint at the archived ones leads to where somebody is.
  expect((await admin.see('/organise?q=nothing-like-this&state=archived')).html).toMatch(/>No campaign fits\.</);
  const nothing = await admin.see('/organise?q=nothing-like-this&state=open');
  expect(nothing.html).toContain('No campaign fits.');
  expect(nothing.html).toContain('<option value="open" selected="">');
  expect(nothing.html).toContain('value="nothing-like-this"');
  // A keyboard goes on from the answer, not from the top of the page.
  expect(nothing.html).toMatch(/ role="status" tabindex="-1" autofocus[^>]*>No campaign fits/);
  // A search finds archived ones, too, and says so.
  const nowhere = await admin.see('/organise?q=nothing-like-this');
  expect(nowhere.html).toContain('No campaign fits, not even an archived one.');
  expect(nowhere.html).toContain('<option value="">Any, also archived</option>');
  // An old link, or a slip, shows all.
  expect(await found('state=nonsense&role=x&after=%00')).toEqual(['waits', 'draft', 'quiet', 'old']);
});

it('says so if an organiser has no campaign, and not if all of them are archived', async () => {
  const nobody = await (await browserOf(site, {})).see('/organise');
  expect(nobody.html).toContain('You have no campaign yet.');
  const mine = await (await browserOf(site, { 'put-away': 'owner' })).see('/organise');
  expect(mine.html).toContain('No campaign fits. Archived ones are under “State”.');
});

it('gives programs the same list, and refuses what no list knows', async () => {
  const admin = await site.token('admin');
  const ask = (query: string) => site.ask('GET', `/api/organise/campaigns?${query}`, admin);
  const first = await ask('sort=needs&limit=2');
  const body = (await first.json()) as { slug: string; waits: object | null }[];
  expect(body.map(({ slug, waits }) => [slug, waits])).toEqual([
    ['waits', { signatures: 1, since: '2026-02-24' }],
    ['draft', null],
  ]);
  const [, next = ''] = /<([^>]+)>/.exec(first.headers.get('link') ?? '') ?? [];
  const second = (await (await site.ask('GET', next, admin)).json()) as { slug: string }[];
  expect(second.map(({ slug }) => slug)).toEqual(['quiet', 'old']);
  const won = (await (await ask('state=won')).json()) as { slug: string; won: object }[];
  expect(won).toMatchObject([{ slug: 'old', status: 'closed', won: { on: '2026-02', words: 'Free.' } }]);
  for (const wrong of ['state=lost', 'sort=x', 'role=boss', 'language=no!', 'cursor=A%20b', 'limit=0'])
    expect((await ask(wrong)).status, wrong).toBe(400);
});
