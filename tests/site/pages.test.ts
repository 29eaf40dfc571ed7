import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { licence } from '../../functions/site/data/licence.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { campaignOf } from '../support/campaign.ts';
import { fullOfEvents } from '../support/full-campaign.ts';
import { inlineBlocks } from '../support/inline-blocks.ts';
import { publishedOf } from '../support/published.ts';
import { image, signed, tombstone } from '../support/signed.ts';
import { NOW, PUBLIC_URL, startSite } from '../support/site.ts';

const site = await startSite();
const { date } = translatorOf('en');
const at = (moment: number) => new Date(moment).toISOString();
const later = () => {
  site.time.now += 3_000;
};
const textOf = async (path: string) => (await site.page(path)).text();

const hostile = '"></style></title></script><script>alert(1)</script>&amp;<img src=x onerror=alert(2)>';

it('shows every page complete, with what browsers and shared caches may keep', async () => {
  await site.put({ slug: 'shown', title: 'Free the fourteen' });
  for (const path of ['/', '/campaigns/shown', '/campaigns/shown/dashboard', '/docs', '/docs/open-data']) {
    const answer = await site.page(path);
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=UTF-8']);
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=/);
    const text = await answer.text();
    expect(text).toMatch(/^<!doctype html><html lang="en" dir="ltr">.*<\/html>$/s);
    expect(text).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}"`);
    const more = path === '/campaigns/shown' ? [] : ['<style>'];
    // A dashboard has no form, so its own file is its only script.
    const script = path.endsWith('dashboard') ? [] : ['<script type="module">'];
    // The file of charts, and the one that runs examples: no other page pays for them.
    const name = path.endsWith('dashboard') ? 'charts.js' : 'try.js';
    const hasFile = /dashboard$|^\/docs/.test(path);
    const file = hasFile ? [`<script type="module" src="${site.assets.href(name)}">`] : [];
    expect(text.match(/<(?:style|script)[^>]*>/g)).toEqual(['<style>', ...more, ...script, ...file]);
    // A person may follow the link to the licence. It loads nothing.
    const loaded = text.replace(`<a href="${licence.path}">`, '<a>');
    expect(
      [...loaded.matchAll(/(?:src|href)="(https?:[^"]*)"/g)].map(([, url]) => url?.startsWith(PUBLIC_URL)),
    ).not.toContain(false);
  }
});

it('answers 304 to a page that has not changed, and not if its style or script has', async () => {
  await site.put({ slug: 'unchanged' });
  const etag = (await site.page('/campaigns/unchanged')).headers.get('etag') ?? '';
  expect((await site.get('/campaigns/unchanged', { 'if-none-match': etag })).status).toBe(304);
  const { inPage } = site.assets;
  for (const changed of [{ styles: 'p{}' }, { script: 'void 1' }]) {
    const next = await startSite({ assets: { ...site.assets, inPage: { ...inPage, ...changed } } });
    await next.put({ slug: 'unchanged' });
    expect((await next.get('/campaigns/unchanged', { 'if-none-match': etag })).status).toBe(200);
  }
});

it('leads from an address with a slash at its end to the page', async () => {
  const { status, headers } = await site.get('/campaigns/unchanged/?source=leaflet');
  expect(status).toBe(301);
  expect(headers.get('location')).toBe('/campaigns/unchanged?source=leaflet');
});

it('helps a person who comes to an unknown campaign', async () => {
  for (const path of ['/campaigns/unknown', '/campaigns/unknown/dashboard', '/nowhere']) {
    const answer = await site.page(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('<a href="/">');
  }
});

it('shows nothing that an organiser or a signer wrote as markup', async () => {
  await site.put({
    slug: 'hostile',
    title: hostile,
    demand: hostile,
    summary: hostile,
    why: `${hostile}\n\n- ${hostile}`,
    letter: hostile,
    notice: hostile,
    showNames: true,
    targets: [{ name: hostile, role: hostile }],
    cases: [{ name: hostile, status: 'detained', story: hostile }],
    updates: [{ at: '2026-02-01T00:00:00Z', title: hostile, text: hostile }],
  });
  await site.tally([signed('hostile', 1, { publicName: hostile.slice(0, 100), publicReason: hostile })]);
  await site.approveNames('hostile');
  await site.drawNames('hostile');
  later();
  for (const path of [
    '/',
    '/campaigns/hostile',
    '/campaigns/hostile/dashboard',
    `/campaigns/hostile?source=${encodeURIComponent(hostile)}`,
  ]) {
    const text = await textOf(path);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script>|<img src=x/);
    // The page's own blocks neither end early nor get company.
    const own = inlineBlocks(text, 'script').filter((content) => content !== '');
    expect(own).toEqual(path.endsWith('dashboard') ? [] : [site.assets.inPage.script]);
    expect(inlineBlocks(text, 'style')[0]).toBe(site.assets.inPage.styles);
  }
});

it('shows links, lists and line breaks of the long texts', async () => {
  await site.put({
    slug: 'rich',
    why: 'Read [the report](https://example.org/?a=1&b=2):\n\n- One\n- Two',
    letter: 'Dear Minister,\\\nrelease them.',
    cases: [{ name: 'Ali', status: 'detained', story: '1. Arrested\n2. Tried' }],
    updates: [{ at: '2026-02-01T00:00:00Z', title: 'News', text: '[More](mailto:group@example.org)' }],
    handedOver: [{ on: '2026-02-02', to: 'The Minister', answer: 'See [our letter](https://example.org/letter).' }],
  });
  const text = await textOf('/campaigns/rich');
  expect(text).toContain('<p>Read <a href="https://example.org/?a=1&amp;b=2">the report</a>:</p>');
  expect(text).toContain('<li>One</li>\n<li>Two</li>');
  expect(text).toContain('<p>Dear Minister,<br />\nrelease them.</p>');
  expect(text).toContain('<li>Arrested</li>\n<li>Tried</li>');
  expect(text).toContain('<a href="mailto:group@example.org">More</a>');
  expect(text).toContain('<a href="https://example.org/letter">our letter</a>');
});

it('leads nowhere by a link that should never have been stored', async () => {
  const campaign = campaignOf({ slug: 'odd' });
  const odd = await startSite({
    campaign: async () => ({ ...campaign, why: `[Press](javascript:alert(1)) ${hostile}`, letter: `- ${hostile}` }),
    published: async () => undefined,
  });
  const text = await (await odd.page('/campaigns/odd')).text();
  expect(text).toContain('<p>Press ');
  expect(text).not.toMatch(/javascript:|<script>|<img src=x/);
});

it('shows the names that signers chose to show once they are approved and drawn, until they withdraw', async () => {
  await site.put({ slug: 'named', showNames: true });
  const leyla = image('named', 1, { publicName: 'Leyla', publicReason: 'For my teacher.' });
  await site.tally([
    { sequence: '1', after: leyla },
    signed('named', 2, { publicName: 'Aysel', confirmedAt: at(NOW) }),
  ]);
  const shown = async () => {
    later();
    const text = await textOf('/campaigns/named');
    return ['Aysel', 'Leyla', 'For my teacher.'].filter((words) => text.includes(words));
  };
  expect(await shown()).toEqual([]);
  await site.drawNames('named');
  expect(await shown()).toEqual([]);
  await site.approveNames('named');
  expect(await shown()).toEqual([]);
  later();
  await site.drawNames('named');
  expect(await shown()).toEqual(['Aysel', 'Leyla', 'For my teacher.']);
  await site.tally([{ sequence: '3', before: leyla, after: tombstone(leyla) }]);
  expect(await shown()).toEqual(['Aysel']);
});

it('shows no names on a campaign that does not show names', async () => {
  await site.put({ slug: 'nameless', showNames: false });
  await site.tally([signed('nameless', 1, { publicName: 'Leyla' })]);
  await site.approveNames('nameless');
  await site.drawNames('nameless');
  later();
  expect(await textOf('/campaigns/nameless')).not.toContain('Leyla');
});

it('draws the published numbers with a table behind each picture', async () => {
  await site.put({ slug: 'drawn', goal: 100 });
  await site.publish('drawn', {
    total: 90,
    byCountry: { AZ: 20, DE: 50 },
    byDay: { '2026-03-07': 60, '2026-03-08': -1, '2026-03-09': 25 },
  });
  later();
  const text = await textOf('/campaigns/drawn/dashboard');
  expect(text.match(/<svg [^>]*role="img" aria-label="[^"]+"/g)?.length).toBe(4);
  expect(text.match(/<details><summary/g)?.length).toBe(3);
  expect(text).toMatch(/<th scope="row">Germany<td>50</);
  expect(text).toMatch(/<th scope="row">Azerbaijan<td>20</);
  expect(text).toMatch(/<th scope="row">Countries that are not named<td>20</);
  expect(text).toMatch(/<th scope="row">8 March 2026<td>-1</);
  // What was published since the last day ended is today's.
  expect(text).toMatch(/<th scope="row">10 March 2026<td>6</);
  expect(text).toContain(
    'Most signatures: Germany, 50 (56% of all). No named country can be compared by population yet.',
  );
});

it('says when the numbers move, and why not at once', async () => {
  await site.put({ slug: 'careful' });
  await site.publish('careful', { total: 40, asOf: Date.parse('2026-03-10T11:00:00Z') });
  later();
  const careful = await textOf('/campaigns/careful/dashboard');
  expect(careful).toContain(`Numbers last moved: ${date('2026-03-10T12:00:00+01:00', 'hour')}.`);
  expect(careful).toContain('Numbers move only when many people have signed, so that nobody can see who signed.');
  expect(careful).toContain(`Next possible change: ${date('2026-03-10T14:00:00+01:00', 'hour')}.`);
  expect(careful).toContain('The smallest number is 20, in steps of 10.');
  await site.put({ slug: 'live', publish: 'live' });
  await site.publish('live', { total: 1, every: 2_000 });
  later();
  const live = await textOf('/campaigns/live/dashboard');
  expect(live).toContain('The total moves within seconds of a signature.');
  expect(live).not.toMatch(/nobody can see who signed|Next possible change/);
});

it('invites to sign while nothing is published', async () => {
  await site.put({ slug: 'empty' });
  await site.put({ slug: 'empty-upcoming', opensAt: '2027-01-01T00:00:00Z' });
  const open = await textOf('/campaigns/empty/dashboard');
  expect(open).toContain('Too few to show a number yet. Be among the first to sign.');
  expect(open).toContain('Numbers move only when many people have signed');
  const upcoming = await textOf('/campaigns/empty-upcoming/dashboard');
  expect(upcoming).toContain('has not begun');
  for (const text of [open, upcoming]) expect(text).not.toContain('<figure');
});

it('keeps a dashboard of 249 countries, ten years of days, 60 cases and 15 updates within 30 kB, with all that is in it', async () => {
  const days = Array.from({ length: 3_650 }, (_, i) => [at(NOW - (i + 1) * DAY).slice(0, 10), 1 + ((i * i) % 97)]);
  const large = await startSite({
    published: async () =>
      publishedOf({
        total: 10_000_000,
        byCountry: Object.fromEntries(countries.map((country, i) => [country, 20 + 10 * ((i * i) % 4_999)])),
        byDay: Object.fromEntries(days),
        asOf: NOW,
      }),
  });
  await large.put({ slug: 'large', goal: 20_000_000, ...fullOfEvents({ until: NOW, days: 3_650 }) });
  const page = await (await large.page('/campaigns/large/dashboard')).bytes();
  expect(gzipSync(page).length).toBeLessThanOrEqual(30_000);
});

it('serves hashed files for a year, and 404 for unknown files', async () => {
  for (const name of ['solve.js', 'icon.svg', 'share.png'] as const) {
    const answer = await site.get(site.assets.href(name));
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/javascript|svg|png/);
  }
  for (const path of ['/assets/nothing.js', '/assets/manifest.json', '/assets/..%2Fmanifest.json']) {
    expect((await site.get(path)).status).toBe(404);
  }
});

it('is up, and lists public and personal pages for crawlers', async () => {
  const crawled = await startSite({ publicUrl: 'https://amparo.example/a&b' });
  await crawled.put({ slug: 'one' });
  await crawled.put({ slug: 'two' });
  const bodyOf = async (path: string) => (await crawled.get(path)).text();
  expect(await bodyOf('/healthz')).toBe('ok');
  expect(await bodyOf('/robots.txt')).toBe(`User-agent: *
Disallow: /confirm
Disallow: /withdraw
Disallow: /preview/

Sitemap: https://amparo.example/a&b/sitemap.xml
`);
  expect(await bodyOf('/sitemap.xml')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://amparo.example/a&amp;b/</loc></url>
<url><loc>https://amparo.example/a&amp;b/dashboard</loc></url>
<url><loc>https://amparo.example/a&amp;b/cases</loc></url>
<url><loc>https://amparo.example/a&amp;b/docs</loc></url>
<url><loc>https://amparo.example/a&amp;b/docs/open-data</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/one</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/two</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/one/dashboard</loc></url>
<url><loc>https://amparo.example/a&amp;b/campaigns/two/dashboard</loc></url>
</urlset>
`);
});

it('describes every call of the OpenAPI document for people', async () => {
  const { paths } = (await site.json('/openapi.json')) as { paths: Record<string, object> };
  const text = ((await textOf('/docs')) + (await textOf('/docs/open-data'))).replaceAll('<wbr/>', '');
  expect(Object.keys(paths).length).toBeGreaterThanOrEqual(6);
  // The calls of organisers stand in a guide of their own.
  const calls = Object.keys(paths).filter((path) => !path.startsWith('/api/organise'));
  for (const path of calls) expect(text).toContain(`</strong> ${path}</code>`);
  // Only the example and the page's script, which are JavaScript, have backticks.
  expect(text).toContain('<code>{challenge, solution}</code>');
  expect(text.replace(/<pre.*<\/pre>|<script.*?<\/script>/gs, '')).not.toContain('`');
});
