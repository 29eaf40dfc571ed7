import type { Context, Hono } from 'hono';
import { queryOf } from '../http/language.ts';
import { HttpProblem } from '../http/problems.ts';
import type { SiteDeps } from './deps.ts';
import { fileHeaders, type Kept, pageAnswer, shownEntry } from './kept.ts';
import type { ListAnswer } from './list/answers.tsx';
import type { Asked } from './views.ts';

const MINUTES = { 'cache-control': 'public, max-age=300' };

/** The pages over all campaigns and all people, and the feed of what is new. */
export function addListRoutes(app: Hono, deps: SiteDeps, kept: Kept): void {
  const answer = (c: Context, { html, shown, isSearch }: ListAnswer) =>
    pageAnswer(c, html, isSearch ? NOT_KEPT : kept('page', shown.map(shownEntry)));

  app.get('/', async (c) => answer(c, await (await campaignPages()).listAnswer(deps, queryOf(c))));
  app.get('/dashboard', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    if (asksForList(queryOf(c))) return c.body(null, 302, { ...NOT_KEPT, location: `${listOf(pathname)}${search}` });
    return answer(c, await (await campaignPages()).totalsAnswer(deps, queryOf(c)));
  });
  app.get('/dashboard/charts/:file', async (c) => {
    const found = await (await campaignPages()).totalsFile(deps, c.req.param('file'), queryOf(c));
    if (!found) throw new HttpProblem('not-found');
    return c.body(found.body, 200, { ...kept('page', found.shown.map(shownEntry)), ...fileHeaders(found) });
  });
  app.get('/cases', async (c) => answer(c, await (await casePages()).peopleAnswer(deps, queryOf(c))));
  app.get('/cases/:id', async (c) => {
    const found = await (await casePages()).personAnswer(deps, c.req.param('id'), queryOf(c));
    if (!found) throw new HttpProblem('not-found');
    return answer(c, found);
  });
  app.get('/feed.atom', async (c) => {
    const { newsFeed } = await import('./list/feed.ts');
    return c.body(await newsFeed(deps, c.req.query('lang')), 200, {
      ...MINUTES,
      'content-type': 'application/atom+xml; charset=utf-8',
    });
  });
}

/** Whether an address asks for a part of the list. The dashboard adds up all campaigns: it would seem to add up these alone. */
const asksForList = (query: Asked): boolean =>
  (['q', 'status', 'country', 'sort', 'page'] as const).some((name) => query[name]);

/** The path of the list in the language of a dashboard's: `/az` of `/az/dashboard`. */
const listOf = (pathname: string): string => pathname.replace(/\/dashboard$/, '') || '/';

/** What a person searched is nobody else's business: no cache keeps it. */
const NOT_KEPT = { 'cache-control': 'no-store' };

const campaignPages = () => import('./list/answers.tsx');
const casePages = () => import('./cases/answers.tsx');
