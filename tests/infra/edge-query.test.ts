import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { asked, askedOfEmbeds } from '../../functions/site/views.ts';
import { accentNames, shows, themes } from '../../functions/ui/browser/embed/choices.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { languages } from '../../functions/ui/messages/speak.ts';
import { edgeQueryCode } from '../../infra/edge-query.ts';
import { edgeTemplate, prod } from './stacks.ts';

type Query = Record<string, { value: string; multiValue?: { value: string }[] }>;

/** Runs the function as CloudFront does: alone, with a request. @returns what is left of its query. */
function leftOf(query: Query, code = edgeQueryCode(languages), uri = '/campaigns/free-them'): Record<string, string> {
  const request = { method: 'GET', uri, querystring: query, headers: {}, cookies: {} };
  const answer = runInNewContext(`${code}\nhandler(event)`, { event: { version: '1.0', request } });
  const { querystring, ...others } = JSON.parse(JSON.stringify(answer)) as { querystring: Query };
  expect(others).toEqual({ method: 'GET', uri, headers: {}, cookies: {} });
  return Object.fromEntries(Object.entries(querystring).map(([name, { value }]) => [name, value]));
}

it.each([
  ['nothing', {}, {}],
  [
    'a source and a language',
    { source: { value: 'radio-1' }, lang: { value: 'en' } },
    { source: 'radio-1', lang: 'en' },
  ],
  ['parameters that count clicks', { fbclid: { value: 'x' }, utm_source: { value: 'y' } }, {}],
  ['a language of which the interface has a general form', { lang: { value: 'EN-gb' } }, { lang: 'en' }],
  ['a language that the interface does not have', { lang: { value: 'xx' } }, {}],
  ['a language that is a word of JavaScript', { lang: { value: 'constructor' } }, {}],
  ['a source with capital letters', { source: { value: 'Radio' } }, {}],
  ['a source of 21 letters', { source: { value: 'a'.repeat(21) } }, {}],
  ['a source with encoded letters', { source: { value: 'a%0d%0a' } }, {}],
  ['an empty source', { source: { value: '' } }, {}],
  [
    'a source that is given twice',
    { source: { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } },
    { source: 'a' },
  ],
] as [string, Query, Record<string, string>][])('leaves of %s what changes a page', (_, query, left) => {
  expect(leftOf(query)).toEqual(left);
});

it('knows each name that a page asks for, and each language of the interface', () => {
  const query = Object.fromEntries(asked.map((name) => [name, { value: name === 'page' ? '2' : 'en' }]));
  const left = ['/', '/cases', '/campaigns/free-them'].flatMap((uri) =>
    Object.keys(leftOf(query, edgeQueryCode(languages), uri)),
  );
  expect([...new Set(left)].sort()).toEqual([...asked].sort());
  for (const lang of languages) expect(leftOf({ lang: { value: lang } })).toEqual({ lang });
  // A language of two scripts, and one that has none of its own.
  const several = edgeQueryCode(['en', 'sr-Latn', 'ar']);
  for (const [tag, lang] of [
    ['sr-Latn', 'sr-Latn'],
    ['sr-Cyrl', undefined],
    ['ar-EG', 'ar'],
  ] as const)
    expect(leftOf({ lang: { value: tag } }, several, '/feed.atom')).toEqual(lang ? { lang } : {});
});

it.each(['/embed/campaigns/free-them', '/campaigns/free-them/embed'])(
  'leaves at %s every choice of how an embed looks, and at other pages none',
  (uri) => {
    const left = (query: Record<string, string>, at = uri) =>
      leftOf(
        Object.fromEntries(Object.entries(query).map(([name, value]) => [name, { value }])),
        edgeQueryCode(languages),
        at,
      );
    const chosen = { show: 'form', theme: 'dark', accent: 'blue', compact: '1', lang: 'en', source: 'blog' };
    expect(left(chosen)).toEqual(chosen);
    expect(Object.keys(chosen).sort()).toEqual([...askedOfEmbeds].sort());
    for (const at of ['/docs', '/campaigns/free-them', '/campaigns/free-them/embed/x', '/campaigns/a/b/embed'])
      expect(left(chosen, at), at).toEqual({ lang: 'en', source: 'blog' });
    for (const show of shows) expect(left({ show })).toEqual({ show });
    for (const theme of themes) expect(left({ theme })).toEqual({ theme });
    for (const accent of accentNames) expect(left({ accent })).toEqual({ accent });
    expect(left({ accent: '#ff0000', theme: 'DARK', show: '', utm_source: 'x' })).toEqual({});
  },
);

it.each([
  ['a whole choice', { q: 'ada', status: 'open', country: 'AZ', sort: 'newest', page: '2' }, undefined],
  ['an encoded search', { q: '%D0%93%D1%83%D1%80+x' }, undefined],
  ['a status that no list can have', { status: 'Open!' }, {}],
  ['a country that is no code', { country: 'Azerbaijan' }, {}],
  ['a page that no list can have', { page: '123456' }, {}],
  ['page zero', { page: '0' }, {}],
  ['a source, which only campaigns count', { source: 'radio' }, {}],
  ['a search that is too long', { q: 'a'.repeat(2_000) }, { q: 'a'.repeat(936) }],
  ['a search that is cut within a letter', { q: `${'a'.repeat(934)}%D0%93` }, { q: 'a'.repeat(934) }],
] as [string, Record<string, string>, Record<string, string> | undefined][])(
  'leaves of %s what changes a list, and nothing of it for other pages',
  (_, given, left = given) => {
    const query = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]));
    for (const uri of ['/', '/cases', '/dashboard'])
      expect(leftOf(query, edgeQueryCode(languages), uri), uri).toEqual(left);
    for (const uri of ['/dashboard/charts/days.svg', '/cases/ada', '/campaigns/a-b'])
      expect(leftOf(query, edgeQueryCode(languages), uri), uri).toEqual(given.source ? { source: given.source } : {});
  },
);

it('chooses the language that the site would choose', () => {
  for (const tag of ['en', 'EN', 'en-GB', 'xx', 'e', 'en_GB', ''])
    expect(translatorOf(leftOf({ lang: { value: tag } }).lang).locale, tag).toBe(translatorOf(tag).locale);
});

it('is small enough for CloudFront, and runs for every page', () => {
  expect(Buffer.byteLength(edgeQueryCode(USUAL_LANGUAGES))).toBeLessThan(10_000);
  const template = edgeTemplate(prod);
  template.hasResourceProperties('AWS::CloudFront::Function', {
    FunctionCode: edgeQueryCode(USUAL_LANGUAGES),
    FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    AutoPublish: true,
  });
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { DefaultCacheBehavior: { FunctionAssociations: [{ EventType: 'viewer-request' }] } },
  });
});
