import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Browser } from 'playwright-core';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { countries } from '../../functions/core/country.ts';
import type { Published } from '../../functions/core/published/state.ts';
import { DAY, HOUR, isoTime } from '../../functions/core/running/clock.ts';
import type { createSiteApp } from '../../functions/site/app.ts';
import { bundleEntry } from '../../infra/bundle/functions.ts';
import { campaignOf } from '../support/campaign.ts';
import { launchChromium } from '../support/chromium.ts';
import { fullOfEvents } from '../support/full-campaign.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { benchAssets } from './assets.ts';
import { cpuSince } from './cpu.ts';
import { sampleCampaign } from './page-sizes.ts';
import { medianRow, type Row } from './row.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const DAYS = 730;
const WARM = 5;
const ROUNDS = 25;
const PER_ROUND = 20;
const LOADS = 7;

/**
 * “Slow 4G” as Chrome's developer tools and Lighthouse 13 throttle it (`mobileSlow4G` in its `core/config/constants.js`): 1.6
 * Mbit/s and 150 ms, of which their model of a request makes 1,474.56 kbit/s down, 675 up and 562.5 ms for each request.
 */
const SLOW_4G = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 1024 * 0.9 * 1024) / 8,
  uploadThroughput: (750 * 0.9 * 1024) / 8,
};

/**
 * The dashboard of a campaign of 60 cases and 15 updates that was signed in every country for two years: its bytes, the CPU that it takes to make it, and
 * what a visitor on a slow phone network waits for.
 */
export async function* benchDashboard(): AsyncGenerator<Row> {
  const campaign = await longCampaign();
  const app = (await bundled()).createSiteApp(
    siteDepsOf({
      campaign: async () => campaign,
      published: async () => twoYears,
      publicUrl: 'https://petition.example.org',
      assets: benchAssets,
      clock: () => NOW,
    }),
  );
  const path = `/campaigns/${campaign.slug}`;
  for (const [name, at] of [
    ['the dashboard', `${path}/dashboard`],
    ['the wall', `${path}/wall`],
    ['the curve as a file', `${path}/charts/growth.svg`],
  ] as const)
    yield { name: `${name}, gzipped`, unit: 'kB', value: gzipSync(await bodyOf(app, at)).length / 1_000, goal: '≤ 30' };
  for (const name of ['charts.js', 'wall.js'] as const) {
    const body = benchAssets.file(basename(benchAssets.href(name)))?.body ?? new Uint8Array();
    yield { name: `${name}, as it is`, unit: 'kB', value: body.length / 1_000 };
    yield { name: `${name}, gzipped`, unit: 'kB', value: gzipSync(body).length / 1_000, goal: '≤ 10' };
  }
  yield medianRow('own CPU of a dashboard', 'ms', await cpuOf(app, `${path}/dashboard`), '≤ 5');
  yield medianRow('own CPU of a wall', 'ms', await cpuOf(app, `${path}/wall`));
  yield medianRow('own CPU of the curve as a file', 'ms', await cpuOf(app, `${path}/charts/growth.svg`));
  yield* inBrowser(app, path);
}

/** The site as Lambda runs it. From the sources, its pages would be made by another runtime of JSX, for development. */
async function bundled(): Promise<{ readonly createSiteApp: typeof createSiteApp }> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-site-'));
  await bundleEntry('functions/site/app.ts', directory);
  return import(join(directory, 'app.mjs'));
}

async function bodyOf(app: Hono, path: string): Promise<string> {
  const answer = await app.request(path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}

/** Of each of some rounds, the mean in milliseconds. */
async function cpuOf(app: Hono, path: string): Promise<number[]> {
  const rounds: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < PER_ROUND; i++) await bodyOf(app, path);
    if (round >= WARM) rounds.push(cpuSince(before) / PER_ROUND);
  }
  return rounds;
}

/** What a browser measures itself, on a slow phone network, each time with an empty cache. */
async function* inBrowser(app: Hono, path: string): AsyncGenerator<Row> {
  const server = serve({ fetch: new Hono().use(compress()).route('/', app).fetch, port: 0 });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const browser = await launchChromium();
  try {
    for (const [name, at] of [
      ['the dashboard', `${path}/dashboard`],
      ['the wall', `${path}/wall`],
    ] as const) {
      const loads: Load[] = [];
      for (let i = 0; i < LOADS; i++) loads.push(await load(browser, `http://localhost:${port}${at}`));
      const of = (part: keyof Load) => loads.map((one) => one[part]);
      yield medianRow(`${name} on slow 4G: first contentful paint`, 's', of('paint'), '≤ 1');
      yield medianRow(`${name} on slow 4G: everything loaded`, 's', of('loaded'));
      yield { name: `${name}: layout shift (CLS), the worst`, unit: '', value: Math.max(...of('shift')), goal: '0' };
      yield medianRow(`${name}: bytes of scripts outside the page`, 'B', of('scripts'), '≤ 10000');
    }
  } finally {
    await browser.close();
    server.close();
  }
}

interface Load {
  /** In seconds, like `loaded`. */
  readonly paint: number;
  readonly loaded: number;
  /** The sum of all shifts, also while values are shown. */
  readonly shift: number;
  /** Bytes of script files, as they travelled. */
  readonly scripts: number;
}

const OBSERVED = `
  globalThis.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;
const MEASURED = `(() => {
  const [page] = performance.getEntriesByType('navigation');
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
  return {
    paint: paint.startTime / 1000,
    loaded: page.loadEventEnd / 1000,
    shift: globalThis.shift,
    scripts: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
})()`;

async function load(browser: Browser, address: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', SLOW_4G);
  await page.addInitScript(OBSERVED);
  await page.goto(address, { waitUntil: 'networkidle' });
  const slider = page.getByRole('slider').first();
  if (await slider.count()) {
    await slider.focus();
    await slider.press('ArrowLeft');
  }
  await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
  const measured = await page.evaluate<Load>(MEASURED);
  await context.close();
  return measured;
}

/** Open for two years, with as many cases, updates and hand-overs as a file may have. */
async function longCampaign(): Promise<Campaign> {
  const { slug, title } = await sampleCampaign();
  return campaignOf({
    ...{ slug, title, opensAt: isoTime(NOW - DAYS * DAY), goal: 1_000_000 },
    ...fullOfEvents({ until: NOW, days: DAYS }),
  });
}

const byDay = new Map(
  Array.from({ length: DAYS }, (_, i) => [isoTime(NOW - (DAYS - i) * DAY).slice(0, 10), 50 + ((i * 6_947) % 900)]),
);
const total = [...byDay.values()].reduce((sum, n) => sum + n, 321);
const twoYears: Published = {
  total,
  byCountry: new Map(countries.map((country, i) => [country, 20 + 10 * ((i * 7_919) % 97)])),
  byDay,
  asOf: NOW,
  every: HOUR,
};
