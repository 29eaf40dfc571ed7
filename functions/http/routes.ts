/**
 * The paths that belong to the sign function, with any method: what is wrong with a method is for the function to say. The
 * table of functions (`infra/functions.ts`) gives these to sign, on AWS and on one machine.
 */
export const signRoutes = [
  '/api/campaigns/{slug}/challenges',
  '/api/campaigns/{slug}/signatures',
  '/campaigns/{slug}/sent',
  '/api/confirmations',
  '/api/my-data',
  '/api/withdrawals',
  '/confirm',
  '/my-data',
  '/withdraw',
] as const;

/** What the paths of a route look like: `{slug}` stands for one segment. */
export const routePattern = (route: string): RegExp => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`);

const patterns = signRoutes.map(routePattern);

/** Whether a path is the sign function's. */
export const isSignRoute = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
