/**
 * The routes of the sign function, for any method: the function itself refuses a wrong one.
 */
export const signRoutes = [
  '/api/campaigns/{slug}/challenges',
  '/api/campaigns/{slug}/links',
  '/api/campaigns/{slug}/signatures',
  '/campaigns/{slug}/link-sent',
  '/campaigns/{slug}/sent',
  '/api/confirmations',
  '/api/my-data',
  '/api/no-news',
  '/api/osdi/petitions/{slug}/record_signature_helper',
  '/api/withdrawals',
  '/confirm',
  '/my-data',
  '/no-news',
  '/withdraw',
] as const;

/** Those of its pages that an address leads to. What a form posts to has no language in its path (`translator.dataHref`). */
const pages = signRoutes.filter((path) => /^\/campaigns\/|^\/(confirm|withdraw)$/.test(path));

/**
 * The paths of the sign function: pages have an address in each language, too. The table of functions (`infra/functions.ts`) gives
 * these to sign, on AWS and on one machine.
 */
export const signPaths: readonly string[] = [...signRoutes, ...pages.map((path) => `/{language}${path}`)];

/** Matches the paths of a route: `{slug}`, or `:slug` as Hono writes it, stands for one segment, `{rest+}` for one or more. */
export const routePattern = (route: string): RegExp =>
  new RegExp(
    `^${route
      .replaceAll('.', '\\.')
      .replace(/\{\w+\+\}/g, '.+')
      .replace(/\{\w+\}|:\w+/g, '[^/]+')}$`,
  );

const patterns = signPaths.map(routePattern);

/** Whether a path belongs to the sign function. */
export const isSignRoute = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
