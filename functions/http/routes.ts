/**
 * The paths that belong to the sign function, with any method: what is wrong with a method is for the function to say.
 * Everything else is the site's. The HTTP API of the stack and the server of one machine both read this.
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

/** Whether a path is the sign function's. */
export const isSignRoute = (path: string): boolean => patterns.some((pattern) => pattern.test(path));

const patterns = signRoutes.map((route) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`));
