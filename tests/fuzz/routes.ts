import type { Hono } from 'hono';
import { openApiDocument } from '../../infra/bundle/openapi.ts';

export type AppName = 'sign' | 'site';

/** An address that an app answers, as the app itself says: a new one is fuzzed without a word said here. */
export interface Route {
  readonly app: AppName;
  readonly method: string;
  /** Such as `/campaigns/:slug`. */
  readonly path: string;
}

/** Every route of the apps, once. Middleware, which has every method, is not a route. */
export function routesOf(apps: Readonly<Record<AppName, Hono>>): Route[] {
  const names: readonly AppName[] = ['sign', 'site'];
  const routes = names.flatMap((app) => apps[app].routes.map(({ method, path }): Route => ({ app, method, path })));
  const known = new Map(routes.filter(({ method }) => method !== 'ALL').map((route) => [nameOf(route), route]));
  return [...known.values()];
}

export const nameOf = ({ method, path }: Omit<Route, 'app'>): string => `${method} ${path}`;

interface Schema {
  readonly properties?: Readonly<Record<string, object>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** The contract's calls, named as routes are, with the fields that the body of each may have. */
export function callsOf(): Map<string, readonly string[]> {
  const { paths } = openApiDocument() as { paths: Paths };
  // Organisers' calls need a token: `tests/console` asks each route as everybody.
  const ofPublic = Object.entries(paths).filter(([path]) => !path.startsWith('/api/organise/'));
  const calls = ofPublic.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]): [string, readonly string[]] => {
      const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
      const fields = schemas.flatMap(({ properties }) => Object.keys(properties ?? {}));
      return [nameOf({ method: method.toUpperCase(), path: path.replace(/\{(\w+)\}/g, ':$1') }), [...new Set(fields)]];
    }),
  );
  return new Map(calls);
}
