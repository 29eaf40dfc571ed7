import type { Context, Hono } from 'hono';
import { changeCampaign, createCampaign } from '../../core/campaigns/organise.ts';
import { campaignSeen, campaignsSeen } from '../../core/campaigns/seen.ts';
import type { StoredCampaign } from '../../core/campaigns/store.ts';
import { closeCampaign, openCampaign, pauseCampaign } from '../../core/campaigns/turns.ts';
import { isSlug } from '../../core/campaigns/values.ts';
import { queryCounts } from '../../core/counts/store.ts';
import { Problem } from '../../core/problem.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { campaignFields, headFields } from './answers.ts';
import { answering } from './refusals.ts';
import { revisionOf, revisionTag, sentJson, slugIn } from './sent.ts';

/** How many campaigns a page of the list has. */
const PAGE = { usual: 50, most: 100 } as const;

const CAMPAIGNS = '/api/organise/campaigns';
const turns = { open: openCampaign, close: closeCampaign, pause: pauseCampaign };

/** Campaigns, for programs of organisers. docs/reference/api.md */
export function campaignRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(CAMPAIGNS, async (c) => {
    const { limit, cursor } = pageAsked(c);
    const { campaigns, next } = await campaignsSeen(deps, organiserIn(c), { after: cursor, limit });
    const now = deps.clock();
    return c.json(
      campaigns.map((one) => headFields(one, now)),
      200,
      next === undefined
        ? {}
        : { link: `<${CAMPAIGNS}?${new URLSearchParams({ cursor: next, limit: String(limit) })}>; rel="next"` },
    );
  });

  app.post(CAMPAIGNS, (c) =>
    answering(c, async () => {
      const made = await createCampaign(deps, organiserIn(c), await sentJson(c));
      const location = `${CAMPAIGNS}/${made.campaign.slug}`;
      return shown(c, deps, made, 201, { location });
    }),
  );

  app.get(`${CAMPAIGNS}/:slug`, async (c) => {
    const found = await campaignSeen(deps, organiserIn(c), slugIn(c));
    return shown(c, deps, found);
  });

  app.patch(`${CAMPAIGNS}/:slug`, (c) =>
    answering(c, async () => {
      const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: true })];
      const patch = await sentJson(c, 'application/merge-patch+json');
      return shown(c, deps, await changeCampaign(deps, organiserIn(c), { slug, patch, seen }));
    }),
  );

  for (const [name, turn] of Object.entries(turns))
    app.post(`${CAMPAIGNS}/:slug/${name}`, (c) =>
      answering(c, async () => {
        const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: false })];
        return shown(c, deps, await turn(deps, organiserIn(c), { slug, seen }));
      }),
    );
}

/** @throws {Problem} `invalid-query` */
function pageAsked(c: Context): { limit: number; cursor: string | undefined } {
  const { limit, cursor } = c.req.query();
  const wanted = limit === undefined ? PAGE.usual : /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : Number.NaN;
  const isBadCursor = cursor !== undefined && !isSlug(cursor);
  if (!(wanted <= PAGE.most) || isBadCursor)
    throw new Problem('invalid-query', { faults: [{ field: isBadCursor ? 'cursor' : 'limit', fault: 'malformed' }] });
  return { limit: wanted, cursor };
}

async function shown(
  c: Context,
  { counts, clock, publicUrl }: ConsoleDeps,
  stored: StoredCampaign,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { total: signatures } = await queryCounts(counts, stored.campaign.slug);
  return c.json(campaignFields(stored, { now: clock(), publicUrl, signatures }), status, {
    etag: revisionTag(stored.revision),
    ...headers,
  });
}
