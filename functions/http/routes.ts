/**
 * The paths of the sign function, for any method: the function itself refuses a wrong one. The table of functions
 * (`infra/functions.ts`) gives these paths to sign, on AWS and on one machine.
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

/** Matches the paths of a route: `{slug}`, or `:slug` as Hono writes it, stands for one segment. */
export const routePattern = (route: string): RegExp =>
  new RegExp(`^${route.replaceAll('.', '\\.').replace(/\{\w+\}|:\w+/g, '[^/]+')}$`);

const patterns = signRoutes.map(routePattern);

/** Whether a path belongs to the sign function. */
export const isSignRoute = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
