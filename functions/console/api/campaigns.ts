import type { Context, Hono } from 'hono';
import * as z from 'zod/mini';
import type { OrganiserActor } from '../../core/access/actor.ts';
import { FaultyFile, namedWithin } from '../../core/campaigns/faults.ts';
import { isTag } from '../../core/campaigns/fields.ts';
import { getStoredHeads, type StoredHead } from '../../core/campaigns/head-store.ts';
import { mergePatch } from '../../core/campaigns/merge-patch.ts';
import { changeCampaign, createCampaign } from '../../core/campaigns/organise.ts';
import { campaignSeen, campaignsSeen } from '../../core/campaigns/seen.ts';
import { turns } from '../../core/campaigns/states.ts';
import type { StoredCampaign } from '../../core/campaigns/store.ts';
import { takeTurn, winCampaign } from '../../core/campaigns/turns.ts';
import { queryCounts } from '../../core/counts/store.ts';
import { getWaiting } from '../../core/counts/waiting.ts';
import { type OrganisedChoice, type OrganisedSort, organisedCampaigns } from '../../core/overview/organise-list.ts';
import { Problem } from '../../core/problem.ts';
import { contentType, readJson } from '../../http/body.ts';
import { openedTo } from '../campaigns/address.ts';
import { choiceIn, isChosen } from '../campaigns/asked.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { campaignFields, headFields } from './answers.ts';
import { answering } from './refusals.ts';
import {
  linkToNext,
  listOf,
  nothingSent,
  parsed,
  placeIn,
  revisionOf,
  revisionTag,
  sentJson,
  slugIn,
  stepSent,
  YAML,
} from './sent.ts';
import type { Fields } from './yours.ts';

/** How many campaigns a page of the list has. */
const PAGE = { usual: 50, most: 100 } as const;

const CAMPAIGNS = '/api/organise/campaigns';

/** The use case knows what a day is, and how long words may be. */
export const victorySent = z.strictObject({
  on: z.string().check(z.describe('The day, such as 2026-10-09; or a month or a year, if that is all that is known.')),
  words: z.string().check(z.describe('What was reached, in the past tense: “Both editors were released.”')),
});

/** What opens a draft. No other turn takes more than its name. */
export const openingSent = z.strictObject({
  visibility: z.optional(
    z
      .enum(openedTo)
      .check(z.describe('Who sees a draft from now on. unlisted: who has its address. Left out: everybody.')),
  ),
});

/** Campaigns, for programs of organisers. docs/reference/api.md */
export function campaignRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(CAMPAIGNS, async (c) => {
    const { list, limit, after, choice, sort } = listAsked(c);
    const { found, next } = await listedFor(deps, organiserIn(c), { choice, sort, after, limit });
    const now = deps.clock();
    const { campaigns: waiting } = await getWaiting(deps.counts);
    return c.json(
      found.map((one) => headFields(one, waiting.get(one.head.slug), now)),
      200,
      linkToNext(list, next, limit),
    );
  });

  app.post(CAMPAIGNS, (c) =>
    answering(c, deps, async () => {
      const made = await createdBy(c, deps);
      const location = `${CAMPAIGNS}/${made.campaign.slug}`;
      return shown(c, deps, made, 201, { location });
    }),
  );

  app.get(`${CAMPAIGNS}/:slug`, async (c) => {
    const found = await campaignSeen(deps, organiserIn(c), slugIn(c));
    return shown(c, deps, found);
  });

  app.patch(`${CAMPAIGNS}/:slug`, (c) =>
    answering(c, deps, async (asks) => {
      const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: true })];
      const patch = await sentJson(c, 'application/merge-patch+json');
      asks((read) => mergePatch(read, patch) as Fields);
      return shown(c, deps, await changeCampaign(deps, organiserIn(c), { slug, patch, seen }));
    }),
  );

  for (const turn of turns)
    app.post(`${CAMPAIGNS}/:slug/${turn}`, (c) =>
      answering(c, deps, async () => {
        const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: false })];
        const sent: z.infer<typeof openingSent> = await stepSent(c, turn === 'open' ? openingSent : nothingSent);
        return shown(c, deps, await takeTurn(deps, organiserIn(c), turn, { slug, seen, ...sent }));
      }),
    );

  app.post(`${CAMPAIGNS}/:slug/win`, (c) =>
    answering(c, deps, async (asks) => {
      const [slug, seen] = [slugIn(c), revisionOf(c, { isNeeded: false })];
      const won = parsed(victorySent, await sentJson(c));
      asks((read) => ({ ...read, won }));
      const winning = winCampaign(deps, organiserIn(c), { slug, seen, won }).catch((error) => {
        throw error instanceof FaultyFile ? namedWithin(error, 'won') : error;
      });
      return shown(c, deps, await winning);
    }),
  );
}

/** A campaign of what was sent: fields as JSON, or a campaign file. */
async function createdBy(c: Context, deps: ConsoleDeps): Promise<StoredCampaign> {
  if (contentType(c) !== YAML) return createCampaign(deps, organiserIn(c), await readJson(c, { others: [YAML] }));
  const { createFromFile } = await import('../../core/campaigns/sent-file.ts');
  return createFromFile(deps, organiserIn(c), new Uint8Array(await c.req.arrayBuffer()));
}

/**
 * A page of the list. All campaigns by slug are read from the table; a choice, or another order, by the overview. Either way each is
 * shown as it is now.
 */
async function listedFor(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  asked: { choice: OrganisedChoice; sort: OrganisedSort; after: string | undefined; limit: number },
): Promise<{ readonly found: readonly StoredHead[]; readonly next: string | undefined }> {
  if (asked.sort === 'slug' && !isChosen(asked.choice)) {
    const { campaigns, next } = await campaignsSeen(deps, actor, asked);
    return { found: campaigns, next };
  }
  const { entries, next } = await organisedCampaigns(deps, actor, asked);
  const slugs = entries.map(({ slug }) => slug);
  const heads = slugs.length === 0 ? [] : await getStoredHeads(deps.campaigns, slugs);
  const bySlug = new Map(heads.map((one) => [one.head.slug, one]));
  const kept = (one: StoredHead | undefined) => (one && one.head.deletedAt === undefined ? [one] : []);
  return { found: slugs.flatMap((slug) => kept(bySlug.get(slug))), next };
}

/** @throws {Problem} `invalid-query` that names what no list knows. */
function listAsked(c: Context) {
  const { limit, cursor, sort = 'slug', ...query } = c.req.query();
  const wanted = limit === undefined ? PAGE.usual : /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : Number.NaN;
  const choice = choiceIn(query);
  const unknown = (['state', 'language', 'role'] as const).filter(
    (name) => query[name] && (name === 'language' ? !isTag(query[name]) : choice[name] !== query[name]),
  );
  const list = listOf(CAMPAIGNS, { ...choice, ...(sort === 'needs' && { sort }) });
  const after = cursor === undefined ? undefined : placeIn(list, cursor);
  const wrong = [
    ...(wanted <= PAGE.most ? [] : ['limit']),
    ...(cursor === undefined || PLACE.test(after ?? '') ? [] : ['cursor']),
    ...(sort === 'slug' || sort === 'needs' ? [] : ['sort']),
    ...unknown,
  ];
  if (wrong.length > 0 || (sort !== 'slug' && sort !== 'needs'))
    throw new Problem('invalid-query', { faults: wrong.map((field) => ({ field, fault: 'malformed' })) });
  return { list, limit: wanted, after, choice, sort } as const;
}

/** A slug, after the numbers of its place. */
const PLACE = /^(?:-?[\d.]+(?:e[+-]?\d+)?_){0,3}[a-z0-9-]{1,100}$/;

/** Answers with a campaign. */
export async function shown(
  c: Context,
  { counts, clock, publicUrl }: ConsoleDeps,
  stored: StoredCampaign,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
  more: object = {},
): Promise<Response> {
  const { total: signatures } = await queryCounts(counts, stored.campaign.slug);
  return c.json({ ...campaignFields(stored, { now: clock(), publicUrl, signatures }), ...more }, status, {
    etag: revisionTag(stored.revision),
    ...headers,
  });
}
