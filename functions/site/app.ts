import { basename } from 'node:path';
import type { Hono } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { createApp } from '../http/app.ts';
import { queryOf } from '../http/language.ts';
import { HttpProblem } from '../http/problems.ts';
import { FORM_WORDS, formWords } from '../ui/form-words.ts';
import { robots, sitemap } from './crawlers.ts';
import { campaignsPage } from './data/campaigns.ts';
import { askedIn, links, openDataRoutes } from './data/routes.ts';
import type { SiteDeps } from './deps.ts';
import { addEmbeds, embedExposure } from './embed/routes.ts';
import { findCampaign, findWithItsSigners, inLanguageAsked } from './find.ts';
import { fileHeaders, keptBy, pageAnswer, shownDays } from './kept.ts';
import { addListRoutes } from './list-routes.ts';
import { campaignData, countsCsv, countsData, spokenCounts, spokenData } from './open-data.ts';
import { osdiRoutes } from './osdi/routes.ts';
import { addTrailingSlashes } from './trailing-slash.ts';

const MINUTES = { 'cache-control': 'public, max-age=300' };
/** A hashed file never changes. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };
const A_WEEK = { 'cache-control': 'public, max-age=604800' };
const NEVER = { 'cache-control': 'no-store' };

/** Public pages and open data. It reads campaigns and published numbers, and cannot reach a signature. */
export function createSiteApp(deps: SiteDeps): Hono {
  const groupOf = async (slug: string | undefined) =>
    (slug === undefined ? undefined : (await deps.campaign(slug))?.group) ?? (await deps.group());
  const app = createApp({ ...deps, groupOf }, embedExposure);
  const kept = keptBy(deps);
  // Pages of every site may read the open data.
  const shared = cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['If-None-Match'],
    exposeHeaders: ['ETag', 'Link'],
  });
  const data = [
    '/api/*',
    '/data/*',
    '/openapi.json',
    '/feed.atom',
    '/campaigns/:slug/updates.atom',
    '/campaigns/:slug/updates.json',
    '/campaigns/:slug/counts.csv',
    '/campaigns/:slug/charts/*',
    '/dashboard/charts/*',
  ];
  for (const path of data) app.use(path, shared);
  app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] }));

  addListRoutes(app, deps, kept);
  addTrailingSlashes(app);
  app.get('/campaigns/:slug', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return pageAnswer(c, await (await pages()).campaignPage(deps, found, queryOf(c)), kept('page', [found]));
  });
  app.get('/campaigns/:slug/dashboard', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return pageAnswer(c, await (await pages()).dashboardPage(deps, found, queryOf(c)), kept('page', [found]));
  });
  app.get('/campaigns/:slug/wall', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return pageAnswer(c, await (await pages()).wallPage(deps, found, queryOf(c)), kept('page', [found]));
  });
  app.get('/campaigns/:slug/charts/:file', async (c) => {
    const { slug, file } = c.req.param();
    const found = await findCampaign(deps, slug);
    const made = await (await pages()).chartOf(deps, found, { ...queryOf(c), file });
    return c.body(made.body, 200, { ...kept('page', [found]), ...fileHeaders(made) });
  });
  for (const form of ['atom', 'json'] as const)
    app.get(`/campaigns/:slug/updates.${form}`, async (c) => {
      const found = await findCampaign(deps, c.req.param('slug') ?? '');
      const { body, type } = await (await pages()).updatesFeed(deps, found, { ...queryOf(c), form });
      return c.body(body, 200, { ...kept('data', [shownDays(found)]), 'content-type': type });
    });
  app.get('/campaigns/:slug/my-signature', async (c) => {
    const found = await findWithItsSigners(deps, c.req.param('slug'));
    return pageAnswer(c, await (await pages()).mySignaturePage(deps, found, queryOf(c)), kept('page', [found]));
  });
  app.get('/campaigns/:slug/share', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    const { sharePage } = await import('./share-page.tsx');
    return pageAnswer(c, await sharePage(deps, found, queryOf(c)), kept('page', [found]));
  });
  app.get('/campaigns/:slug/privacy', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return pageAnswer(c, await (await pages()).privacyPage(deps, found, queryOf(c)), kept('page', [found]));
  });

  app.get(FORM_WORDS, async (c) => {
    const { translatorFor } = await import('../http/translator.ts');
    return c.json(formWords(translatorFor(c)), 200, MINUTES);
  });
  app.get('/preview/:slug', async (c) => (await import('./preview.ts')).previewAnswer(c, deps));

  app.get('/api/campaigns', async (c) => {
    const asked = askedIn(c);
    const { found, next } = await campaignsPage(deps, asked);
    const now = deps.clock();
    return c.json(
      found.map((one) => campaignData(one, now)),
      200,
      { ...kept('data', found), ...links('/api/campaigns', asked, next) },
    );
  });
  app.get('/api/campaigns/:slug', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    const { slug, languages } = found.campaign;
    const [spoken, translations] = await Promise.all([
      inLanguageAsked(deps, found, askedIn(c).lang),
      languages ? deps.translations(slug) : [],
    ]);
    return c.json(spokenData(found, spoken, translations, deps.clock()), 200, kept('data', [found]));
  });
  app.get('/api/campaigns/:slug/counts', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return c.json(spokenCounts(found, deps.clock()), 200, kept('counts', [found]));
  });
  app.get('/campaigns/:slug/counts.csv', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return c.body(countsCsv(countsData(found, deps.clock())), 200, {
      ...kept('counts', [found]),
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${found.campaign.slug}-counts.csv"`,
    });
  });

  addEmbeds(app, deps, kept);
  openDataRoutes(app, deps, kept);
  osdiRoutes(app, deps, kept);

  for (const [path, part] of [
    ['/docs', 'api'],
    ['/docs/open-data', 'open-data'],
  ] as const)
    app.get(path, async (c) => pageAnswer(c, await (await pages()).docsPage(deps, part, queryOf(c)), MINUTES));
  app.get('/openapi.json', (c) => c.body(deps.assets.openApi, 200, { ...MINUTES, 'content-type': 'application/json' }));
  app.get('/robots.txt', (c) => c.text(robots(deps.publicUrl), 200, MINUTES));
  app.get('/sitemap.xml', async (c) =>
    c.body(sitemap(deps.publicUrl, await deps.overview()), 200, { ...MINUTES, 'content-type': 'application/xml' }),
  );
  app.get('/assets/:file', (c) => {
    const asset = deps.assets.file(c.req.param('file'));
    if (!asset) throw new HttpProblem('not-found');
    return c.body(asset.body, 200, { ...FOR_EVER, 'content-type': asset.type });
  });
  // The icon is in every page. Some browsers ask for this one all the same, and for data, which has no page.
  app.get('/favicon.ico', (c) => {
    const icon = deps.assets.file(basename(deps.assets.href('icon.svg')));
    if (!icon) throw new HttpProblem('not-found');
    return c.body(icon.body, 200, { ...A_WEEK, 'content-type': icon.type });
  });
  app.get('/healthz', (c) => c.text('ok', 200, NEVER));
  return app;
}

/** Pages are loaded with the first one: open data and a cold start need none. */
const pages = () => {
  loaded ??= import('./pages.tsx');
  return loaded;
};
let loaded: Promise<typeof import('./pages.tsx')> | undefined;
