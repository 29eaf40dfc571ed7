import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CampaignListPage } from '../../functions/site/campaign-list-page.tsx';
import { CampaignPage } from '../../functions/site/campaign-page.tsx';
import type { Assets } from '../../functions/ui/assets.ts';
import { renderPage } from '../../functions/ui/layout.tsx';
import { buildTestAssets } from '../support/assets.ts';
import { around, hostile, sample } from './sample.ts';

const MOST_BYTES = 14_000; // of HTML and CSS together, gzipped: what the first round trip carries
const MOST_SCRIPT = 3_000; // gzipped
const MOST_SOLVER = 2_500; // gzipped; loaded by who fills in the form

let assets: Assets;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ assets, remove } = await buildTestAssets());
});
afterAll(() => remove());

const names = Array.from({ length: 12 }, (_, i) => ({
  name: `Signer ${i}`,
  reason: `${hostile} is reason ${i}`,
  confirmedAt: `2013-10-${10 + i}T10:00:00.000Z`,
}));
const campaign = sample();
const pages = {
  list: () => (
    <CampaignListPage {...around} assets={assets} campaigns={[{ campaign, status: 'open', signatures: 1 }]} />
  ),
  open: () => (
    <CampaignPage
      {...around}
      {...{ assets, campaign, names }}
      status="open"
      signatures={1}
      nextAt="2026-03-10T13:00:00.000Z"
      related={[campaign]}
      keepMonths={6}
    />
  ),
  closed: () => (
    <CampaignPage
      {...around}
      {...{ assets, campaign, names }}
      status="closed"
      signatures={1}
      nextAt="2026-03-10T13:00:00.000Z"
      related={[campaign]}
      keepMonths={6}
    />
  ),
};

describe.each(Object.entries(pages))('the page %s', (_, element) => {
  it('fits, with its style sheet, into the first round trip', () => {
    const html = renderPage(element());
    expect(gzipSync(html).length + sizeOf('styles.css')).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('holds no style and no script of its own, and loads nothing from elsewhere', () => {
    const html = renderPage(element());
    expect(html).not.toMatch(/<style| style=| on[a-z]+=|javascript:/);
    expect([...html.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, , content]) => content)).toEqual(['']);
    const loaded = [
      ...html.matchAll(
        /<(?:script|img|source|iframe)[^>]*src="([^"]*)"|<link rel="(?:stylesheet|icon)" href="([^"]*)"/g,
      ),
    ];
    expect(loaded.length).toBe(3);
    for (const [, src, href] of loaded) expect(src ?? href).toMatch(/^\/assets\/[\w.-]+$/);
  });

  it('has one first heading, and skips no level after it', () => {
    const levels = [...renderPage(element()).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, i) => level - (levels[i - 1] ?? 0) > 1)).toEqual([]);
  });
});

it('has a small script beside the page', () => {
  expect(sizeOf('page.js')).toBeLessThanOrEqual(MOST_SCRIPT);
});

it('solves a challenge in a file of its own, which no page names', () => {
  expect(sizeOf('solve.js')).toBeLessThanOrEqual(MOST_SOLVER);
  for (const element of Object.values(pages)) expect(renderPage(element())).not.toContain('solve');
});

const sizeOf = (name: 'styles.css' | 'page.js' | 'solve.js'): number =>
  gzipSync(assets.file(assets.href(name).slice('/assets/'.length))!.body).length;
