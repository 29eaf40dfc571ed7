import { describe, expect, it } from 'vitest';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { startSite } from '../support/site.ts';
import { BEST, grade } from './observatory.ts';

const site = await startSite();
const sign = await startSign();
await site.put({ slug: 'free-them', showNames: true });
const broken = createSignApp({ ...sign.deps, campaign: async () => Promise.reject(new Error('of our own')) });

const FORM = 'application/x-www-form-urlencoded';
const mailed = async (email: string) => {
  await postJson(sign.app, SIGN, attemptOf(email));
  return sign.mail();
};
const post = (type: string, body: string, headers: Record<string, string> = {}) =>
  Promise.resolve(sign.app.request(SIGN, { method: 'POST', body, headers: { 'content-type': type, ...headers } }));

/** An answer of each kind that both functions give, by its kind. */
const answers: Readonly<Record<string, () => Promise<Response>>> = {
  'the list': () => site.page('/'),
  'a campaign': () => site.page('/campaigns/free-them'),
  'a dashboard': () => site.page('/campaigns/free-them/dashboard'),
  'the description of the API': () => site.page('/docs'),
  'a page that has not changed': async () => {
    const etag = (await site.page('/')).headers.get('etag') ?? '';
    return site.get('/', { 'if-none-match': etag });
  },
  'a way on to a page': () => site.page('/campaigns/free-them/'),
  'a page that is not there': () => site.page('/nowhere'),
  'a campaign that is not there, for a program': () => site.get('/api/campaigns/unknown'),
  'a method that is not allowed': async () => site.app.request('/', { method: 'DELETE' }),
  'campaigns as data': () => site.get('/api/campaigns'),
  'counts as data': () => site.get('/api/campaigns/free-them/counts', { origin: 'https://elsewhere.example' }),
  'counts as a table': () => site.get('/campaigns/free-them/counts.csv'),
  'what a page from elsewhere may ask': async () =>
    site.app.request('/api/campaigns', { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } }),
  'the page that makes code for other sites': () => site.page('/campaigns/free-them/embed'),
  'an answer of oEmbed': () => site.get('/oembed?url=https://amparo.example/campaigns/free-them'),
  'the document for machines': () => site.get('/openapi.json'),
  'a script': () => site.get(site.assets.href('solve.js')),
  'the icon': () => site.get('/favicon.ico'),
  'what crawlers ask': () => site.get('/robots.txt'),
  'whether it is up': () => site.get('/healthz'),
  'the way on after the form': () => postForm(sign.app, SIGN, attemptOf('form@example.org')),
  'the page after the form': () => open(sign.app, '/campaigns/free-them/sent'),
  'the form again': () => postForm(sign.app, SIGN, attemptOf('not-an-address')),
  'an attempt of a program': () => postJson(sign.app, SIGN, attemptOf('json@example.org')),
  'an attempt with a fault, of a program': () => postJson(sign.app, SIGN, {}),
  'a body that is too large': () => post('application/json', 'x'.repeat(20_000)),
  'a kind of body that is not taken': () => post('text/plain', '{}'),
  'a form from elsewhere': () => post(FORM, 'name=x', { 'sec-fetch-site': 'cross-site', accept: 'text/html' }),
  'a link that confirms': async () =>
    open(sign.app, `/confirm?token=${(await mailed('confirm@example.org')).confirmToken}`),
  'a link that withdraws': async () =>
    open(sign.app, `/withdraw?token=${(await mailed('withdraw@example.org')).withdrawToken}`),
  'a link that does not work': () => open(sign.app, '/confirm?token=cut'),
  'a signature that counts': async () =>
    postForm(sign.app, '/confirm', { token: (await mailed('counts@example.org')).confirmToken }),
  'a signature that is withdrawn': async () =>
    postForm(sign.app, '/withdraw', { token: (await mailed('withdrawn@example.org')).withdrawToken }),
  'what is held': async () =>
    postForm(sign.app, '/my-data', { token: (await mailed('held@example.org')).withdrawToken }),
  'a task for a browser': () =>
    postJson(sign.app, '/api/campaigns/free-them/challenges', { email: 'task@example.org' }),
  'a fault of our own': () => open(broken, '/campaigns/free-them/sent'),
};

/** What other sites may show or load. */
const forOtherSites: typeof answers = {
  'a frame': () => site.get('/embed/campaigns/free-them'),
  'a frame with the form': () => site.get('/embed/campaigns/free-them?show=form'),
  'a frame of no campaign': () => site.get('/embed/campaigns/unknown'),
  'a badge': () => site.get('/campaigns/free-them/badge.svg'),
  'the script for other sites': () => site.get('/embed/amparo.js'),
};
/** What the grade takes for a frame that everybody may show. Below 90, it adds no rewards. */
const FRAMED = 100 - 20;
/** What it adds for answers that other sites may not load. */
const FOR_OWN_USE = 10;

it.each(Object.entries(forOtherSites))('grades %s as all others, but for its use by other sites', async (_, ask) => {
  const { points, found } = grade(await read(ask()));
  const { headers } = await read(ask());
  expect(found).toMatchObject({
    'Content-Security-Policy': 'nothing by default',
    'Cross-Origin-Resource-Policy': 'everybody',
    cookies: 'none',
    'Referrer-Policy': 'private',
  });
  expect(headers.get('content-security-policy')).toMatch(/; form-action 'self'; base-uri 'none'; /);
  const isFrame = found['X-Frame-Options'] === 'none';
  expect(isFrame).toBe(headers.get('content-security-policy')?.includes('frame-ancestors *'));
  expect(points, JSON.stringify(found)).toBe(isFrame ? FRAMED : BEST - FOR_OWN_USE);
});

describe.each(Object.entries(answers))('%s', (_, ask) => {
  it('has the best grade that Mozilla’s Observatory gives to a service without cookies', async () => {
    const { headers, body } = await read(ask());
    const { points, found } = grade({ headers, body });
    expect(found).toMatchObject({ 'Content-Security-Policy': 'nothing by default', cookies: 'none' });
    expect(points, JSON.stringify(found)).toBe(BEST);
  });

  it('is alone with its windows, sends no referrer, and may use nothing of the device', async () => {
    const { headers } = await read(ask());
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("trusted-types 'none'");
    for (const [directive, source] of [
      ['base-uri', 'none'],
      ['frame-ancestors', 'none'],
      ['form-action', 'self'],
      ['connect-src', 'self'],
    ]) {
      expect(policy).toMatch(new RegExp(`(?:^|; )${directive} '${source}'(?:;|$)`));
    }
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toMatch(/\bcamera=\(\).*\bgeolocation=\(\).*\bmicrophone=\(\)/);
  });

  it('has no style and no script in an attribute or an address, if it is a page', async () => {
    const { headers, body } = await read(ask());
    if (!headers.get('content-type')?.startsWith('text/html')) return;
    expect(body).toMatch(/^<!doctype html>/);
    const tags = tagsOf(body).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
    expect(tags.filter((tag) => /\s(?:style|on\w+|srcdoc|nonce)=/i.test(tag))).toEqual([]);
    const addresses = tagsOf(body).filter((tag) => /(?:href|src|action)="\s*(?:javascript|data|vbscript):/i.test(tag));
    // The icon, and the code that a printed page shows: pictures of ours.
    const ours = /^<(?:link rel="icon" href="data:image\/svg\+xml,|img src="data:image\/png;base64,)[^"]*"/;
    expect(addresses.filter((tag) => !ours.test(tag))).toEqual([]);
  });
});

it('gives less for headers that are worse', () => {
  const graded = (headers: Record<string, string>, body = '') => grade({ headers: new Headers(headers), body }).points;
  expect(graded({})).toBe(30);
  expect(graded({ 'content-security-policy': "default-src 'self' 'unsafe-inline'" })).toBe(35);
  expect(graded({ 'set-cookie': 'a=b' })).toBe(0);
});

/** The tags of a page, without what is inside its style and its script. */
const tagsOf = (body: string): string[] =>
  [...body.replace(/(<style>|<script type="module">).*?(<\/)/gs, '$1$2').matchAll(/<\w[^>]*>/g)].map(([tag]) => tag);

async function read(asked: Promise<Response>): Promise<{ headers: Headers; body: string }> {
  const answer = await asked;
  return { headers: answer.headers, body: await answer.text() };
}
