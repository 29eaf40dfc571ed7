import { afterAll, expect, it } from 'vitest';
import { speak } from '../../functions/ui/messages/speak.ts';
import { redirectsOfEdge } from '../../infra/edge-query.ts';
import { freePort } from '../../infra/local/ports.ts';
import { startServer } from '../../infra/local/server.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { site, siteAnswers } from './answers.ts';

const languages = ['en', 'en-XA', 'az', 'hy', 'sr-Latn', 'ar'];
speak(languages, readWithPseudo);

/** Where a browser is led. Undefined if it gets the page itself. */
const cases: readonly (readonly [when: string, path: string, header: string | undefined, to: string | undefined])[] = [
  ['a program that names no language', '/campaigns/x', undefined, undefined],
  ['a browser of the default language', '/', 'en-GB,en;q=0.9', undefined],
  ['a program that takes any', '/', '*', undefined],
  ['a browser of another language', '/', 'az', '/az/'],
  ['a browser of a country', '/campaigns/x/dashboard', 'hy-AM', '/hy/campaigns/x/dashboard'],
  ['one that prefers the default', '/', 'en,az;q=0.9', undefined],
  ['one that prefers another, in any order', '/', 'en;q=0.3, az ; q=0.8', '/az/'],
  ['one whose first languages we lack', '/cases', 'ka,uk;q=0.9,az;q=0.5,en;q=0.1', '/az/cases'],
  ['one whose languages we all lack', '/cases', 'ka,uk;q=0.9', undefined],
  ['one that refuses ours', '/cases', 'az;q=0,ka', undefined],
  ['one that would take any before ours', '/cases', '*,az;q=0.5', undefined],
  ['a weight that is no number', '/cases', 'az;q=many', undefined],
  ['other letters than ours', '/', 'az-Cyrl', undefined],
  ['our letters', '/', 'sr-Latn-RS', '/sr-Latn/'],
  ['no letters', '/', 'sr', '/sr-Latn/'],
  ['small letters', '/', 'AZ-az', '/az/'],
  ['words of JavaScript', '/', 'constructor,__proto__', undefined],
  ['a header without end', '/', `${'x,'.repeat(5_000)}az`, undefined],
  ['one with twenty other languages before ours', '/', `${'ka,'.repeat(20)}az`, undefined],
  ['one with nineteen', '/', `${'ka,'.repeat(19)}az`, '/az/'],
  ['a page with a query that it knows', '/campaigns/x?source=mail&fbclid=1', 'az', '/az/campaigns/x?source=mail'],
  ['a search', '/?q=%D0%93&status=open', 'az', '/az/?q=%D0%93&status=open'],
  ['a page with a slash at its end', '/campaigns/x/', 'az', '/az/campaigns/x/'],
  ['an encoded line end', '/campaigns/x%0d%0aset-cookie:a', 'az', '/az/campaigns/x%0d%0aset-cookie:a'],
  ['another site’s name', '//evil.example/', 'az', undefined],
  ['an address with a language', '/en/campaigns/x', 'az', undefined],
  ['an address with a language alone', '/en', 'az', undefined],
  ['an address with a language that we lack', '/xx/campaigns/x', 'az', undefined],
  ['an old address', '/campaigns/x?lang=az&source=mail', undefined, '/az/campaigns/x?source=mail'],
  ['an old address before a browser’s wish', '/campaigns/x?lang=en', 'az', '/en/campaigns/x'],
  ['an old address of a language that we lack', '/campaigns/x?lang=xx', undefined, undefined],
  ['data', '/api/campaigns', 'az', undefined],
  ['data with words', '/feed.atom?lang=az', 'az', undefined],
  ['a chart', '/campaigns/x/charts/growth.svg?lang=az', 'az', undefined],
  ['a frame on another site', '/embed/campaigns/x?lang=az', 'az', undefined],
  ['the page that makes code, with the code’s language', '/campaigns/x/embed?lang=az', 'en', undefined],
  ['a page that sign answers', '/confirm?token=x', 'az', undefined],
];

const port = await freePort();
const local = await startServer({ host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${port}` });
afterAll(local.stop);
const answer = { fetch: async () => new Response() };
local.open({ site: answer, sign: answer, console: answer });

const ask = (path: string, header?: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    redirect: 'manual',
    headers: header === undefined ? {} : { 'accept-language': header },
  });

it.each(cases)('leads %s: %s (%s)', async (_, path, header, to) => {
  // `fetch` always names a language.
  const { status, headers } = await ask(path, header ?? '*');
  expect([status, headers.get('location')]).toEqual(to === undefined ? [200, null] : [302, to]);
  if (to !== undefined) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
  }
  const redirect = redirectsOfEdge(languages)(
    new Request(
      `https://amparo.example${path}`,
      header === undefined ? {} : { headers: { 'accept-language': header } },
    ),
  );
  // One machine gives sign its paths before it looks for a language, as CloudFront does.
  if (path !== '/confirm?token=x') expect(redirect?.headers.get('location')).toBe(to);
});

it('leads nobody who sends a form, and whoever asks for the head alone', async () => {
  expect((await ask('/campaigns/x', 'az', 'POST')).status).toBe(200);
  expect((await ask('/campaigns/x', 'az', 'HEAD')).headers.get('location')).toBe('/az/campaigns/x');
});

it('leads nobody where an installation speaks one language', () => {
  const request = new Request('https://amparo.example/?lang=az', { headers: { 'accept-language': 'az' } });
  expect(redirectsOfEdge(['en'])(request)).toBeUndefined();
});

it('leads to each page of the site, and to nothing else', () => {
  const pages = new Set(
    siteAnswers.filter(([, , , { type }]) => type?.startsWith('text/html')).map(([route]) => route),
  );
  const redirected = redirectsOfEdge(languages);
  for (const { method, path } of site.app.routes.filter((one) => one.method === 'GET')) {
    // The edge drops what no page asks for: it must not see the token of a preview.
    const isPage = pages.has(`${method} ${path}`) && !/^\/(embed|preview)\//.test(path);
    const address = path.replace(/:file/, 'a.svg').replace(/:\w+/g, 'free-them');
    const to = redirected(
      new Request(`https://amparo.example${address}`, { headers: { 'accept-language': 'az' } }),
    )?.headers.get('location');
    if (isPage) expect(to, path).toBe(`/az${address}`);
    // The site leads on from a slash at the end.
    else if (!path.endsWith('/')) expect(to, path).toBeUndefined();
  }
});
