import { expect, it } from 'vitest';
import { consoleCalls } from '../../functions/console/contract.ts';
import { consolePaths, rows } from '../../functions/console/routes.ts';
import { type Right, ruleOf } from '../../functions/core/access/rights.ts';
import { routePattern } from '../../functions/http/routes.ts';
import { openApiDocument } from '../../infra/bundle/openapi.ts';

const routed = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');
const isApi = ({ path }: { path: string }) => path.startsWith('/api/');

it('describes each route of the API for programs, and no other', () => {
  const called = consoleCalls.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(called.sort()).toEqual(
    rows
      .filter(isApi)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
});

it('can be asked for what the document says', () => {
  for (const { method, path, query } of consoleCalls) {
    const { asks } = rows.find((row) => row.path === path && row.method.toLowerCase() === method) ?? {};
    expect([path, [...(asks ?? [])].sort()]).toEqual([path, Object.keys(query ?? {}).sort()]);
  }
});

it('is sent each path that it answers', () => {
  const patterns = consolePaths.map(routePattern);
  for (const { path } of rows)
    expect(
      patterns.some((pattern) => pattern.test(path.replace(/:\w+/g, 'x'))),
      path,
    ).toBe(true);
  expect(patterns.some((pattern) => pattern.test('/api/campaigns/free-them'))).toBe(false);
});

it('tells programs to send a token or a session, and the version that they change', () => {
  const { paths, components } = openApiDocument() as {
    paths: Record<string, Record<string, { security?: unknown; parameters?: { name: string; required: boolean }[] }>>;
    components: { securitySchemes: object };
  };
  expect(components.securitySchemes).toHaveProperty('token.scheme', 'bearer');
  expect(components.securitySchemes).toMatchObject({ session: { name: '__Host-organiser' }, csrf: { in: 'header' } });
  for (const [path, calls] of Object.entries(paths))
    for (const [method, { security }] of Object.entries(calls)) {
      if (!path.startsWith('/api/organise/')) {
        expect(security, path).toBeUndefined();
        continue;
      }
      const { right, leavesEntry } =
        rows.find((row) => row.path === routed(path) && row.method === method.toUpperCase()) ?? {};
      const { scope } = ruleOf(right as Right);
      const session = method === 'get' && !leavesEntry ? { session: [] } : { session: [], csrf: [] };
      expect(security, path).toEqual(scope === undefined ? [session] : [{ token: [scope] }, session]);
    }
  const ifMatch = (path: string, method: string) =>
    paths[path]?.[method]?.parameters?.find(({ name }) => name === 'If-Match')?.required;
  expect(ifMatch('/api/organise/campaigns/{slug}', 'patch')).toBe(true);
  expect(ifMatch('/api/organise/campaigns/{slug}/open', 'post')).toBe(false);
});
