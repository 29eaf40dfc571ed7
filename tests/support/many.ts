import { entryOf } from '../../functions/core/overview/entry.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { type CampaignChanges, campaignOf } from './campaign.ts';
import { publishedOf } from './published.ts';
import { siteDepsOf } from './site-deps.ts';

export const NOW = Date.parse('2026-03-10T12:30:00Z');

/**
 * The site with many campaigns, without tables, and which of them it read.
 * @param days how many days of each campaign moved its total. @param changes of each campaign.
 */
export function siteWithMany(
  count: number,
  { days = 2, changes = {} }: { days?: number; changes?: CampaignChanges } = {},
) {
  const campaigns = Array.from({ length: count }, (_, i) =>
    campaignOf({
      slug: `campaign-${String(i).padStart(5, '0')}`,
      title: `Free the people of case ${i}`,
      opensAt: new Date(Date.parse('2025-01-01T00:00:00Z') + (i % 97) * 3_600_000).toISOString(),
      cases: [{ name: `Person ${i}`, status: 'detained', charge: 'Writing, “=and” saying', detainedOn: '2024' }],
      ...changes,
    }),
  );
  const time = { now: NOW };
  const byDay = Object.fromEntries(
    Array.from({ length: days }, (_, i) => [new Date(NOW - (i + 2) * 86_400_000).toISOString().slice(0, 10), 7]),
  );
  const published = publishedOf({ total: days * 7, asOf: NOW - 3_600_000, byCountry: { AZ: 10 }, byDay });
  const entries = campaigns.map((campaign) => entryOf(campaign, published, NOW));
  const bySlug = new Map(campaigns.map((campaign) => [campaign.slug, campaign]));
  const read: string[] = [];
  const deps = siteDepsOf({
    overview: async () => ({ entries, checkedAt: time.now }),
    campaign: async (slug) => bySlug.get(slug),
    published: async (slug) => {
      read.push(slug);
      return published;
    },
    clock: () => time.now,
    publicUrl: 'https://amparo.example',
  });
  const app = createSiteApp(deps);
  return { app, entries, read, time, get: async (path: string) => app.request(path) };
}

/** The address in the Link header that leads to the next page, if there is one. */
export const nextIn = ({ headers }: Response): string | undefined =>
  /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

/** All pages from an address on, in their order. */
export async function pagesFrom(get: (path: string) => Promise<Response>, path: string): Promise<Response[]> {
  const pages: Response[] = [];
  for (let next: string | undefined = path; next !== undefined; next = nextIn(pages.at(-1) as Response))
    pages.push(await get(next));
  return pages;
}
