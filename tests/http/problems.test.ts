import { expect, it } from 'vitest';
import { Problem, problemKinds } from '../../functions/core/problem.ts';
import { createApp } from '../../functions/http/app.ts';

const app = createApp({
  publicUrl: 'https://amparo.example',
  assets: { href: (name) => `/assets/${name}`, file: () => undefined, openApi: '{}' },
  log: { info: () => undefined, error: () => undefined },
});
app.get('/throws/:kind', (c) => {
  throw new Problem(problemKinds.find((kind) => kind === c.req.param('kind')) ?? 'internal');
});
/** What a detail says besides, at its end, to a program. */
const forPrograms = new Map([
  ['network-busy', ' A program sends a proof of work with each attempt: the page /docs shows how.'],
  ['method-not-allowed', ' The Allow header names the methods that it takes.'],
]);
const ask = (kind: string, accept: string) => app.request(`/throws/${kind}`, { headers: { accept } });

it.each(problemKinds)(
  'tells a program and a person of %s with one status, one title and one thing to do',
  async (kind) => {
    const json = await ask(kind, 'application/json');
    const page = await ask(kind, 'text/html,application/xhtml+xml');
    const told = (await json.json()) as { type: string; title: string; detail: string; status: number };
    expect(json.headers.get('content-type')).toBe('application/problem+json');
    expect(told).toMatchObject({ type: `urn:amparo:problem:${kind}`, status: json.status });
    expect(json.status).toBeGreaterThanOrEqual(400);
    expect(page.status).toBe(json.status);
    const html = (await page.text()).replaceAll('&#39;', "'");
    expect(html).toContain(`<h1>${told.title}</h1>`);
    expect(html).toContain(`<p>${told.detail.replace(forPrograms.get(kind) ?? '', '')}</p>`);
    expect(html).toContain('<meta name="robots" content="noindex"');
  },
);

it.each([...forPrograms])('tells a program alone of %s what only a program can do', async (kind, words) => {
  const told = (await (await ask(kind, 'application/json')).json()) as { detail: string };
  expect(told.detail.endsWith(words)).toBe(true);
  expect(await (await ask(kind, 'text/html')).text()).not.toContain(words.trim());
});

it('lets nothing be kept, loaded from elsewhere, run inline or framed, whatever went wrong', async () => {
  for (const path of ['/throws/internal', '/throws/unavailable', '/nowhere']) {
    const { headers } = await app.request(path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=63072000/);
  }
});
