import type { Hono } from 'hono';

/** The pages that people share. `/data/` leads elsewhere by itself. */
const PAGES = [
  '/dashboard',
  '/cases',
  '/cases/:id',
  '/campaigns/:slug',
  '/campaigns/:slug/dashboard',
  '/campaigns/:slug/wall',
  '/campaigns/:slug/embed',
  '/campaigns/:slug/share',
  '/campaigns/:slug/my-signature',
  '/campaigns/:slug/privacy',
  '/embed/campaigns/:slug',
  '/docs',
  '/docs/open-data',
  // Of the console, which has no address that ends so.
  '/organise',
];

/** Leads from each page's address with a slash at its end to the page. E-mail programs and people add one. */
export function addTrailingSlashes(app: Hono): void {
  const withSlash = PAGES.map((page) => `${page}/`);
  app.on('GET', withSlash, (c) => {
    // Not `c.req.path`, which is decoded: it may contain a line end, which a header may not.
    const { pathname, search } = new URL(c.req.url);
    // The redirect names no host: a function does not see the public one. It repeats all that somebody asked for, which no cache needs to know.
    return c.body(null, 301, {
      'cache-control': 'no-store',
      location: `${pathname.replace(/(?<!\/)\/+$/, '')}${search}`,
    });
  });
}
