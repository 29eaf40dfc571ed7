import type { Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { isSlug } from '../core/campaigns/slug.ts';
import { Problem } from '../core/problem.ts';
import { createApp } from '../http/app.ts';
import type { SiteDeps } from './deps.ts';
import { campaignData, countsData } from './open-data.ts';

/**
 * A browser asks again each time; a cache that many share may answer for seconds, and for some more while it asks. So
 * a crowd costs a few reads, and a signer sees their signature within seconds.
 */
const SECONDS = 'public, max-age=0, s-maxage=2, stale-while-revalidate=5';
const MINUTES = 'public, max-age=300';
/** A hashed file never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Public pages and open data. Reads campaigns and counts, and cannot reach a signature. */
export function createSiteApp(deps: SiteDeps): Hono {
  const app = createApp(deps);
  app.get('/healthz', (c) => c.text('ok', 200, { 'cache-control': 'no-store' }));
  app.get('/assets/:file', (c) => {
    const asset = deps.assets.file(c.req.param('file'));
    if (!asset) throw new Problem('not-found');
    return c.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': FOR_EVER });
  });

  // Open data is for everybody's pages, not only ours.
  app.use('/api/*', cors(), etag());
  app.use('/openapi.json', cors(), etag());
  app.get('/api/campaigns', async (c) => {
    const campaigns = await Promise.all((await deps.heads()).map(({ slug }) => withCounts(deps, slug)));
    const now = deps.clock();
    c.header('cache-control', SECONDS);
    return c.json(campaigns.flatMap((found) => (found ? campaignData(found.campaign, found.counts, now) : [])));
  });
  app.get('/api/campaigns/:slug', async (c) => {
    const { campaign, counts } = await knownCampaign(deps, c);
    c.header('cache-control', SECONDS);
    return c.json(campaignData(campaign, counts, deps.clock()));
  });
  app.get('/api/campaigns/:slug/counts', async (c) => {
    const { campaign, counts } = await knownCampaign(deps, c);
    c.header('cache-control', SECONDS);
    return c.json(countsData(campaign, counts));
  });
  app.get('/openapi.json', (c) => {
    c.header('cache-control', MINUTES);
    return c.body(deps.assets.openApi, 200, { 'content-type': 'application/json' });
  });
  return app;
}

/** @throws {Problem} `campaign-unknown`. */
async function knownCampaign(deps: SiteDeps, c: Context) {
  const slug = c.req.param('slug') ?? '';
  const found = isSlug(slug) ? await withCounts(deps, slug) : undefined;
  if (!found) throw new Problem('campaign-unknown');
  return found;
}

async function withCounts(deps: SiteDeps, slug: string) {
  const [campaign, counts] = await Promise.all([deps.campaign(slug), deps.counts(slug)]);
  return campaign && { campaign, counts };
}
