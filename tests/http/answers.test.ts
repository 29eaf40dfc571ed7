import { expect, it } from 'vitest';
import { signRoutes } from '../../functions/http/routes.ts';
import { nameOf, routesOf } from '../fuzz/routes.ts';
import { startSite } from '../support/site.ts';
import { type Answer, answerToNoRequest, noRequest, sign, signAnswers, site, siteAnswers } from './answers.ts';

/** The headers of every answer. */
const ALWAYS = {
  // The hashes are those of the page: `inline-blocks.test.ts`.
  'content-security-policy': expect.stringMatching(
    /^default-src 'none'; script-src 'self'( 'sha256-[\w+/]{43}='){2}; style-src( 'sha256-[\w+/]{43}='){8}; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'$/,
  ),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), attribution-reporting=(), autoplay=(), browsing-topics=(), camera=(), captured-surface-control=(), ch-ua-high-entropy-values=(), clipboard-read=(), compute-pressure=(), cross-origin-isolated=(), deferred-fetch=(), digital-credentials-get=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), join-ad-interest-group=(), keyboard-map=(), language-detector=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), run-ad-auction=(), screen-wake-lock=(), serial=(), storage-access=(), summarizer=(), sync-xhr=(), translator=(), unload=(), usb=(), window-management=(), xr-spatial-tracking=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** What is different in answers that other sites may frame, and in the page that frames one. */
const EXPOSED = {
  framed: {
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; script-src 'self'( 'sha256-[\w+/]{43}='){3}; style-src( 'sha256-[\w+/]{43}='){11}; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors \*; require-trusted-types-for 'script'; trusted-types 'none'$/,
    ),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
    'x-frame-options': undefined,
  },
  framing: {
    'content-security-policy': expect.stringMatching(
      /; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; /,
    ),
  },
};

/** The address that was typed is sealed in the one of the next page. */
const sealed = (value: string) => value.replace(/(?<=\?to=)[\w.-]+$/, 'SEALED');
const told = ({ status, headers }: Response) => ({
  status,
  headers: Object.fromEntries([...headers].map(([name, value]) => [name, sealed(value)])),
});
const expected = ({ status, type, cache, etag, exposed, headers }: Answer) => ({
  status,
  headers: {
    ...Object.fromEntries(Object.entries({ ...ALWAYS, ...(exposed && EXPOSED[exposed]) }).filter(([, value]) => value)),
    ...(type && { 'content-type': type }),
    ...(type?.startsWith('text/html') && { 'content-language': 'en' }),
    ...(cache && { 'cache-control': cache }),
    ...(etag && { etag: expect.stringMatching(/^"[0-9a-f]{40}"$/) }),
    ...headers,
  },
});

it.each([...siteAnswers, ...signAnswers])(
  'answers %s (%s) with these headers and no others',
  async (_route, _when, ask, answer) => {
    expect(told(await ask())).toEqual(expected(answer));
  },
);

it('answers an event that is not a request with only these headers', async () => {
  expect(told(await answerToNoRequest())).toEqual(expected(noRequest));
});

it('has a row for every route of both apps, and no row for a route that is gone', () => {
  const routes = routesOf({ site: site.app, sign: sign.app });
  const named = (app: string) =>
    routes
      .filter((route) => route.app === app)
      .map(nameOf)
      .sort();
  const rows = (answers: typeof siteAnswers) =>
    [...new Set(answers.map(([route]) => route))].filter((route) => route !== 'nowhere').sort();
  expect(rows(siteAnswers)).toEqual(named('site'));
  expect(rows(signAnswers)).toEqual(named('sign'));
});

it('sends the sign function every path that it answers, and no other', () => {
  const paths = sign.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  expect([...signRoutes].sort()).toEqual([...new Set(paths)].sort());
});

it('lets other sites frame the frames of campaigns, and no other answer', () => {
  const framed = [...siteAnswers, ...signAnswers].filter(([, , , { exposed }]) => exposed === 'framed');
  expect([...new Set(framed.map(([route]) => route))]).toEqual(['GET /embed/campaigns/:slug']);
});

it.each([
  '/embed/campaigns/free-them/',
  '/embed/campaigns/free-them/x',
  '/embed//campaigns/free-them',
  '/embed/campaigns/',
  '/embed/campaigns',
  '/EMBED/campaigns/free-them',
  '/x/embed/campaigns/free-them',
  '/embed/campaigns/free-them%2fx/..',
])('lets nobody frame %s, which is no frame', async (path) => {
  const { headers } = await site.page(path);
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

it('does not ask browsers for TLS if the service has no TLS', async () => {
  const plain = await startSite({ publicUrl: 'http://localhost:3000' });
  const { 'strict-transport-security': _, ...rest } = ALWAYS;
  expect(told(await plain.get('/nowhere')).headers).toEqual({
    ...rest,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
  });
});
