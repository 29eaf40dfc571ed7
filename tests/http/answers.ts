import { basename } from 'node:path';
import { putPreview } from '../../functions/core/campaigns/preview-store.ts';
import { previewId, previewPath } from '../../functions/core/campaigns/preview-token.ts';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { startSite } from '../support/site.ts';

/** A kind of answer: its status, and its headers in addition to those of every answer. */
export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly cache?: string;
  /** Whether it has an ETag, which a browser or a cache sends back. */
  readonly etag?: boolean;
  /** What other sites may do with it, if it is more than to follow a link. */
  readonly exposed?: 'framed' | 'framing';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route of the app in one case: the request, and the answer. */
export type Row = readonly [route: string, when: string, ask: () => Response | Promise<Response>, answer: Answer];

const HTML = 'text/html; charset=UTF-8';
const JSON_TYPE = 'application/json';
const PROBLEM = 'application/problem+json';
const CSV_TYPE = 'text/csv; charset=utf-8';
const XML = { accept: 'application/xml' };

export const site = await startSite();
// Its numbers may move in half an hour.
await site.put({ slug: 'free-them', cases: [{ id: 'ada', name: 'Ada', status: 'detained' }] });
await site.put({ slug: 'a-draft', visibility: 'draft' });
/** The token of a link to previews. */
const PREVIEW = 'x'.repeat(22);
for (const slug of ['a-draft', 'free-them'])
  await putPreview(
    site.campaigns,
    slug,
    {
      ...{ id: previewId(PREVIEW), createdAt: '2026-03-10T00:00:00Z', by: 'operator', until: Date.parse('2026-03-17') },
    },
    0,
  );
await site.put({ slug: 'drawn' });
await site.publish('drawn', { total: 60, byDay: { '2026-03-06': 10, '2026-03-07': 20, '2026-03-09': 30 } });
const fails = (error: Error) => () => Promise.reject(error);
const ours = new Error('of our own');
const ofAws = Object.assign(new Error('of AWS'), { $metadata: {} });
const unreadable = await startSite({ campaign: fails(ofAws), overview: fails(ours) });

const get = (path: string, headers?: Record<string, string>) => () => site.get(path, headers);
const person = (path: string) => () => site.page(path);
const again = (path: string) => async () =>
  site.get(path, { 'if-none-match': (await site.get(path)).headers.get('etag') ?? '' });
const by = (method: string, path: string) => () => site.app.request(path, { method });

const SHARED = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag,Link' };
const page = { status: 200, type: HTML, cache: 'public, max-age=0, s-maxage=60, stale-while-revalidate=5', etag: true };
const samePage = { status: 304, cache: page.cache, etag: true };
const data = { status: 200, type: JSON_TYPE, cache: 'public, max-age=0, s-maxage=60', etag: true, headers: SHARED };
const LICENCE = { link: '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' };
const licensed = { ...data, headers: { ...SHARED, ...LICENCE } };
const counts = { ...data, cache: 'public, max-age=0, s-maxage=1800' };
const sameData = { ...samePage, cache: data.cache, headers: { 'access-control-allow-origin': '*' } };
const sameCounts = { ...sameData, cache: counts.cache };
const csv = {
  ...{ ...counts, type: CSV_TYPE },
  headers: { ...SHARED, 'content-disposition': 'attachment; filename="free-them-counts.csv"' },
};
const CROSS_ORIGIN = { 'cross-origin-resource-policy': 'cross-origin' };
const ANYBODY = { 'access-control-allow-origin': '*', ...CROSS_ORIGIN };
const frame = { ...page, exposed: 'framed', headers: { 'x-robots-tag': 'noindex' } } as const;
const frameProblem = (status: number, headers = {}) => ({
  ...{ status, type: HTML, cache: 'no-store', exposed: 'framed' as const },
  headers: { 'x-robots-tag': 'noindex', ...headers },
});
const SVG = 'image/svg+xml; charset=utf-8';
const badge = { status: 200, type: SVG, cache: 'public, max-age=0, s-maxage=60', etag: true, headers: ANYBODY };
const oEmbed = { ...badge, type: JSON_TYPE, headers: { 'access-control-allow-origin': '*' } };
const OF_EVERYBODY = { 'access-control-allow-origin': '*' };
const ELEMENT = 'GET /api/campaigns/:slug/element';
const EMBED_FRAME = 'GET /embed/campaigns/:slug';
const MAKER = 'GET /campaigns/:slug/embed';
const CAMPAIGN_ADDRESS = 'https://amparo.example/campaigns/free-them';
const numbers = { ...counts, headers: licensed.headers };
const table = (type: string, kept: Answer = licensed) => ({ ...kept, type });
const HAL = 'application/hal+json';
const V1 = '/data/v1';
const ONE = `${V1}/campaigns/free-them`;
const toJson = (path: string) => ({
  ...{ status: 303, cache: 'no-store' },
  headers: { ...SHARED, location: `${path}.json`, vary: 'Accept' },
});
const minutes = (type: string, headers = {}) => ({
  ...{ status: 200, type, cache: 'public, max-age=300', etag: true, headers },
});
const forEver = (type: string) => ({ ...minutes(type), cache: 'public, max-age=31536000, immutable' });
const movedTo = (location: string) => ({ status: 301, cache: 'no-store', headers: { location } });
const ledTo = (location: string) => ({
  ...{ status: 302, cache: 'public, max-age=300', headers: { ...SHARED, location } },
});
const updatesIn = (form: 'atom' | 'feed+json') => ({
  ...{ ...data, type: `application/${form === 'atom' ? 'atom+xml' : form}; charset=utf-8` },
});
const sameFeed = { ...sameData, cache: 'public, max-age=300' };
const problem = (status: number, headers = {}) => ({ status, type: PROBLEM, cache: 'no-store', headers });
const problemPage = (status: number, headers = {}) => ({ ...problem(status, headers), type: HTML });
const preflight = {
  status: 204,
  headers: {
    ...{ ...SHARED, 'access-control-allow-methods': 'GET,HEAD', 'access-control-allow-headers': 'If-None-Match' },
    vary: 'Access-Control-Request-Headers',
  },
};
/** A chart as a file: a picture is shown, numbers are saved. */
const chart = (file: string, of = 'drawn') => ({
  ...{ ...data, cache: page.cache },
  type: file.endsWith('svg') ? 'image/svg+xml; charset=utf-8' : 'text/csv; charset=utf-8',
  headers: {
    ...{ ...SHARED, ...CROSS_ORIGIN },
    'content-disposition': `${file.endsWith('svg') ? 'inline' : 'attachment'}; filename="${of}-${file}"`,
  },
});
const sameChart = { ...sameData, cache: page.cache, headers: { ...sameData.headers, ...CROSS_ORIGIN } };
const noChart = problem(404, { ...SHARED, ...CROSS_ORIGIN });
const script = { ...minutes('text/javascript; charset=utf-8', ANYBODY) };
const pinned = `/embed/scripts/${basename(site.assets.href('amparo.js'))}`;
const SOON = { 'retry-after': '5' };

/** The site's answers. Caches may keep most of them, counts until they may move. */
export const siteAnswers: readonly Row[] = [
  ['GET /', '', get('/'), page],
  ['GET /', 'HEAD', by('HEAD', '/'), page],
  ['GET /', 'unchanged', again('/'), samePage],
  ['GET /', 'another method', by('DELETE', '/'), problem(405, { allow: 'GET, HEAD' })],
  ['GET /', 'a fault of ours', () => unreadable.page('/'), problemPage(500)],
  ['GET /', 'a search', get('/?q=them'), { ...page, cache: 'no-store' }],
  ['GET /dashboard', '', get('/dashboard'), page],
  ['GET /dashboard', 'unchanged', again('/dashboard'), samePage],
  [
    'GET /dashboard',
    'a part of the list',
    get('/dashboard?q=ada&page=x'),
    { ...movedTo('/?q=ada&page=x'), status: 302 },
  ],
  ['GET /dashboard/charts/:file', 'SVG', get('/dashboard/charts/days.svg'), chart('days.svg', 'all-campaigns')],
  ['GET /dashboard/charts/:file', 'CSV', get('/dashboard/charts/days.csv'), chart('days.csv', 'all-campaigns')],
  ['GET /dashboard/charts/:file', 'unchanged', again('/dashboard/charts/days.svg'), sameChart],
  ['GET /dashboard/charts/:file', 'no such chart', get('/dashboard/charts/growth.svg'), noChart],
  ['GET /dashboard/', '', get('/dashboard/?lang=en'), movedTo('/dashboard?lang=en')],
  ['GET /cases', '', get('/cases'), page],
  ['GET /cases', 'a search', get('/cases?q=ada'), { ...page, cache: 'no-store' }],
  ['GET /cases/', '', get('/cases/?status=died'), movedTo('/cases?status=died')],
  ['GET /cases/:id', '', get('/cases/ada'), page],
  ['GET /cases/:id', 'unknown', person('/cases/nobody'), problemPage(404)],
  ['GET /cases/:id/', '', get('/cases/ada/'), movedTo('/cases/ada')],
  ['GET /feed.atom', '', get('/feed.atom'), minutes('application/atom+xml; charset=utf-8', SHARED)],
  ['GET /feed.atom', 'unchanged', again('/feed.atom'), sameFeed],
  ['GET /campaigns/:slug', '', get('/campaigns/free-them'), page],
  ['GET /campaigns/:slug', 'unchanged', again('/campaigns/free-them'), samePage],
  ['GET /campaigns/:slug', 'unknown', person('/campaigns/no-such'), problemPage(404)],
  ['GET /campaigns/:slug', 'no answer of AWS', () => unreadable.page('/campaigns/free-them'), problemPage(503, SOON)],
  ['GET /campaigns/:slug/', '', get('/campaigns/free-them/?lang=en'), movedTo('/campaigns/free-them?lang=en')],
  ['GET /campaigns/:slug/dashboard', '', get('/campaigns/free-them/dashboard'), page],
  ['GET /campaigns/:slug/dashboard', 'unknown', person('/campaigns/no-such/dashboard'), problemPage(404)],
  ['GET /campaigns/:slug/wall', '', get('/campaigns/free-them/wall'), page],
  ['GET /campaigns/:slug/wall', 'unknown', person('/campaigns/no-such/wall'), problemPage(404)],
  ['GET /campaigns/:slug/wall/', '', get('/campaigns/a/wall/'), movedTo('/campaigns/a/wall')],
  ['GET /campaigns/:slug/charts/:file', 'SVG', get('/campaigns/drawn/charts/growth.svg'), chart('growth.svg')],
  ['GET /campaigns/:slug/charts/:file', 'CSV', get('/campaigns/drawn/charts/days.csv'), chart('days.csv')],
  ['GET /campaigns/:slug/charts/:file', 'unchanged', again('/campaigns/drawn/charts/growth.svg'), sameChart],
  ['GET /campaigns/:slug/charts/:file', 'nothing to draw', get('/campaigns/free-them/charts/growth.svg'), noChart],
  ['GET /campaigns/:slug/charts/:file', 'no such chart', get('/campaigns/drawn/charts/constructor.svg'), noChart],
  ['GET /campaigns/:slug/my-signature', '', get('/campaigns/free-them/my-signature'), page],
  ['GET /campaigns/:slug/my-signature', 'unknown', person('/campaigns/no-such/my-signature'), problemPage(404)],
  ['GET /campaigns/:slug/my-signature/', '', get('/campaigns/a/my-signature/'), movedTo('/campaigns/a/my-signature')],
  [
    ...(['GET /preview/:slug', 'draft', person(previewPath('a-draft', PREVIEW))] as const),
    { status: 200, type: HTML, cache: 'no-store', etag: true, headers: { 'x-robots-tag': 'noindex' } },
  ],
  [
    ...(['GET /preview/:slug', 'public', get(previewPath('free-them', PREVIEW))] as const),
    { status: 302, cache: 'no-store', headers: { 'x-robots-tag': 'noindex', location: '/campaigns/free-them' } },
  ],
  ['GET /preview/:slug', 'ended', person('/preview/a-draft'), problemPage(404)],
  ['GET /campaigns/:slug/share', '', get('/campaigns/free-them/share'), page],
  ['GET /campaigns/:slug/share', 'unknown', person('/campaigns/no-such/share'), problemPage(404)],
  ['GET /campaigns/:slug/share/', '', get('/campaigns/a/share/'), movedTo('/campaigns/a/share')],
  ['GET /campaigns/:slug/privacy', '', get('/campaigns/free-them/privacy'), page],
  ['GET /campaigns/:slug/privacy', 'unknown', person('/campaigns/no-such/privacy'), problemPage(404)],
  ['GET /campaigns/:slug/privacy/', '', get('/campaigns/a/privacy/'), movedTo('/campaigns/a/privacy')],
  ['GET /campaigns/:slug/dashboard/', '', get('/campaigns/a/dashboard/'), movedTo('/campaigns/a/dashboard')],
  ['GET /campaigns/:slug/updates.atom', '', get('/campaigns/free-them/updates.atom'), updatesIn('atom')],
  ['GET /campaigns/:slug/updates.atom', 'unchanged', again('/campaigns/free-them/updates.atom'), sameData],
  ['GET /campaigns/:slug/updates.json', '', get('/campaigns/free-them/updates.json'), updatesIn('feed+json')],
  ['GET /campaigns/:slug/updates.json', 'unchanged', again('/campaigns/free-them/updates.json'), sameData],
  ['GET /campaigns/:slug/counts.csv', '', get('/campaigns/free-them/counts.csv'), csv],
  ['GET /campaigns/:slug/counts.csv', 'unchanged', again('/campaigns/free-them/counts.csv'), sameCounts],
  ['GET /api/campaigns', '', get('/api/campaigns'), licensed],
  ['GET /api/campaigns', 'unchanged', again('/api/campaigns'), sameData],
  ['GET /api/campaigns', 'asked before by a browser', by('OPTIONS', '/api/campaigns'), preflight],
  ['GET /api/campaigns', 'a fault of ours', () => unreadable.get('/api/campaigns'), problem(500, SHARED)],
  ['GET /api/campaigns/:slug', '', get('/api/campaigns/free-them'), data],
  ['GET /api/campaigns/:slug', 'unknown', get('/api/campaigns/no-such'), problem(404, SHARED)],
  ['GET /api/campaigns/:slug/counts', '', get('/api/campaigns/free-them/counts'), counts],
  ['GET /api/campaigns/:slug/counts', 'unchanged', again('/api/campaigns/free-them/counts'), sameCounts],
  ['GET /api/campaigns/:slug/counts', 'unknown', get('/api/campaigns/no-such/counts'), problem(404, SHARED)],
  [ELEMENT, '', get('/api/campaigns/free-them/element'), data],
  [ELEMENT, 'in a language', get('/api/campaigns/free-them/element?lang=ar'), data],
  [ELEMENT, 'unchanged', again('/api/campaigns/free-them/element'), sameData],
  [ELEMENT, 'unknown', get('/api/campaigns/no-such/element'), problem(404, SHARED)],
  [EMBED_FRAME, '', get('/embed/campaigns/free-them'), frame],
  [EMBED_FRAME, 'the form', get('/embed/campaigns/free-them?show=form&theme=dark'), frame],
  [EMBED_FRAME, 'unchanged', again('/embed/campaigns/free-them'), { ...samePage, exposed: 'framed' }],
  [EMBED_FRAME, 'unknown, for a program', get('/embed/campaigns/no-such'), frameProblem(404)],
  [EMBED_FRAME, 'no slug at all', get('/embed/campaigns/N%0d%0a'), frameProblem(404)],
  [EMBED_FRAME, 'no answer of AWS', () => unreadable.get('/embed/campaigns/free-them'), frameProblem(503, SOON)],
  [
    EMBED_FRAME,
    'another method',
    by('POST', '/embed/campaigns/free-them'),
    { ...problem(405, { allow: 'GET, HEAD' }), exposed: 'framed' },
  ],
  ['GET /embed/amparo.js', '', get('/embed/amparo.js'), { ...script, cache: 'public, max-age=3600' }],
  ['GET /embed/scripts/:file', '', get(pinned), { ...script, cache: 'public, max-age=31536000, immutable' }],
  [
    'GET /embed/scripts/:file',
    'a version that is gone',
    get('/embed/scripts/amparo-AAAAAAAA.js'),
    problem(404, ANYBODY),
  ],
  ['GET /campaigns/:slug/badge.svg', '', get('/campaigns/free-them/badge.svg'), badge],
  [
    'GET /campaigns/:slug/badge.svg',
    'unknown',
    get('/campaigns/no-such/badge.svg'),
    { ...problem(404, ANYBODY), type: SVG },
  ],
  ['GET /oembed', '', get(`/oembed?url=${CAMPAIGN_ADDRESS}`), oEmbed],
  [
    'GET /oembed',
    'XML',
    get(`/oembed?url=${CAMPAIGN_ADDRESS}&format=xml`),
    { ...oEmbed, type: 'text/xml; charset=utf-8' },
  ],
  ['GET /oembed', 'another format', get(`/oembed?url=${CAMPAIGN_ADDRESS}&format=yaml`), problem(400, OF_EVERYBODY)],
  ['GET /oembed', 'no address', get('/oembed'), problem(400, OF_EVERYBODY)],
  ['GET /oembed', 'another site', get('/oembed?url=https://elsewhere.example/'), problem(404, OF_EVERYBODY)],
  [MAKER, '', get('/campaigns/free-them/embed'), { ...page, exposed: 'framing' }],
  [MAKER, 'unknown', person('/campaigns/no-such/embed'), { ...problemPage(404), exposed: 'framing' }],
  ['GET /organise/', '', get('/organise/'), movedTo('/organise')],
  ['GET /embed/campaigns/:slug/', '', get('/embed/campaigns/a/'), movedTo('/embed/campaigns/a')],
  ['GET /campaigns/:slug/embed/', '', get('/campaigns/a/embed/'), movedTo('/campaigns/a/embed')],
  ...(['campaigns', 'cases', 'days', 'countries'] as const).flatMap((name): Row[] => [
    [`GET ${V1}/${name}`, '', get(`${V1}/${name}`), toJson(`${V1}/${name}`)],
    [`GET ${V1}/${name}.json`, '', get(`${V1}/${name}.json`), licensed],
    [`GET ${V1}/${name}.csv`, '', get(`${V1}/${name}.csv`), table(CSV_TYPE)],
  ]),
  ...(['counts', 'days', 'countries'] as const).flatMap((name): Row[] => [
    [`GET ${V1}/campaigns/:slug/${name}`, '', get(`${ONE}/${name}`), toJson(`${ONE}/${name}`)],
    [`GET ${V1}/campaigns/:slug/${name}.json`, '', get(`${ONE}/${name}.json`), numbers],
    [`GET ${V1}/campaigns/:slug/${name}.csv`, '', get(`${ONE}/${name}.csv`), table(CSV_TYPE, numbers)],
  ]),
  ['GET /data', '', get('/data'), ledTo('/docs/open-data')],
  ['GET /data/', '', get('/data/'), ledTo('/docs/open-data')],
  ['GET /data/v1/', '', get(`${V1}/`), ledTo(`${V1}/datapackage.json`)],
  ['GET /data/v1', '', get(V1), ledTo(`${V1}/datapackage.json`)],
  ['GET /data/v1/campaigns', 'neither JSON nor CSV', get(`${V1}/campaigns`, XML), problem(406, SHARED)],
  ['GET /data/v1/campaigns.json', 'unchanged', again(`${V1}/campaigns.json`), sameData],
  ['GET /data/v1/campaigns.json', 'a bad cursor', get(`${V1}/campaigns.json?cursor=x`), problem(400, SHARED)],
  ['GET /data/v1/campaigns.json', 'for a person', person(`${V1}/campaigns.json?limit=0`), problem(400, SHARED)],
  ['GET /data/v1/campaigns/:slug/days.json', 'unknown', get(`${V1}/campaigns/no/days.json`), problem(404, SHARED)],
  ['GET /data/v1/datapackage.json', '', get(`${V1}/datapackage.json`), licensed],
  [
    'GET /data/v1/amparo.zip',
    '',
    get(`${V1}/amparo.zip`),
    {
      ...{ ...licensed, type: 'application/zip' },
      headers: { ...licensed.headers, 'content-disposition': 'attachment; filename="amparo.zip"' },
    },
  ],
  ['GET /data/v1/status.json', '', get(`${V1}/status.json`), { ...licensed, cache: 'public, max-age=0, s-maxage=10' }],
  ['GET /api/osdi', '', get('/api/osdi'), table(HAL)],
  ['GET /api/osdi/petitions', '', get('/api/osdi/petitions'), table(HAL)],
  ['GET /api/osdi/petitions', 'no such page', get('/api/osdi/petitions?page=x'), problem(400, SHARED)],
  ['GET /api/osdi/petitions/:slug', '', get('/api/osdi/petitions/free-them'), table(HAL)],
  ['GET /api/osdi/petitions/:slug', 'unknown', get('/api/osdi/petitions/no-such'), problem(404, SHARED)],
  ['GET /docs', '', get('/docs'), minutes(HTML)],
  ['GET /docs/', '', get('/docs/?lang=en'), movedTo('/docs?lang=en')],
  ['GET /docs/open-data/', '', get('/docs/open-data/'), movedTo('/docs/open-data')],
  ['GET /docs/open-data', '', get('/docs/open-data'), minutes(HTML)],
  ['GET /api/form-words', '', get('/api/form-words'), minutes(JSON_TYPE, SHARED)],
  ['GET /openapi.json', '', get('/openapi.json'), minutes(JSON_TYPE, SHARED)],
  ['GET /robots.txt', '', get('/robots.txt'), minutes('text/plain; charset=UTF-8')],
  ['GET /sitemap.xml', '', get('/sitemap.xml'), minutes('application/xml')],
  ['GET /assets/:file', 'a script', get(site.assets.href('solve.js')), forEver('text/javascript; charset=utf-8')],
  ['GET /assets/:file', 'a drawing', get(site.assets.href('icon.svg')), forEver('image/svg+xml')],
  ['GET /assets/:file', 'a picture', get(site.assets.href('share.png')), forEver('image/png')],
  ['GET /assets/:file', 'unknown', get('/assets/solve.js'), problem(404)],
  ['GET /favicon.ico', '', get('/favicon.ico'), { ...minutes('image/svg+xml'), cache: 'public, max-age=604800' }],
  ['GET /healthz', '', get('/healthz'), { ...minutes('text/plain; charset=UTF-8'), cache: 'no-store' }],
  ['nowhere', 'for a program', get('/nowhere'), problem(404)],
  ['nowhere', 'for a person', person('/nowhere'), problemPage(404)],
];

export const sign = await startSign();
const { app, deps } = sign;
if (deps.limits === 'off') throw new Error('The limits are off');
const faulty = createSignApp({ ...deps, campaign: fails(ours) });
const waiting = createSignApp({ ...deps, campaign: fails(ofAws) });
const queueless = createSignApp({ ...deps, outbox: { put: fails(ofAws) } });
const crowded = createSignApp({
  ...deps,
  networkOf: () => '203.0.113.0/24',
  limits: { ...deps.limits, networks: { count: async () => ({ challenges: 0, attempts: 99, withoutProof: 99 }) } },
});
const behindTheEdge = createSignApp({ ...deps, edgeOnly: true });

let signers = 0;
const fields = () => attemptOf(`signer-${++signers}@example.org`) as Record<string, string>;
/** The tokens of a mail that answers an attempt of a new signer. */
async function mailed(): Promise<{ confirm: { token: string }; withdraw: { token: string } }> {
  await postJson(app, SIGN, fields());
  const { confirmToken, withdrawToken } = await sign.mail();
  return { confirm: { token: confirmToken }, withdraw: { token: withdrawToken } };
}
const json =
  (path: string, body: unknown, to = app) =>
  () =>
    postJson(to, path, body);
const form =
  (path: string, body: Record<string, string>, to = app) =>
  () =>
    postForm(to, path, body);
const link =
  (path: string, to = app) =>
  () =>
    open(to, path);
const withToken =
  (path: string, which: 'confirm' | 'withdraw', post: typeof postForm | typeof postJson, to = app) =>
  async () =>
    post(to, path, (await mailed())[which]);
/** A reason that the browser of a person sends, and that comes back. */
const tooLong = (more: Record<string, string>) => async () =>
  postForm(app, '/confirm', { ...(await mailed()).confirm, ...more, comment: 'x'.repeat(600) }, NAVIGATES);
const NAVIGATES = { 'sec-fetch-mode': 'navigate' };
const mailedLink = (path: '/confirm' | '/withdraw', which: 'confirm' | 'withdraw') => async () =>
  open(app, `${path}?token=${(await mailed())[which].token}`);
const body =
  (type: string, text: string, headers: Record<string, string> = {}) =>
  () =>
    app.request(SIGN, { method: 'POST', body: text, headers: { 'content-type': type, ...headers } });

const NOBODY_ELSE = { 'x-robots-tag': 'noindex' };
const own = (status: number, type: string, headers = {}) => ({
  ...problem(status, { ...NOBODY_ELSE, ...headers }),
  type,
});
const ownPage = (status = 200, headers = {}) => own(status, HTML, headers);
const ownData = (status = 200) => own(status, JSON_TYPE);
const ownProblem = (status: number, headers = {}) => own(status, PROBLEM, headers);
const sentTo = (location: string) => ({
  status: 303,
  cache: 'no-store',
  headers: { ...NOBODY_ELSE, location: `${location}?to=SEALED` },
});
const HOUR = { 'retry-after': '3600' };
const ATTEMPT = 'POST /api/campaigns/:slug/signatures';
const LINK = 'POST /api/campaigns/:slug/links';
const LINKS = '/api/campaigns/free-them/links';
const CHALLENGE = 'POST /api/campaigns/:slug/challenges';
const CHALLENGES = '/api/campaigns/free-them/challenges';
const OSDI = 'POST /api/osdi/petitions/:slug/record_signature_helper';
const OSDI_HELPER = '/api/osdi/petitions/free-them/record_signature_helper';
const recorded = () => ({
  person: {
    given_name: 'Ada',
    family_name: 'Lovelace',
    email_addresses: [{ address: fields().email }],
    postal_addresses: [{ country: 'GB' }],
  },
});
const SENT = '/campaigns/free-them/sent';
const LINK_SENT = '/campaigns/free-them/link-sent';
const AN_ADDRESS = { email: 'a@example.org' };
const CUT = { token: 'cut' };
const tooLarge = body(JSON_TYPE, 'x'.repeat(17_000));
const foreign = body('application/x-www-form-urlencoded', 'a=b', { 'sec-fetch-site': 'cross-site' });

/** The sign function's answers: each is for one person, once, so no cache keeps it and no search engine shows it. */
export const signAnswers: readonly Row[] = [
  [CHALLENGE, '', json(CHALLENGES, { email: 'a@example.org' }), ownData()],
  [CHALLENGE, 'a fault in it', json(CHALLENGES, {}), ownProblem(400)],
  [CHALLENGE, 'a form', form(CHALLENGES, { email: 'a@example.org' }), ownProblem(415)],
  [ATTEMPT, 'JSON', () => postJson(app, SIGN, fields()), ownData(202)],
  [ATTEMPT, 'a form', () => postForm(app, SIGN, fields()), sentTo(SENT)],
  [ATTEMPT, 'a fault in JSON', json(SIGN, {}), ownProblem(400)],
  [ATTEMPT, 'a fault in a form', form(SIGN, {}), ownPage(400)],
  [ATTEMPT, 'no JSON', json(SIGN, '{'), ownProblem(400)],
  [ATTEMPT, 'no such campaign', json(SIGN.replace('free', 'no'), {}), ownProblem(404)],
  [ATTEMPT, 'closed', json('/api/campaigns/closed/signatures', fields()), ownProblem(410)],
  [ATTEMPT, 'too early', json('/api/campaigns/upcoming/signatures', fields()), ownProblem(409)],
  // The ground of every app refuses this one, before the sign function sees it.
  [ATTEMPT, 'too large', tooLarge, problem(413)],
  [ATTEMPT, 'a form of another site', foreign, ownPage(403)],
  [ATTEMPT, 'of another type', body('text/plain', '{}'), ownProblem(415)],
  [ATTEMPT, 'a busy network, JSON', () => postJson(crowded, SIGN, fields()), ownProblem(429, HOUR)],
  [
    ATTEMPT,
    'a fault in a form of a browser without our script',
    () => postForm(sign.app, SIGN, {}, NAVIGATES),
    { ...ownPage(400), cache: 'private, no-cache' },
  ],
  [
    ATTEMPT,
    'a fault in a form that our script has padded',
    () => postForm(sign.app, SIGN, { padding: '...' }, NAVIGATES),
    ownPage(400),
  ],
  [ATTEMPT, 'a busy network, a form', () => postForm(crowded, SIGN, fields()), ownPage(429, HOUR)],
  [ATTEMPT, 'no queue, JSON', () => postJson(queueless, SIGN, fields()), ownProblem(503, SOON)],
  [ATTEMPT, 'no queue, a form', () => postForm(queueless, SIGN, fields()), ownPage(503, SOON)],
  [ATTEMPT, 'another method', link(SIGN), ownPage(405, { allow: 'POST' })],
  [LINK, 'JSON', json(LINKS, AN_ADDRESS), ownData(202)],
  [LINK, 'a form', form(LINKS, AN_ADDRESS), sentTo(LINK_SENT)],
  [LINK, 'closed', json('/api/campaigns/closed/links', AN_ADDRESS), ownData(202)],
  [LINK, 'a fault in JSON', json(LINKS, {}), ownProblem(400)],
  [LINK, 'a fault in a form', form(LINKS, {}), ownPage(400)],
  [LINK, 'no such campaign', json(LINKS.replace('free', 'no'), AN_ADDRESS), ownProblem(404)],
  [LINK, 'a busy network, a form', form(LINKS, AN_ADDRESS, crowded), ownPage(429, HOUR)],
  [LINK, 'no queue, a form', form(LINKS, AN_ADDRESS, queueless), ownPage(503, SOON)],
  [OSDI, '', () => postJson(app, OSDI_HELPER, recorded()), own(200, 'application/hal+json')],
  [OSDI, 'a fault in it', json(OSDI_HELPER, { person: { email_addresses: [] } }), ownProblem(400)],
  [OSDI, 'a form', form(OSDI_HELPER, {}), ownProblem(415)],
  [OSDI, 'no such campaign', json(OSDI_HELPER.replace('free', 'no'), recorded()), ownProblem(404)],
  ['GET /campaigns/:slug/link-sent', '', link(LINK_SENT), ownPage()],
  ['GET /campaigns/:slug/sent', '', link(SENT), ownPage()],
  ['GET /campaigns/:slug/sent', 'no such campaign', link('/campaigns/no-such/sent'), ownPage(404)],
  ['GET /campaigns/:slug/sent', 'a fault of ours', link(SENT, faulty), ownPage(500)],
  ['GET /campaigns/:slug/sent', 'no answer of AWS', link(SENT, waiting), ownPage(503, SOON)],
  ['GET /campaigns/:slug/sent', 'around the edge', link(SENT, behindTheEdge), ownPage(403)],
  ['GET /confirm', '', mailedLink('/confirm', 'confirm'), ownPage()],
  ['GET /confirm', 'no token', link('/confirm'), ownPage(400)],
  ['POST /confirm', '', withToken('/confirm', 'confirm', postForm), ownPage()],
  ['POST /confirm', 'a link that was cut', form('/confirm', CUT), ownPage(400)],
  ['POST /confirm', 'no answer of AWS', withToken('/confirm', 'confirm', postForm, waiting), ownPage(503, SOON)],
  [
    'POST /confirm',
    'a reason with a fault, of a browser without our script',
    tooLong({ padding: '' }),
    { ...ownPage(400), cache: 'private, no-cache' },
  ],
  ['POST /confirm', 'a reason with a fault, that our script has padded', tooLong({ padding: '...' }), ownPage(400)],
  ['POST /api/confirmations', '', withToken('/api/confirmations', 'confirm', postJson), ownData(201)],
  ['POST /api/confirmations', 'a link that was cut', json('/api/confirmations', CUT), ownProblem(400)],
  ['GET /withdraw', '', mailedLink('/withdraw', 'withdraw'), ownPage()],
  ['GET /withdraw', 'a link that was cut', link('/withdraw?token=cut'), ownPage(400)],
  ['POST /withdraw', '', withToken('/withdraw', 'withdraw', postForm), ownPage()],
  ['POST /withdraw', 'no answer of AWS', withToken('/withdraw', 'withdraw', postForm, waiting), ownPage(503, SOON)],
  ['POST /api/withdrawals', '', withToken('/api/withdrawals', 'withdraw', postJson), ownData()],
  ['POST /api/withdrawals', 'no token', json('/api/withdrawals', {}), ownProblem(400)],
  ['POST /no-news', '', withToken('/no-news', 'withdraw', postForm), ownPage()],
  ['POST /no-news', 'another method', link('/no-news'), ownPage(405, { allow: 'POST' })],
  ['POST /no-news', 'no answer of AWS', withToken('/no-news', 'withdraw', postForm, waiting), ownPage(503, SOON)],
  ['POST /api/no-news', '', withToken('/api/no-news', 'withdraw', postJson), ownData()],
  ['POST /api/no-news', 'no token', json('/api/no-news', {}), ownProblem(400)],
  ['POST /my-data', '', withToken('/my-data', 'withdraw', postForm), ownPage()],
  ['POST /my-data', 'another method', link('/my-data'), ownPage(405, { allow: 'POST' })],
  ['POST /api/my-data', '', withToken('/api/my-data', 'withdraw', postJson), ownData()],
  ['POST /api/my-data', 'no token', json('/api/my-data', {}), ownProblem(400)],
  ['nowhere', '', link('/nowhere'), ownPage(404)],
];

/** The answer of a function to an event that is not a request. */
export async function answerToNoRequest(): Promise<Response> {
  const { statusCode, headers, body: text } = await lambdaHandler(app, deps)({} as never);
  return new Response(text ?? null, { status: statusCode ?? 0, headers: headers as Record<string, string> });
}
export const noRequest: Answer = problem(400);
