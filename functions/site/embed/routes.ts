import { basename } from 'node:path';
import type { Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { languageInPath } from '../../http/language.ts';
import { HttpProblem, problemHeaders, problemStatus, reportedProblem } from '../../http/problems.ts';
import type { Exposure } from '../../http/security-headers.ts';
import { type Choices, choicesOf } from '../../ui/browser/embed/choices.ts';
import type { SiteDeps } from '../deps.ts';
import { findCampaign } from '../find.ts';
import { type Kept, pageAnswer } from '../kept.ts';

const FRAME = '/embed/campaigns/:slug';
/** The element's script: the newest one, for which a browser asks again after an hour, and one version for ever. */
const SCRIPT = '/embed/amparo.js';
const PINNED = '/embed/scripts/:file';
const BADGE = '/campaigns/:slug/badge.svg';
const MAKER = '/campaigns/:slug/embed';

/** What other sites may do with these paths. No other path may be framed. */
export const embedExposure: readonly (readonly [path: string, exposure: Exposure])[] = [
  [FRAME, 'framed'],
  [SCRIPT, 'loaded'],
  [PINNED, 'loaded'],
  [BADGE, 'loaded'],
  ['/campaigns/:slug/charts/:file', 'loaded'],
  ['/dashboard/charts/:file', 'loaded'],
  [MAKER, 'framing'],
];

const AN_HOUR = { 'cache-control': 'public, max-age=3600' };
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };

/** What other sites show of campaigns: frame, element, badge, oEmbed, and the page that makes the code for them. */
export function addEmbeds(app: Hono, deps: SiteDeps, kept: Kept): void {
  const shared = cors({ origin: '*', allowMethods: ['GET', 'HEAD'], allowHeaders: ['If-None-Match'] });
  for (const path of [SCRIPT, PINNED, BADGE, '/oembed']) app.use(path, shared);

  app.get(FRAME, async (c) => {
    const choices = choicesOf(c.req.query());
    try {
      const found = await findCampaign(deps, c.req.param('slug'));
      const { framePage } = await import('./frame.tsx');
      return pageAnswer(c, await framePage(deps, found, choices), { ...kept('page', [found]), ...NO_INDEX });
    } catch (error) {
      return frameWithout(c, deps, choices, error);
    }
  });
  const newest = basename(deps.assets.href('amparo.js'));
  const script = (c: Context, file: string, cache: Record<string, string>) => {
    const asset = file === newest ? deps.assets.file(newest) : undefined;
    if (!asset) throw new HttpProblem('not-found');
    return c.body(asset.body, 200, { ...cache, 'content-type': asset.type });
  };
  app.get(SCRIPT, (c) => script(c, newest, AN_HOUR));
  app.get(PINNED, (c) => script(c, c.req.param('file'), FOR_EVER));
  app.get(BADGE, async (c) => {
    const { badgeOfNone, spokenBadge } = await import('./badge.ts');
    const lang = c.req.query('lang');
    try {
      const found = await findCampaign(deps, c.req.param('slug'));
      return c.body((await spokenBadge(deps, found, lang)).svg, 200, { ...kept('data', [found]), ...SVG });
    } catch (error) {
      const problem = reportedProblem(c, deps.log, error);
      if (problemStatus(problem) >= 500) throw error;
      // A picture: a page that shows it can show no other answer.
      return c.body(badgeOfNone(lang).svg, problemStatus(problem), { ...problemHeaders(problem), ...SVG });
    }
  });
  app.get('/api/campaigns/:slug/element', async (c) => {
    const { elementOf, elementOfNone } = await import('./element.ts');
    const lang = c.req.query('lang');
    try {
      const found = await findCampaign(deps, c.req.param('slug'));
      return c.json(await elementOf(deps, found, lang), 200, kept('data', [found]));
    } catch (error) {
      const problem = reportedProblem(c, deps.log, error);
      if (problemStatus(problem) >= 500) throw error;
      // The problem for programs, and beside it what the element shows.
      const { translator, answer } = elementOfNone(lang);
      const { problemJson } = await import('../../http/problem-answer.ts');
      return problemJson(c, problem, translator, { ...answer });
    }
  });
  app.get('/oembed', async (c) => {
    const { oEmbedOf, oEmbedXml } = await import('./oembed.ts');
    const { format, found, data } = await oEmbedOf(deps, c.req.query());
    const headers = kept('data', [found]);
    if (format === 'json') return c.json(data, 200, headers);
    return c.body(oEmbedXml(data), 200, { ...headers, 'content-type': 'text/xml; charset=utf-8' });
  });
  app.get(MAKER, async (c) => {
    const found = await findCampaign(deps, c.req.param('slug'));
    const { makerPage } = await import('./maker-page.tsx');
    const page = await makerPage(deps, found, choicesOf(c.req.query()), languageInPath(c));
    return pageAnswer(c, page, kept('page', [found]));
  });
}

/** Search engines shall show the campaign's page, not the frame on somebody's site. */
const NO_INDEX = { 'x-robots-tag': 'noindex' };
const SVG = { 'content-type': 'image/svg+xml; charset=utf-8' };

/** A frame says in a few words what is wrong: the page for that elsewhere is too large, and may not be framed. */
async function frameWithout(c: Context, deps: SiteDeps, choices: Choices, error: unknown): Promise<Response> {
  const problem = reportedProblem(c, deps.log, error);
  const status = problemStatus(problem);
  const { frameProblem } = await import('./frame.tsx');
  const page = frameProblem(deps, choices, status >= 500 ? 'embed.failed' : 'embed.gone');
  return c.html(page, status, { ...problemHeaders(problem), ...NO_INDEX });
}
