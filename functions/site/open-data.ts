import type * as z from 'zod/mini';
import type { Campaign } from '../core/campaigns/campaign.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import type { Counts } from '../core/counts/store.ts';
import { csvRow } from '../core/csv.ts';
import { isoTime } from '../core/running/clock.ts';
import type { campaignAnswer, countsAnswer } from './contract.ts';

export type CampaignAnswer = z.infer<typeof campaignAnswer>;
export type CountsAnswer = z.infer<typeof countsAnswer>;

/** A country with fewer signatures is not named in public (docs/decisions/005-what-public-counts-reveal.md). */
export const NAMED_FROM = 5;
export const OTHER = 'other';

/** The public data of a campaign. */
export const campaignData = (campaign: Campaign, counts: Counts, now: number): CampaignAnswer => ({
  slug: campaign.slug,
  title: campaign.title,
  demand: campaign.demand,
  targets: campaign.targets,
  cases: campaign.cases,
  goal: campaign.goal,
  opensAt: utc(campaign.opensAt),
  closesAt: campaign.closesAt === undefined ? null : utc(campaign.closesAt),
  status: campaignStatus(campaign, now),
  signatures: counts.total,
});

/**
 * The public counts of a campaign. They contain nothing of the moment of the request, so that they and their ETag change
 * exactly when the counts do: `asOf` is when the counts last changed.
 */
export const countsData = (campaign: Campaign, counts: Counts): CountsAnswer => ({
  total: counts.total,
  goal: campaign.goal,
  byCountry: namedCountries(counts.byCountry),
  byHour: [...counts.byHour]
    .map(([hour, signatures]) => ({ hour: `${hour}:00:00Z`, signatures }))
    .sort((a, b) => (a.hour < b.hour ? -1 : 1)),
  asOf: counts.changedAt ?? utc(campaign.createdAt),
});

/** The country with the most signatures comes first. Countries below the threshold come last, as one. */
function namedCountries(byCountry: ReadonlyMap<string, number>): CountsAnswer['byCountry'] {
  const all = [...byCountry].map(([country, signatures]) => ({ country, signatures }));
  const named = all.filter(({ signatures }) => signatures >= NAMED_FROM);
  const rest = all.filter(({ signatures }) => signatures < NAMED_FROM);
  named.sort((a, b) => b.signatures - a.signatures || (a.country < b.country ? -1 : 1));
  if (rest.length === 0) return named;
  return [...named, { country: OTHER, signatures: rest.reduce((sum, { signatures }) => sum + signatures, 0) }];
}

/** Organisers may write a moment with any offset. Open data has UTC. */
const utc = (moment: string): string => isoTime(Date.parse(moment));

/** The same as CSV, with a row for each number. https://www.rfc-editor.org/rfc/rfc4180 */
export function countsCsv({ total, goal, byCountry, byHour, asOf }: CountsAnswer): string {
  const rows: (string | number)[][] = [
    ['of', 'which', 'signatures'],
    ['total', asOf, total],
    ['goal', '', goal],
    ...byCountry.map(({ country, signatures }) => ['country', country, signatures]),
    ...byHour.map(({ hour, signatures }) => ['hour', hour, signatures]),
  ];
  return rows.map(csvRow).join('');
}
