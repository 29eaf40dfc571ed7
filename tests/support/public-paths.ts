import type { Hono } from 'hono';

/** How an address of a route is written that needs more than the slug of a campaign. Other parameters are a word. */
const examples: Readonly<Record<string, string>> = {
  '/campaigns/:slug/charts/:file': '/campaigns/:slug/charts/growth.svg',
  '/dashboard/charts/:file': '/dashboard/charts/days.svg',
  '/oembed': '/oembed?url=https://amparo.example/campaigns/:slug',
};

/**
 * Every address at which the site answers a GET, about one campaign, as the app itself says: a new route is looked at
 * without a word said here. Files of the build are left out: they are the same in every installation.
 */
export function publicPaths(app: Hono, slug: string): string[] {
  const routes = app.routes.filter(
    ({ method, path }) => method === 'GET' && !/^\/(assets|embed\/scripts)\//.test(path),
  );
  const paths = routes.map(({ path }) => (examples[path] ?? path).replace(':slug', slug).replace(/:[a-z]\w*/g, 'some'));
  return [...new Set(paths)].sort();
}

/** An address that asks for something more. */
export const withQuery = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;
