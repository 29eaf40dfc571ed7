import type { MiddlewareHandler } from 'hono';
import { routePattern } from '../http/routes.ts';
import { isSafe } from './forged.ts';
import type { Row } from './routes.ts';

/** The list of campaigns has the first address. People try this one, since the pages of campaigns begin with it. */
const LIST = '/organise/campaigns';

/**
 * Leads from the address of a page with a slash at its end to the page, as public pages do. E-mail programs and people add one. Only to
 * addresses of pages of ours, and so to no other site.
 */
export function leadToPages(rows: readonly Row[]): MiddlewareHandler {
  const pages = rows
    .filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/'))
    .map(({ path }) => routePattern(path));
  return async (c, next) => {
    // Not `c.req.path`, which is decoded: it may contain a line end, which a header may not.
    const { pathname, search } = new URL(c.req.url);
    const bare = pathname.replace(/(?<!\/)\/+$/, '');
    const page = bare === LIST ? '/organise' : bare;
    if (!isSafe(c) || page === pathname || !pages.some((pattern) => pattern.test(page))) return next();
    return c.body(null, 301, { location: `${page}${search}` });
  };
}
