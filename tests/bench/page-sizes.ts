import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import { countries } from '../../functions/core/country.ts';
import type { Published } from '../../functions/core/published/rules.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { benchAssets } from './assets.ts';
import type { Row } from './row.ts';

const SAMPLE = new URL('../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);

/** The bytes before a visitor can read a page: HTML and CSS, gzipped, of a campaign signed in 200 countries. */
export async function* benchPageSizes(): AsyncGenerator<Row> {
  const campaign = await sampleCampaign();
  const app = createSiteApp(
    siteDepsOf({
      heads: async () => [campaign],
      campaign: async () => campaign,
      published: async () => busyNumbers(),
      publicUrl: 'https://petition.example.org',
      assets: benchAssets,
      clock: () => Date.parse('2026-03-01T12:00:00Z'),
    }),
  );
  const sizeOf = (name: Parameters<typeof benchAssets.href>[0]) =>
    gzipSync(benchAssets.file(benchAssets.href(name).replace('/assets/', ''))?.body ?? '').length;
  for (const path of ['/', `/campaigns/${campaign.slug}`, `/campaigns/${campaign.slug}/dashboard`]) {
    const response = await app.request(path);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    const html = gzipSync(await response.text()).length;
    yield { name: `HTML and CSS of ${path}`, unit: 'kB', value: (html + sizeOf('styles.css')) / 1_000, goal: '≤ 14' };
  }
  for (const [said, asset] of [
    ['the style sheet', 'styles.css'],
    ['the icon', 'icon.svg'],
    ['script, not needed to read or sign', 'page.js'],
    ['what solves a task, loaded with the form', 'solve.js'],
  ] as const) {
    yield { name: said, unit: 'kB', value: sizeOf(asset) / 1_000 };
  }
}

export async function sampleCampaign(): Promise<Campaign> {
  const { $schema: _, ...texts } = parseCampaignFile(await readFile(SAMPLE));
  return { ...texts, createdAt: '2026-01-01T00:00:00.000Z' };
}

/** The published numbers of a campaign that was signed from 200 countries for a month. */
export function busyNumbers(): Published {
  const byCountry = new Map(countries.slice(0, 200).map((country, i) => [country, 20 + 10 * ((i * 7919) % 500)]));
  const named = [...byCountry.values()].reduce((sum, n) => sum + n, 0);
  const day = (i: number) => isoTime(Date.parse('2026-02-01T00:00:00Z') + i * DAY).slice(0, 10);
  return {
    total: named + 4_321,
    byCountry,
    byDay: new Map(Array.from({ length: 28 }, (_, i) => [day(i), 5 + ((i * 6_947) % 9_000)])),
    asOf: Date.parse('2026-03-01T12:00:00Z'),
    every: MINUTE,
  };
}
