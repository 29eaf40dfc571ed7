import { expect, it } from 'vitest';
import { asked } from '../../../functions/site/views.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { edgeQueryCode } from '../../../infra/edge-query.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';

const { t } = translatorOf('en');
const site = await startSite();
for (let i = 0; i < 30; i++)
  await site.put({
    slug: `one-${i}`,
    title: `Number ${i}`,
    country: 'AZ',
    cases: [{ name: `Ada ${i}`, status: 'detained' }],
  });

const lists = ['/', '/cases'];
const textOf = async (path: string) => (await site.page(path)).text();
const noteIn = (html: string) => /<div class="notice misread">(.*?)<\/div>/s.exec(html)?.[1];
/** Without the note, and the addresses that its canonical link has in any case. */
const restOf = (html: string) => html.replace(/<div class="notice misread">.*?<\/div>/s, '');

/** Values that no list has, by the names of what a list can be asked. */
const wrong: Record<string, readonly string[]> = {
  status: ['odd', 'OPEN', 'constructor', '1', 'open,won', 'x'.repeat(5_000), '%00', '%F0%9F%98%80', '%3Cb%3E'],
  country: [
    'QQ',
    'ZZ',
    'Azerbaijan',
    'A',
    '__proto__',
    'x'.repeat(5_000),
    '%D0%90%D0%97',
    '%ff%fe',
    '%22%3E%3Cscript%3E',
  ],
  sort: ['odd', 'Newest', 'toString', '-newest', 'x'.repeat(5_000), '%0d%0a', '%3Cb%3E'],
  page: ['0', '-1', '01', '1.5', 'x', '1e3', '100000', '9'.repeat(5_000), '%D9%A2', '%3Cb%3E'],
};

it('knows of each parameter of a list what is wrong', () => {
  expect([...Object.keys(wrong), 'q'].sort()).toEqual(
    asked.filter((one) => one !== 'lang' && one !== 'source').toSorted(),
  );
});

for (const path of lists)
  for (const [name, values] of Object.entries(wrong))
    for (const value of values)
      it(`says at ${path} that there is no ${name} ${value.slice(0, 20)}, and shows the list without it`, async () => {
        const answer = await site.page(`${path}?${name}=${value}`);
        const html = await answer.text();
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toMatch(/^public/);
        expect(noteIn(html)).toMatch(/^<p>There is no [^<]{10,120}\.<\/p>$/);
        expect(restOf(html)).toBe(await textOf(path));
        expect(html).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}"`);
      });

it.each(lists)('says all that it did not understand, and keeps what it did: %s', async (path) => {
  const html = await textOf(`${path}?status=odd&country=az&sort=odd&page=x`);
  expect(noteIn(html)?.match(/<p>/g)).toHaveLength(3);
  expect(html).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}?country=AZ"`);
});

it.each(lists)('shows the last page for one beyond it, says so, and leads to the others: %s', async (path) => {
  const html = await textOf(`${path}?country=AZ&page=99999`);
  expect(noteIn(html)).toBe(`<p>${t('list.unknown.page.last', { page: 99_999 })}</p>`);
  expect(html).toContain(`<link rel="canonical" href="${PUBLIC_URL}${path}?country=AZ&amp;page=3"`);
  expect(html).toContain(`<a href="${path}?country=AZ&amp;page=2" rel="prev">`);
});

it.each(lists)('searches the start of a text that is too long, and says so: %s', async (path) => {
  for (const q of ['a'.repeat(101), '刘'.repeat(101), `${'a'.repeat(99)}😀`, 'a'.repeat(5_000)]) {
    const html = await textOf(`${path}?q=${encodeURIComponent(q)}`);
    expect(noteIn(html), q.slice(90)).toBe(`<p>${t('list.unknown.q', { most: 100 })}</p>`);
    expect(html.isWellFormed()).toBe(true);
    const [, kept = ''] = /name="q"[^>]* value="([^"]*)"/.exec(html) ?? [];
    expect([q.startsWith(kept), kept.length >= 99, kept.length <= 100]).toEqual([true, true, true]);
  }
});

it.each(lists)('searches the first words of many, and says so: %s', async (path) => {
  const noteOf = async (words: number) => noteIn(await textOf(`${path}?q=${'ada+'.repeat(words)}-`));
  expect(await noteOf(9)).toBe(`<p>${t('list.unknown.words', { most: 8 })}</p>`);
  expect(await noteOf(8)).toBeUndefined();
});

it.each([...new Set('a刘д😀')])('tells of a text that the edge has cut: %s', async (letter) => {
  const request = { uri: '/', querystring: { q: { value: encodeURIComponent(letter.repeat(2_000)) } } };
  const handler = new Function('event', `${edgeQueryCode(['en'])}\nreturn handler(event);`);
  const { value } = handler({ request }).querystring.q;
  expect(noteIn(await textOf(`/?q=${value}`))).toBe(`<p>${t('list.unknown.q', { most: 100 })}</p>`);
});

it.each(lists)('says nothing of a form without a choice, nor of links that others have decorated: %s', async (path) => {
  const usual = await textOf(path);
  expect(noteIn(usual)).toBeUndefined();
  for (const query of ['?q=&status=&country=&sort=', '?page=', '?page=1', '?q=+', '?utm_source=x&fbclid=y', '?lang=xx'])
    expect(await textOf(path + query), query).toBe(usual);
  for (const query of ['?status=&q=ada', '?country=az', '?country=BY', '?page=2'])
    expect(noteIn(await textOf(path + query)), query).toBeUndefined();
});

it('leads from the dashboard to the list, if its address asks for a part of the list', async () => {
  for (const query of ['?page=x', '?country=ZZ', '?q=ada&status=open', '?sort=newest', '?page=1&utm_source=x']) {
    const { status, headers } = await site.page(`/dashboard${query}`);
    const found = [status, headers.get('location'), headers.get('cache-control')];
    expect(found, query).toEqual([302, `/${query}`, 'no-store']);
  }
  const usual = await textOf('/dashboard');
  for (const query of ['?page=', '?q=&status=&country=&sort=', '?utm_source=x', '?range=x'])
    expect(await textOf(`/dashboard${query}`), query).toBe(usual);
});
