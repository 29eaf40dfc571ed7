import { expect, it } from 'vitest';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';

const { t } = translatorOf('en');
const site = await startSite();
const cases = (name: string) => [{ name, status: 'detained' as const }];
await site.put({ slug: 'closed', title: 'A closed one', closesAt: '2026-02-01T00:00:00Z', country: 'BY' });
await site.put({ slug: 'upcoming', title: 'An upcoming one', opensAt: '2026-04-01T00:00:00Z' });
await site.put({ slug: 'older', title: 'An older one', opensAt: '2026-01-01T00:00:00Z', country: 'AZ' });
await site.put({ slug: 'newer', title: 'A newer one', opensAt: '2026-03-01T00:00:00Z', cases: cases('Bəxtiyar') });
await site.put({
  ...{ slug: 'won', title: 'A won one', opensAt: '2025-03-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' },
  ...{ won: { on: '2026-02-20', words: 'All of them are free.' }, country: 'BY' },
});
await site.put({ slug: 'secret', title: 'A secret one', visibility: 'unlisted', cases: cases('Secret Person') });
await site.publish('older', { total: 31, byDay: { '2026-03-09': 31 } });

const textOf = async (path: string) => (await site.page(path)).text();
const titlesIn = (html: string) => [...html.matchAll(/<h3><a href="\/campaigns\/([^"]+)">/g)].map(([, slug]) => slug);
const shown = async (query: string) => titlesIn(await textOf(`/${query}`));

it('shows the campaigns that can be signed first, what trends on top, each with its published total', async () => {
  const text = await textOf('/');
  expect(titlesIn(text)).toEqual(['older', 'newer', 'upcoming', 'closed', 'won']);
  expect(text).toMatch(/An older one.*?data-total[^>]*>31</s);
  expect(text).toContain(`<h1>${t('list.title')}</h1>`);
  // A list is not kept up to date: only the page of a campaign is.
  expect(text).not.toContain('data-counts="');
  expect(text).toContain('<link rel="alternate" type="application/atom+xml" href="/feed.atom"');
});

it('shows the latest victory before all that asks, and not one of the future', async () => {
  expect(await textOf('/')).toMatch(/class="latest".*?All of them are free\..*?id="campaigns"/s);
  expect(await textOf('/?status=open')).not.toContain('class="latest"');
  const early = await startSite();
  await early.put({ slug: 'early', won: { on: '2026-05', words: 'Soon.' } });
  expect(await (await early.page('/')).text()).not.toContain('class="latest"');
});

it.each([
  ['?status=open', ['older', 'newer']],
  ['?status=won', ['won']],
  ['?country=BY', ['closed', 'won']],
  ['?country=by&status=closed&sort=newest', ['closed', 'won']],
  ['?q=baxtiyar', ['newer']],
  ['?q=Бахтияр', ['newer']],
  ['?q=belarus', ['closed', 'won']],
  ['?q=one&sort=signatures', ['older', 'closed', 'newer', 'upcoming', 'won']],
])('answers %s with what was asked for', async (query, slugs) => {
  expect(await shown(query)).toEqual(slugs);
  const text = await textOf(`/${query}`);
  expect(text).toContain(t('list.found', { count: slugs.length }));
  // The form keeps what was asked.
  for (const [name, value] of new URLSearchParams(query))
    if (name === 'q') expect(text).toContain(`value="${value}"`);
    else expect(text).toContain(`<option value="${name === 'country' ? value.toUpperCase() : value}" selected`);
});

it('helps a person who finds nothing, and leads to the people', async () => {
  const text = await textOf('/?q=xyzxyz');
  for (const words of [t('list.found', { count: 0 }), t('list.found.none'), t('list.found.all')])
    expect(text).toContain(words);
  expect(text).toContain('href="/cases?q=xyzxyz"');
});

it('cuts a text that is too long, and survives odd ones', async () => {
  const answer = await site.page(`/?q=${'a'.repeat(5_000)}`);
  expect([answer.status, (await answer.text()).includes(`value="${'a'.repeat(100)}"`)]).toEqual([200, true]);
  for (const odd of ['%00', '%', '%ff%fe', '%F0%9F%98%80', '%22%3E%3Cscript%3E', "'", '%5B', '(((', '.*'])
    expect((await site.page(`/?q=${odd}`)).status, odd).toBe(200);
});

it('keeps searches out of caches and search engines, and gives each list one address', async () => {
  const search = await site.page('/?q=baxtiyar');
  expect(search.headers.get('cache-control')).toBe('no-store');
  const text = await search.text();
  expect(text).toContain('<meta name="robots" content="noindex"');
  expect(text).not.toMatch(/rel="canonical"|og:url/);
  const filtered = await site.page('/?sort=newest&status=open');
  expect(filtered.headers.get('cache-control')).toMatch(/^public/);
  expect(await filtered.text()).toContain(`<link rel="canonical" href="${PUBLIC_URL}/?status=open&amp;sort=newest"`);
  expect(site.logged).toEqual([]);
});

it('shows 12 campaigns a page, each of them on one page alone', async () => {
  const many = await startSite();
  for (let i = 0; i < 30; i++) await many.put({ slug: `campaign-${String(i).padStart(2, '0')}` });
  const pages = await Promise.all([1, 2, 3].map(async (page) => (await many.page(`/?page=${page}`)).text()));
  expect(pages.map((page) => titlesIn(page).length)).toEqual([12, 12, 6]);
  expect(new Set(pages.flatMap(titlesIn)).size).toBe(30);
  expect(pages[1]).toMatch(
    /<a href="\/" rel="prev">.*<span aria-current="page">2<\/span>.*<a href="\/\?page=3" rel="next">/s,
  );
  expect(pages[0]).not.toContain('rel="prev"');
  expect(pages[2]).not.toContain('rel="next"');
  expect(await (await many.page('/?status=open&page=2')).text()).toContain('href="/?status=open&amp;page=3"');
});

it('shows no campaign and no person that lists may not show', async () => {
  for (const path of ['/', '/?q=secret', '/dashboard', '/cases', '/cases?q=secret', '/feed.atom', '/sitemap.xml'])
    expect((await textOf(path)).replaceAll('“secret”', '').replaceAll('value="secret"', ''), path).not.toMatch(
      /secret one|secret person|campaigns\/secret/i,
    );
});

it('says if there is no campaign at all, and asks nothing then', async () => {
  const empty = await startSite();
  const text = await (await empty.page('/')).text();
  expect(text).toContain(t('list.none'));
  expect(text).not.toContain('<form');
  expect(await (await empty.page('/dashboard')).text()).toContain(t('totals.none'));
  expect(await (await empty.page('/cases')).text()).toContain(t('cases.none'));
});

it('shows a picture in its room, and the bars of a window where there is none', async () => {
  const made = { id: 'a'.repeat(20), width: 1_200, height: 630, widths: [480, 1_200] };
  const pictured = await startSite();
  await pictured.put({ slug: 'pictured', picture: { alt: 'A window', credit: 'Ada', made } });
  await pictured.put({ slug: 'without' });
  const text = await (await pictured.page('/')).text();
  expect(text).toMatch(/<img src="\/pictures\/pictured\/a{20}-480\.jpg" alt="" width="1200" height="630"/);
  expect(text).toContain(t('picture.credit', { credit: 'Ada' }));
  expect(text.match(/class="blank"/g)).toHaveLength(1);
});
