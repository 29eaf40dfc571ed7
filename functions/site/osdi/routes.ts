import type { Context, Hono } from 'hono';
import { MINUTE } from '../../core/running/clock.ts';
import { wholeNumber } from '../data/asked.ts';
import { withTexts } from '../data/campaigns.ts';
import { inOrder } from '../data/pages.ts';
import { askedIn, links } from '../data/routes.ts';
import type { SiteDeps } from '../deps.ts';
import { findCampaign } from '../find.ts';
import type { Kept } from '../kept.ts';
import { entryPoint, MOST_PER_PAGE, petition, petitionPage } from './resources.ts';

/** Petitions as OSDI 1.2 has them, with published totals. `sign` answers what records a signature. */
export function osdiRoutes(app: Hono, deps: SiteDeps, kept: Kept): void {
  const { publicUrl } = deps;

  app.get('/api/osdi', async (c) => hal(c, entryPoint(publicUrl, (await deps.group())?.name), kept('data', [])));
  app.get('/api/osdi/petitions', async (c) => {
    const asked = askedIn(c);
    const page = wholeNumber(asked, 'page', { most: 999_999_999, usual: 1 });
    const perPage = wholeNumber(asked, 'per_page', { most: MOST_PER_PAGE, usual: 25 });
    const { entries } = await deps.overview();
    const ordered = inOrder(entries, Math.floor(deps.clock() / MINUTE) * MINUTE);
    const found = await withTexts(deps, ordered.slice((page - 1) * perPage, page * perPage));
    return hal(c, petitionPage(found, { page, perPage, total: entries.length, publicUrl }), kept('data', found));
  });
  app.get('/api/osdi/petitions/:slug', async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    return hal(c, petition(found, publicUrl), kept('data', [found]));
  });
}

const hal = (c: Context, body: object, headers: Record<string, string>): Response =>
  c.body(JSON.stringify(body), 200, { ...headers, ...links(), 'content-type': 'application/hal+json' });
