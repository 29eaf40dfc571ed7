import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { brotli, busyNumbers, sampleCampaign } from '../bench/page-sizes.ts';
import { buildTestAssets } from '../support/assets.ts';
import { campaignOf } from '../support/campaign.ts';
import { fullOfEvents } from '../support/full-campaign.ts';
import { everyLanguage } from '../support/languages.ts';
import { publishedOf } from '../support/published.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { speaking } from '../support/speaking.ts';

/**
 * Bytes, gzipped, of the page of a campaign with all that is in it: what the first round trip carries, in every language
 * (docs/decisions/050-what-fits-into-the-first-round-trip.md).
 */
const MOST_OF_A_CAMPAIGN = 14_000;
/** Of the same page of a campaign, as CloudFront sends it to a browser that takes Brotli: every one of today. */
const MOST_AS_BROTLI = 12_750;
const MOST_OF_A_LIST = 14_000;
/** Also of the largest dashboard that there can be. */
const MOST_OF_A_DASHBOARD = 30_000;

speaking(USUAL_LANGUAGES);
const { assets, remove } = await buildTestAssets();
afterAll(remove);
const NOW = Date.parse('2026-03-01T12:00:00Z');
const around = { publicUrl: 'https://petition.example.org', assets, clock: () => NOW };

const campaign = await sampleCampaign();
const site = createSiteApp(
  siteDepsOf({ ...around, campaign: async () => campaign, published: async () => busyNumbers() }),
);
const full = { ...campaignOf(), goal: 20_000_000, ...fullOfEvents({ until: NOW, days: 3_650 }) };
const days = Array.from({ length: 3_650 }, (_, i) => [isoTime(NOW - (i + 1) * DAY).slice(0, 10), 1 + ((i * i) % 97)]);
const fullSite = createSiteApp(
  siteDepsOf({
    ...around,
    campaign: async () => full,
    published: async () =>
      publishedOf({
        total: 10_000_000,
        byCountry: Object.fromEntries(countries.map((country, i) => [country, 20 + 10 * ((i * i) % 4_999)])),
        byDay: Object.fromEntries(days),
        asOf: NOW,
      }),
  }),
);

async function bytesOf(app: typeof site, language: string, path: string) {
  const answer = await app.request(`/${language}${path}`);
  const html = await answer.text();
  expect([path, answer.status, html.match(/<html lang="([^"]*)"/)?.[1]]).toEqual([path, 200, language]);
  return { gzip: gzipSync(html).length, brotli: brotli(html) };
}

describe.each(everyLanguage)('in %s, with six more to choose from', (language) => {
  const isUsual = USUAL_LANGUAGES.includes(language);
  beforeAll(() => speak(isUsual ? USUAL_LANGUAGES : [language, ...USUAL_LANGUAGES.slice(1)], readWithPseudo));
  const path = `/campaigns/${campaign.slug}`;

  it('keeps the list, and the page of a campaign with all that is in it, within one round trip', async () => {
    expect((await bytesOf(site, language, '/')).gzip).toBeLessThanOrEqual(MOST_OF_A_LIST);
    const bytes = await bytesOf(site, language, path);
    expect(bytes.gzip).toBeLessThanOrEqual(MOST_OF_A_CAMPAIGN);
    expect(bytes.brotli).toBeLessThanOrEqual(MOST_AS_BROTLI);
  });

  it('keeps the dashboard of a campaign that was signed in 200 countries within 30 kB', async () => {
    expect((await bytesOf(site, language, `${path}/dashboard`)).gzip).toBeLessThanOrEqual(MOST_OF_A_DASHBOARD);
  });

  it('keeps a dashboard of 249 countries, ten years of days, 60 cases and 15 updates within that', async () => {
    expect((await bytesOf(fullSite, language, `/campaigns/${full.slug}/dashboard`)).gzip).toBeLessThanOrEqual(
      MOST_OF_A_DASHBOARD,
    );
  });
});
