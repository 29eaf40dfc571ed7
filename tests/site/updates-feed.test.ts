import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { publicPaths } from '../support/public-paths.ts';
import { PUBLIC_URL, startSite } from '../support/site.ts';
import { speaking } from '../support/speaking.ts';

speaking(USUAL_LANGUAGES);
const site = await startSite();
const hostile = '</title><script>alert(1)</script> & "quoted" ]]> \'x\'';
const SECRET = 'Nobody may know';
const first = '2026-02-01T08:00:00+04:00';
const NEXT = '2026-03-10T12:30:40Z';
await site.put({
  ...{ slug: 'free-them', title: hostile, language: 'az' },
  updates: [
    { at: first, title: hostile, text: 'One.\n\n<b>Two</b> & three.' },
    { at: first, title: `${SECRET}: draft`, text: SECRET, draft: true },
    { id: 'my-own', at: '2026-03-01T00:00:00Z', title: 'Newer', text: 'A [link](https://example.org/).' },
    { at: NEXT, title: `${SECRET}: scheduled`, text: SECRET },
  ],
  translations: {
    en: {
      ...{ title: 'Free them', demand: 'Free them.' },
      updates: {
        [first]: { title: 'In English', text: 'English.' },
        [`${first} (2)`]: { title: `${SECRET}: translated draft` },
        [NEXT]: { title: `${SECRET}: translated`, text: SECRET },
        '2026-03-01T00:00:00Z': { title: 'Newer in English' },
      },
    },
  } as never,
});
await site.put({ slug: 'quiet', title: 'Quiet' });
for (const slug of ['free-them', 'quiet'])
  await site.publish(slug, { total: 60, byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 30 } });
const PATH = '/campaigns/free-them/updates';

/** Reads a feed as a program would. Throws for XML that is not well formed. */
async function atom(path = `${PATH}.atom`) {
  const text = await (await site.get(path)).text();
  const onError = (_level: string, message: string) => {
    throw new Error(message);
  };
  const feed = new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement as Element;
  const children = (of: Element, name: string) =>
    [...of.childNodes].filter((node) => node.nodeName === name) as Element[];
  const one = (of: Element, name: string) => {
    const found = children(of, name);
    expect(found, name).toHaveLength(1);
    return found[0] as Element;
  };
  const words = (of: Element, name: string) => one(of, name).textContent ?? '';
  const links = (of: Element) =>
    Object.fromEntries(children(of, 'link').map((link) => [link.getAttribute('rel'), link.getAttribute('href')]));
  return { feed, entries: children(feed, 'entry'), children, one, words, links };
}

interface JsonFeed {
  readonly version: string;
  readonly title: string;
  readonly home_page_url: string;
  readonly feed_url: string;
  readonly language: string;
  readonly authors: readonly { readonly name: string }[];
  readonly items: readonly {
    readonly id: string;
    readonly url: string;
    readonly title: string;
    readonly content_html: string;
    readonly date_published: string;
    readonly language: string;
  }[];
}
const json = async (path = `${PATH}.json`) => (await (await site.get(path)).json()) as JsonFeed;

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const PAGE = `${PUBLIC_URL}/campaigns/free-them`;

it('is an Atom feed with all that RFC 4287 requires, the newest first', async () => {
  const { feed, entries, one, words, links } = await atom(`${PATH}.atom?lang=az`);
  expect([feed.nodeName, feed.namespaceURI]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
  expect(words(feed, 'id')).toBe('tag:amparo.example,2026:campaigns/free-them/updates');
  expect(words(feed, 'title')).toContain(hostile);
  expect(words(one(feed, 'author'), 'name')).not.toBe('');
  expect(links(feed)).toEqual({
    self: `${PUBLIC_URL}${PATH}.atom?lang=az`,
    alternate: `${PUBLIC_URL}/az/campaigns/free-them`,
  });
  expect(words(feed, 'updated')).toBe('2026-03-01T00:00:00.000Z');
  expect(entries.map((entry) => words(entry, 'title'))).toEqual(['Newer', hostile]);
  for (const entry of entries) {
    expect(words(entry, 'id')).toMatch(/^tag:amparo\.example,2026:campaigns\/free-them\/updates\/[a-z0-9-]+$/);
    for (const name of ['published', 'updated']) expect(words(entry, name)).toMatch(MOMENT);
    expect(links(entry).alternate).toBe(`${PUBLIC_URL}/az/campaigns/free-them#updates`);
    expect(one(entry, 'content').getAttribute('type')).toBe('html');
  }
  expect(entries.map((entry) => words(entry, 'content'))).toEqual([
    '<p>A <a href="https://example.org/">link</a>.</p>',
    '<p>One.</p>\n<p>&#60;b&#62;Two&#60;/b&#62; &#38; three.</p>',
  ]);
});

it('is a JSON Feed with all that version 1.1 requires, and the same entries', async () => {
  const feed = await json();
  expect(feed).toMatchObject({
    ...{ version: 'https://jsonfeed.org/version/1.1', home_page_url: PAGE, feed_url: `${PUBLIC_URL}${PATH}.json` },
    authors: [{ name: expect.stringMatching(/./) }],
  });
  const { entries, words } = await atom();
  expect(feed.items.map(({ id }) => id)).toEqual(entries.map((entry) => words(entry, 'id')));
  expect(feed.items.map(({ content_html }) => content_html)).toEqual(entries.map((entry) => words(entry, 'content')));
  for (const { url, date_published } of feed.items) {
    expect(url).toBe(`${PAGE}#updates`);
    expect(date_published).toMatch(MOMENT);
  }
  expect(new Set(feed.items.map(({ id }) => id)).size).toBe(2);
});

it('is in the language that is asked for, and names that of each text', async () => {
  const found = async (lang: string) => {
    const { language, items } = await json(`${PATH}.json?lang=${lang}`);
    return [language, ...items.map(({ title, language }) => `${language}: ${title}`)];
  };
  expect(await found('az')).toEqual(['az', 'az: Newer', `az: ${hostile}`]);
  expect(await found('en')).toEqual(['en', 'en: Newer in English', 'en: In English']);
  const { entries, one } = await atom(`${PATH}.atom?lang=en`);
  // The translation has no text for it.
  expect(one(entries[0] as Element, 'content').getAttribute('xml:lang')).toBe('az');
  expect(entries[0]?.getAttribute('xml:lang')).toBe('en');
});

it('keeps the ids of entries in all languages, and when the time goes on', async () => {
  const ids = async (lang: string) => (await json(`${PATH}.json?lang=${lang}`)).items.map(({ id }) => id);
  expect(await ids('az')).toEqual(await ids('en'));
  expect(await ids('az')).toEqual([
    'tag:amparo.example,2026:campaigns/free-them/updates/my-own',
    'tag:amparo.example,2026:campaigns/free-them/updates/20260201t040000z',
  ]);
});

it('is linked in both forms from the page of a campaign that has updates, in the same language', async () => {
  const linked = async (path: string) => {
    const html = await (await site.page(path)).text();
    const links = html.matchAll(/<link rel="alternate" type="application\/(atom\+xml|feed\+json)" href="([^"]*)"/g);
    return [...links].map(([, form, href]) => [form, href]);
  };
  expect(await linked('/az/campaigns/free-them')).toEqual([
    ['atom+xml', `${PATH}.atom?lang=az`],
    ['feed+json', `${PATH}.json?lang=az`],
  ]);
  expect(await linked('/campaigns/free-them')).toEqual([
    ['atom+xml', `${PATH}.atom`],
    ['feed+json', `${PATH}.json`],
  ]);
  expect(await linked('/campaigns/quiet')).toEqual([]);
  expect((await atom('/campaigns/quiet/updates.atom')).entries).toEqual([]);
  expect((await json('/campaigns/quiet/updates.json')).items).toEqual([]);
});

it('is not sent again to a program that has it, and is not there for a campaign that nobody may see', async () => {
  for (const path of [`${PATH}.atom`, `${PATH}.json`]) {
    const { headers } = await site.get(path);
    const again = await site.get(path, { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  }
  await site.put({ slug: 'hidden', visibility: 'draft', updates: [{ at: first, title: SECRET, text: SECRET }] });
  for (const form of ['atom', 'json']) expect((await site.get(`/campaigns/hidden/updates.${form}`)).status).toBe(404);
});

it('shows nothing of drafts and scheduled updates on any public path, and caches end when the next one appears', async () => {
  const paths = [
    ...publicPaths(site.app, 'free-them'),
    '/en/campaigns/free-them',
    '/api/campaigns/free-them?lang=en',
    '/sitemap.xml',
  ];
  const found = async () => {
    const seen: string[] = [];
    for (const path of paths) if ((await (await site.page(path)).text()).includes(SECRET)) seen.push(path);
    return seen;
  };
  expect(await found()).toEqual([]);
  const sharedFor = async (path: string) =>
    Number(/s-maxage=(\d+)/.exec((await site.get(path)).headers.get('cache-control') ?? '')?.[1]);
  const texts = ['/campaigns/free-them', '/campaigns/free-them/dashboard', '/api/campaigns/free-them', `${PATH}.atom`];
  for (const path of texts) expect(await sharedFor(path), path).toBeLessThanOrEqual(40);
  expect(await sharedFor(`${PATH}.json`)).toBe(40);
  // Counts are kept longer. Their time says nothing of updates.
  expect(await sharedFor('/api/campaigns/free-them/counts')).toBe(await sharedFor('/api/campaigns/quiet/counts'));
  site.time.now = Date.parse(NEXT) - 1;
  expect(await found()).toEqual([]);
  site.time.now = Date.parse(NEXT);
  expect(await found()).toEqual(
    expect.arrayContaining(['/campaigns/free-them', '/campaigns/free-them/dashboard', `${PATH}.atom`, `${PATH}.json`]),
  );
  expect(await (await site.get(`${PATH}.json?lang=en`)).text()).not.toContain('draft');
});
