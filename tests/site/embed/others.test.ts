import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { accentNames, heightOf, shows, themes } from '../../../functions/ui/browser/embed/choices.ts';
import { cataloguesIn } from '../../../functions/ui/messages/catalogue.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { speak } from '../../../functions/ui/messages/speak.ts';
import { messagesFolder } from '../../../infra/messages/folders.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';
import { hostile } from '../../ui/sample.ts';

const site = await startSite();
const { t } = translatorOf('en');
const group = { name: 'Free Voices', contact: 'help@free.example' };
await site.put({ slug: 'free-them', title: 'Free them & all', goal: 5_000, sources: ['blog'], group });
await site.publish('free-them', { total: 1_204 });
await site.put({ slug: 'quiet', title: hostile });
await site.put({ slug: 'upcoming', opensAt: '2026-09-01T00:00:00Z' });
await site.put({ slug: 'closed', closesAt: '2026-02-01T00:00:00Z' });
await site.publish('closed', { total: 99 });
await site.put({ slug: 'deleted' });
const won = { on: '2026-02-20', words: 'Both were released.' };
await site.put({ slug: 'won', closesAt: '2026-02-21T00:00:00Z', goal: 2_000, won });
await site.publish('won', { total: 1_688 });
await site.put({ slug: 'won-few', won });
await site.put({ slug: 'unlisted', visibility: 'unlisted' });

const deletion = await planDeletion({ campaigns: site.campaigns, clock: () => site.time.now }, operator, {
  slug: 'deleted',
});
await putCampaign(site.campaigns, deletion.after, deletion.before?.revision);

const MOST_SCRIPT = 3_000; // bytes, as it is

it('has a script for other sites of at most 3 kB, under a stable address and under one that says its content', async () => {
  const stable = await site.get('/embed/amparo.js', { origin: 'https://elsewhere.example' });
  const body = Buffer.from(await stable.arrayBuffer());
  expect(body.length).toBeLessThanOrEqual(MOST_SCRIPT);
  const pinned = await site.get(`/embed/scripts/${basename(site.assets.href('amparo.js'))}`);
  expect(Buffer.from(await pinned.arrayBuffer())).toEqual(body);
  expect(stable.headers.get('cache-control')).toBe('public, max-age=3600');
  expect(pinned.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  // It makes no element out of text, runs no text, and has no style in an attribute.
  expect(body.toString()).not.toMatch(
    /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|cssText|setAttribute\("style/,
  );
  expect(body.toString()).toContain('credentials:"omit"');
});

const badge = async (slug: string, query = '') => {
  const answer = await site.get(`/campaigns/${slug}/badge.svg${query}`);
  return { status: answer.status, svg: await answer.text() };
};
/** The text of each element of a name, in a document of ours. */
const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => decoded(text));
/** The values of an attribute, in each element of a name. */
const valuesOf = (xml: string, name: string, attribute: string): number[] =>
  [...xml.matchAll(new RegExp(`<${name}\\b[^>]* ${attribute}="([\\d.]+)"`, 'g'))].map(([, value]) => Number(value));

it.each([
  ['free-them', '1,204 / 5,000', 200],
  ['quiet', t('embed.badge.few'), 200],
  ['upcoming', 'opens: 1 September 2026', 200],
  ['won', 'demand met: 1,688', 200],
  ['won-few', 'demand met', 200],
  ['closed', 'closed: 99', 200],
  ['unlisted', t('embed.badge.few'), 200],
  ['deleted', t('embed.badge.gone'), 410],
  ['no-such', t('embed.badge.gone'), 404],
])('has a badge for %s that says “%s”', async (slug, value, status) => {
  const found = await badge(slug);
  expect(found.status).toBe(status);
  expect(textsOf(found.svg, 'text')).toEqual([t('embed.badge.signatures'), value]);
  expect(textsOf(found.svg, 'title')[0]).toContain(value);
  expect(found.svg).not.toMatch(/<(?:style|script|image|use|foreignObject)|href=| on\w+=/);
  expect(gzipSync(found.svg).length).toBeLessThan(700);
});

it('has a badge in the language that is asked for, its title included', async () => {
  speak(['en', 'ru', 'ar'], cataloguesIn(messagesFolder));
  await site.put({ slug: 'spoken', title: 'Free them', translations: { ru: { title: 'Свободу', demand: 'Свободу' } } });
  await site.publish('spoken', { total: 1_204 });
  const inRussian = (await badge('spoken', '?lang=ru')).svg;
  expect(textsOf(inRussian, 'text')).toEqual(['подписи', expect.stringMatching(/^1\s204 \/ 1\s000$/)]);
  expect(textsOf(inRussian, 'title')[0]).toContain('Свободу');
  expect(textsOf((await badge('no-such', '?lang=ru')).svg, 'text')[0]).toBe('подписи');
  for (const query of ['', '?lang=xx', '?lang=de', '?lang='])
    expect(textsOf((await badge('spoken', query)).svg, 'text')[0], query).toBe('signatures');
  speak(['en'], cataloguesIn(messagesFolder));
});

it('says which values the code takes, because it ignores others', async () => {
  const html = await (await site.get('/campaigns/free-them/embed')).text();
  for (const [name, values] of Object.entries({ show: shows, theme: themes, accent: accentNames }))
    expect(html).toContain(`<code>${name}: ${values.join(', ')}</code>`);
});

it('makes code and badge in one language: the chosen one, or that of the page', async () => {
  speak(['en', 'ru', 'ar'], cataloguesIn(messagesFolder));
  for (const html of [
    await maker('spoken', '?lang=ru'),
    await (await site.page('/ru/campaigns/spoken/embed')).text(),
  ]) {
    expect(codeIn(html, 'element')).toContain(' lang="ru"');
    for (const name of ['element', 'html', 'markdown', 'address'])
      expect(codeIn(html, name), name).toContain(`${PUBLIC_URL}/ru/campaigns/spoken`);
    for (const name of ['element', 'html', 'markdown', 'frame']) expect(codeIn(html, name), name).toContain('Свободу');
    expect(html).toContain('src="/campaigns/spoken/badge.svg?lang=ru" alt="подписи: Свободу"');
  }
  speak(['en'], cataloguesIn(messagesFolder));
});

it('draws the words of a badge within its width', async () => {
  const { svg } = await badge('free-them');
  const [left = 0, right = 0] = valuesOf(svg, 'rect', 'width');
  expect([left + right]).toEqual(valuesOf(svg, 'svg', 'width'));
  const [label = 0, value = 0] = valuesOf(svg, 'text', 'textLength');
  expect(label).toBeGreaterThan(20);
  expect([label < left, value < right]).toEqual([true, true]);
});

const oEmbed = (query: Record<string, string>) => site.get(`/oembed?${new URLSearchParams(query)}`);
const url = `${PUBLIC_URL}/campaigns/free-them`;

it('tells oEmbed how to show a campaign, alike as JSON and as XML', async () => {
  const data = (await (await oEmbed({ url })).json()) as Record<string, string | number>;
  expect(data).toEqual({
    ...{ version: '1.0', type: 'rich', title: 'Free them & all', author_name: 'Free Voices', cache_age: 3_600 },
    ...{ provider_name: 'Amparo', provider_url: PUBLIC_URL, width: 480, height: heightOf('button', 'Free them & all') },
    html: `<iframe src="${PUBLIC_URL}/embed/campaigns/free-them" title="Free them &amp; all" width="480" height="${heightOf('button', 'Free them & all')}" loading="lazy" referrerpolicy="no-referrer" frameborder="0"></iframe>`,
    thumbnail_url: PUBLIC_URL + site.assets.href('share.png'),
    ...{ thumbnail_width: 1_200, thumbnail_height: 630 },
  });
  const answer = await oEmbed({ url, format: 'xml' });
  const text = await answer.text();
  expect(text.startsWith('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n')).toBe(true);
  for (const [name, value] of Object.entries(data)) expect(textsOf(text, name), name).toEqual([String(value)]);
  expect(text.match(/<\w+>/g)).toHaveLength(Object.keys(data).length + 1);
});

it('keeps within the width and the height that a program gives, its picture included', async () => {
  const small = (await (await oEmbed({ url, maxwidth: '300', maxheight: '200' })).json()) as Record<string, unknown>;
  expect(small).toMatchObject({ width: 300, height: 200, html: expect.stringContaining('width="300" height="200"') });
  expect(Object.keys(small).filter((name) => name.startsWith('thumbnail'))).toEqual([]);
});

it('gives a badge where a frame would be too small to read, and says so where not even that fits', async () => {
  for (const most of [{ maxwidth: '200' }, { maxheight: '20' }]) {
    const data = (await (await oEmbed({ url, ...most })).json()) as { html: string; width: number; height: number };
    expect(data.width).toBeLessThanOrEqual(200);
    expect(data.height).toBe(20);
    expect(data.html).toContain(`<a href="${url}" rel="noreferrer"><img src="${url}/badge.svg"`);
    expect(data.html).toContain(` alt="${t('embed.badge.signatures')}: Free them &amp; all"`);
    expect(valuesOf((await badge('free-them')).svg, 'svg', 'width')).toEqual([data.width]);
  }
  for (const most of [{ maxwidth: '100' }, { maxheight: '19' }]) {
    const answer = await oEmbed({ url, ...most });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      type: 'urn:amparo:problem:no-room',
      detail: t('problem.no-room.detail'),
    });
  }
});

it('says what is missing to a program that asks about nothing', async () => {
  const answer = await site.get('/oembed');
  expect(await answer.json()).toMatchObject({
    ...{ status: 400, title: t('problem.invalid-query.title'), detail: t('problem.invalid-query.detail') },
    errors: [{ field: 'url' }],
  });
});

it('knows the pages of campaigns of this service, with language and source, and nothing of elsewhere', async () => {
  for (const path of ['', '/', '/dashboard', '/share', '/embed', '?utm_source=x', '#sign'])
    expect((await oEmbed({ url: url + path })).status, path).toBe(200);
  const counted = (await (await oEmbed({ url: `${url}?source=blog` })).json()) as { html: string };
  expect(counted.html).toContain('/embed/campaigns/free-them?source=blog"');
  for (const other of [
    'https://elsewhere.example/campaigns/free-them',
    `${PUBLIC_URL}.elsewhere.example/campaigns/free-them`,
    `${PUBLIC_URL}@elsewhere.example/campaigns/free-them`,
    'http://amparo.example/campaigns/free-them',
    `${PUBLIC_URL}/`,
    `${PUBLIC_URL}/campaigns/no-such`,
    `${PUBLIC_URL}/campaigns/free-them/privacy`,
    'free-them',
    'javascript:alert(1)',
  ])
    expect((await oEmbed({ url: other })).status, other).toBe(404);
  expect((await oEmbed({ url: `${PUBLIC_URL}/campaigns/deleted` })).status).toBe(410);
});

it.each([
  [{}, 400, 'url'],
  [{ url: '' }, 400, 'url'],
  [{ url, maxwidth: '-1' }, 400, 'maxwidth'],
  [{ url, maxheight: '1e9' }, 400, 'maxheight'],
])('says what is wrong with %j', async (query, status, field) => {
  const answer = await oEmbed(query);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ errors: [{ field }] });
});

it('answers another format as a fault of the caller, which logs no error and rings no alarm', async () => {
  const answer = await oEmbed({ url, format: 'yaml' });
  expect(answer.status).toBe(400);
  expect(site.logged).toEqual([]);
  expect(await answer.json()).toMatchObject({ type: 'urn:amparo:problem:format-unknown' });
});

it.each(['', '/dashboard', '/share'])(
  'is found as WordPress looks for it in a page that people paste: %s',
  async (path) => {
    const html = await (await site.page(`/campaigns/free-them${path}`)).text();
    // As `WP_oEmbed::discover` does: in the links of the head, within the first 150 KB.
    const head = html.slice(0, 153_600).split('</head>')[0] ?? '';
    const links = [...head.matchAll(/<link([^<>]+)\/?>/gi)].map(([, attributes = '']) => attributes);
    const found = links.filter((attributes) => attributes.includes('type="application/json+oembed"'));
    expect(found).toHaveLength(1);
    const address = decoded(/href="([^"]+)"/.exec(found[0] ?? '')?.[1] ?? '');
    expect(address.startsWith(`${PUBLIC_URL}/oembed?`)).toBe(true);
    // It adds parameters of its own.
    const asked = new URL(address);
    asked.searchParams.set('maxwidth', '600');
    asked.searchParams.set('format', 'json');
    const answer = await site.get(asked.href.slice(PUBLIC_URL.length));
    expect(await answer.json()).toMatchObject({ type: 'rich', html: expect.stringContaining('<iframe src="') });
  },
);

it('can be found for no other page: nobody pastes a list to show one campaign', async () => {
  for (const path of ['/', '/dashboard', '/campaigns/free-them/privacy'])
    expect(await (await site.page(path)).text()).not.toContain('json+oembed');
});

const maker = async (slug: string, query = '') => (await site.page(`/campaigns/${slug}/embed${query}`)).text();
const decoded = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const codeIn = (html: string, name: string) =>
  decoded(new RegExp(`<code data-code="${name}"[^>]*>([^<]*)</code>`).exec(html)?.[1] ?? '');

it('makes the code of what was chosen without script, and shows the same in a frame', async () => {
  const html = await maker('free-them', '?show=form&theme=dark&accent=green&compact=1&source=blog');
  const query = 'show=form&theme=dark&accent=green&compact=1&source=blog';
  expect(html).toContain(`src="/embed/campaigns/free-them?${query.replaceAll('&', '&amp;')}"`);
  expect(codeIn(html, 'frame')).toContain(
    `src="${PUBLIC_URL}/embed/campaigns/free-them?${query.replaceAll('&', '&amp;')}"`,
  );
  expect(codeIn(html, 'element')).toContain('show="form" theme="dark" accent="green" compact="1" source="blog"');
  for (const value of ['form', 'dark', 'green', 'blog'])
    expect(html).toContain(`<option value="${value}" selected="">`);
  expect(html).toContain('name="compact" value="1" checked=""');
});

it('pins the script by the hash of its content', async () => {
  const html = await maker('free-them');
  const code = codeIn(html, 'pinned');
  const [, file = '', integrity] =
    /src="https:\/\/amparo\.example(\/embed\/[^"]+)" integrity="([^"]+)"/.exec(code) ?? [];
  const body = Buffer.from(await (await site.get(file)).arrayBuffer());
  expect(integrity).toBe(`sha384-${createHash('sha384').update(body).digest('base64')}`);
});

it('says what is known about visitors of the other site, and of a campaign that is not listed', async () => {
  const listed = await maker('free-them');
  for (const key of ['embed.privacy.sees', 'embed.privacy.we', 'embed.privacy.element', 'embed.privacy.link'] as const)
    expect(listed).toContain(t(key));
  expect(listed).not.toContain(t('embed.unlisted'));
  expect(await maker('unlisted')).toContain(t('embed.unlisted'));
  expect(listed).toContain('<meta name="robots" content="noindex"/>');
});

it('is linked from the page of ways to share and from the dashboard', async () => {
  for (const page of ['share', 'dashboard'])
    expect(await (await site.page(`/campaigns/free-them/${page}`)).text()).toContain(
      'href="/campaigns/free-them/embed"',
    );
});

it('shows in frame and badge the number of the API, which the element reads', async () => {
  const { total } = (await site.json('/api/campaigns/free-them/counts')) as { total: number };
  expect(await site.json('/api/campaigns/free-them')).toMatchObject({ signatures: total });
  const shown = total.toLocaleString('en');
  expect(await (await site.get('/embed/campaigns/free-them')).text()).toContain(`data-total="true">${shown}</strong>`);
  expect((await badge('free-them')).svg).toContain(`>${shown} / 5,000</text>`);
});
