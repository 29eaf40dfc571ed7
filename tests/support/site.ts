import { afterAll } from 'vitest';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { type SiteDeps, siteReads } from '../../functions/site/deps.ts';
import type { SignatureChange } from '../../functions/tally/steps.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { buildTestAssets } from './assets.ts';
import { campaignOf } from './campaign.ts';
import { approveAll } from './names.ts';
import { type Numbers, publishNumbers } from './published.ts';
import { siteDepsOf } from './site-deps.ts';
import { freshTables } from './tables.ts';

export const NOW = Date.parse('2026-03-10T12:30:00Z');
export const PUBLIC_URL = 'https://amparo.example';

/** The site function on real tables, with the assets as they are built for production. */
export async function startSite(faults: Partial<SiteDeps> = {}) {
  const { assets, remove } = await buildTestAssets();
  afterAll(remove);
  const { Campaigns: campaigns, Counts: counts } = await freshTables();
  const time = { now: NOW };
  const clock = () => time.now;
  const logged: string[] = [];
  const log = { info: () => undefined, error: (event: string) => void logged.push(event) };
  const reads = siteReads({ campaigns, counts }, clock);
  const app = createSiteApp(siteDepsOf({ ...reads, publicUrl: PUBLIC_URL, assets, clock, log, ...faults }));
  return {
    app,
    assets,
    time,
    logged,
    campaigns,
    counts,
    put: (file: Partial<CampaignFile> & { slug: string }) => putCampaign(campaigns, campaign(file)),
    /** Counts at a moment what the stream of Signatures would tell. */
    tally: (changes: readonly SignatureChange[]) => tallyBatch({ counts, clock, log }, 'lane', changes),
    /** Approves the names that wait, as an organiser does. */
    approveNames: (slug: string) => approveAll({ campaigns, counts }, slug),
    /** Shows approved names, as publishing does at the end of a day. */
    drawNames: (slug: string) => drawNames(counts, { campaign: slug, at: time.now }),
    publish: (slug: string, numbers: Numbers) => publishNumbers(counts, slug, { asOf: time.now, ...numbers }),
    get: async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers }),
    page: async (path: string) => app.request(path, { headers: { accept: 'text/html' } }),
    json: async (path: string) => (await app.request(path)).json(),
  };
}

const campaign = (file: Partial<CampaignFile> & { slug: string }) =>
  campaignOf({
    goal: 1_000,
    opensAt: '2026-01-01T01:00:00+01:00',
    targets: [{ name: 'The government', country: 'AZ' }],
    ...file,
  });
