import { expect, it } from 'vitest';
import { isSignRoute, signPaths } from '../../functions/http/routes.ts';

it.each(signPaths)('%s belongs to sign, for every campaign, as it is and not as a part of another path', (route) => {
  const path = route.replace('{slug}', 'free-them').replace('{language}', 'az');
  expect(isSignRoute(path)).toBe(true);
  for (const other of [`${path}/`, `${path}/more`, `/more/more${path}`, path.slice(0, -1), `${path}s`]) {
    expect(isSignRoute(other), other).toBe(false);
  }
});

it.each([
  '/',
  '/campaigns/free-them',
  '/campaigns//sent',
  '/campaigns/free-them/more/sent',
  '/api/campaigns/free-them',
  '/api/campaigns//signatures',
  '/api/campaigns/free-them/counts',
  '/healthz',
])('%s belongs to site', (path) => {
  expect(isSignRoute(path)).toBe(false);
});
