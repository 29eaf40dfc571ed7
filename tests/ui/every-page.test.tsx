import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryOf } from '../../functions/core/overview/entry.ts';
import { CampaignPage } from '../../functions/site/campaign-page.tsx';
import { CampaignListPage } from '../../functions/site/list/page.tsx';
import type { Assets } from '../../functions/ui/assets.ts';
import { renderPage } from '../../functions/ui/layout.tsx';
import { buildTestAssets } from '../support/assets.ts';
import { inlineBlocks } from '../support/inline-blocks.ts';
import { publishedOf } from '../support/published.ts';
import { around, attributesOf, hostile, sample } from './sample.ts';

const MOST_BYTES = 14_000; // of a page with all that is in it, gzipped: what the first round trip carries
const MOST_SCRIPT = 1_300; // of that, gzipped alone
const MOST_LATER = { 'help.js': 4_000, 'solve.js': 2_000, 'live-count.js': 1_100, 'share.js': 400 }; // gzipped; loaded by who needs it

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
    <CampaignListPage
      {...{ ...around, assets }}
      query={{ status: `odd ${hostile}` }}
      asked={{ page: 1 }}
      shown={[entryOf(campaign, publishedOf({ total: 1 }), around.now)]}
      {...{ found: 1, page: 1, pages: 1, isEmpty: false, countries: ['AZ'] }}
    />
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

describe.each(Object.entries(pages))('the page %s', (name, element) => {
  it('fits, with all that is in it, into the first round trip', () => {
    expect(gzipSync(renderPage(element())).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('has its styles, one script and the icon in it to the letter, and loads nothing', () => {
    const html = renderPage(element());
    const { styles, sheets, script, icon } = assets.inPage;
    const sheet = Object.values(sheets).find((one) => html.includes(one)) ?? '';
    expect(inlineBlocks(html, 'style')).toEqual(name === 'open' ? [styles] : [styles, sheet]);
    expect(inlineBlocks(html, 'script')).toEqual([script]);
    expect(attributesOf(html, /<link rel="icon"/)).toEqual({ rel: 'icon', href: icon, type: 'image/svg+xml' });
    const rest = html.replace(styles, '').replace(sheet, '').replace(script, '').replace(icon, '');
    expect(rest).not.toMatch(/ style=| on[a-z]+=|javascript:|data:/);
    expect(rest).not.toMatch(/<(?:script|img|source|iframe|video|object|embed)[^>]* (?:src|data)=/);
    expect([...rest.matchAll(/<link rel="([^"]*)"/g)].map(([, rel]) => rel).sort()).toEqual([
      // Feeds and the code for other sites are loaded by other programs alone.
      ...(name === 'list' ? ['alternate'] : []),
      ...(['open', 'closed'].includes(name) ? ['alternate', 'alternate', 'alternate'] : []),
      ...['canonical', 'icon'],
    ]);
  });

  it('has one first heading, and skips no level after it', () => {
    const levels = [...renderPage(element()).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, i) => level - (levels[i - 1] ?? 0) > 1)).toEqual([]);
  });
});

it('has a small script in the page', () => {
  expect(gzipSync(assets.inPage.script).length).toBeLessThanOrEqual(MOST_SCRIPT);
});

it('has the icon as it is drawn', () => {
  const [head = '', svg = ''] = assets.inPage.icon.split(/(?<=^data:image\/svg\+xml),/);
  expect(head).toBe('data:image/svg+xml');
  const drawn = readFileSync(new URL('../../functions/ui/pictures/icon.svg', import.meta.url), 'utf8');
  expect(decodeURIComponent(svg)).toBe(drawn.trim().replace(/>\s+</g, '><'));
});

it('helps with a form, solves a challenge, watches a number and shares in files of their own, each loaded when it is needed, by its whole path', () => {
  const bodyOf = (name: keyof typeof MOST_LATER) => assets.file(basename(assets.href(name)))!.body;
  for (const [name, most] of Object.entries(MOST_LATER))
    expect([name, gzipSync(bodyOf(name as keyof typeof MOST_LATER)).length <= most]).toEqual([name, true]);
  const loads = (script: string) => [...script.matchAll(/import\("([^"]*)"\)/g)].map(([, file]) => file).sort();
  expect(loads(assets.inPage.script)).toEqual(
    (['help.js', 'live-count.js', 'share.js'] as const).map(assets.href).sort(),
  );
  expect(loads(Buffer.from(bodyOf('help.js')).toString())).toEqual([assets.href('solve.js')]);
  expect(assets.inPage.script).not.toMatch(/\bimport[\s{"]/);
});
