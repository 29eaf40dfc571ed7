import type * as z from 'zod/mini';
import type { Campaign } from '../core/campaigns/campaign.ts';
import { caseIds } from '../core/campaigns/case-ids.ts';
import { languagesOf, type Translation } from '../core/campaigns/in-language.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import type { Texts } from '../core/campaigns/translations.ts';
import { entriesByName, type WordedList, wordedPage as worded } from '../core/campaigns/worded.ts';
import { csvRow } from '../core/csv.ts';
import type { Published } from '../core/published/state.ts';
import { isoTime } from '../core/running/clock.ts';
import { written } from '../ui/messages/numbers.ts';
import type { campaignAnswer, countsAnswer, spokenCountsAnswer } from './contract.ts';
import type { Found } from './find.ts';
import { mayChangeAt, mayMoveAt } from './freshness.ts';

export type CampaignAnswer = z.infer<typeof campaignAnswer>;
export type CountsAnswer = z.infer<typeof countsAnswer>;

/** All countries that are not named, as one. */
export const OTHER = 'other';

/** The public data of a campaign. */
export const campaignData = ({ campaign, published }: Found, now: number): CampaignAnswer => ({
  slug: campaign.slug,
  title: campaign.title,
  demand: campaign.demand,
  language: campaign.translatedTo ?? campaign.language,
  languages: languagesOf(campaign),
  // The table keeps no order of these fields, and the ETag must not change by it.
  targets: campaign.targets.map(({ name, role, country }) => ({ name, role, country })),
  cases: identified(campaign).map(
    ({ id, name, people, work, detainedOn, charge, sentence, status, history, story }) => ({
      ...{ id, name, people, work, detainedOn, charge, sentence, status },
      history: history?.map((event) => ({ status: event.status, on: event.on, note: event.note })),
      story,
    }),
  ),
  goal: campaign.goal,
  opensAt: utc(campaign.opensAt),
  closesAt: campaign.closesAt === undefined ? null : utc(campaign.closesAt),
  status: campaignStatus(campaign, now),
  won: campaign.won ? { on: campaign.won.on, words: campaign.won.words } : null,
  handedOver: campaign.handedOver.map(({ on, to, answer }) => ({ on, to, answer })),
  signatures: published.total,
  nextAt: isoTime(mayChangeAt(campaign, published, now)),
});

/**
 * The public data of a campaign with its texts in all languages.
 * @param found in the original language. @param spoken the same in the language that is asked for.
 */
export const spokenData = (
  found: Found,
  spoken: Found,
  translations: readonly Translation[],
  now: number,
): CampaignAnswer & { texts: Record<string, Texts> } => ({
  ...campaignData(spoken, now),
  texts: Object.fromEntries(translations.map(({ language, texts }) => [language, named(found.campaign, texts)])),
});

/**
 * The texts of a translation with the names that open data has. In the file, a case without an id goes by its name: here all of them have ids.
 * And an update is the first of its moment if those before it are not public.
 */
function named({ slug, cases, updates }: Campaign, texts: Texts): Texts {
  const moments = updates.map(({ at }) => ({ at }));
  return {
    ...texts,
    ...renamed(texts, 'cases', namesOf(cases, worded.cases), caseIds(slug, cases)),
    ...renamed(texts, 'updates', namesOf(updates, worded.updates), namesOf(moments, worded.updates)),
  };
}

const namesOf = (entries: readonly object[], { keyOf }: WordedList): string[] => [
  ...entriesByName(entries, keyOf).keys(),
];

function renamed(texts: Texts, field: string, before: readonly string[], names: readonly string[]): Texts {
  const entries = texts[field];
  if (typeof entries !== 'object') return {};
  const after = Object.entries(entries).map(([name, one]) => [names[before.indexOf(name)] ?? name, one] as const);
  return { [field]: Object.fromEntries(after) };
}

/** Its cases, each with the id of its page. */
function identified({ slug, cases }: Pick<Campaign, 'slug' | 'cases'>) {
  const ids = caseIds(slug, cases);
  return cases.map((one, i) => ({ ...one, id: ids[i] ?? '' }));
}

/** The published numbers of a campaign. They and their ETag stay the same until a number may move. */
export const countsData = ({ campaign, published }: Found, now: number): CountsAnswer => ({
  total: published.total,
  goal: campaign.goal,
  byCountry: byCountryOf(published),
  byDay: byDayOf(published),
  asOf: isoTime(published.asOf),
  nextAt: isoTime(mayMoveAt(campaign, published, now)),
});

/** The same with the total in words, for scripts in pages. */
export const spokenCounts = (found: Found, now: number): z.infer<typeof spokenCountsAnswer> => ({
  ...countsData(found, now),
  written: written(found.published.total),
});

/** The countries that are named, largest first, then all others as one. */
export function byCountryOf({ total, byCountry }: Published): CountsAnswer['byCountry'] {
  const named = [...byCountry]
    .map(([country, signatures]) => ({ country, signatures }))
    .sort((a, b) => b.signatures - a.signatures || (a.country < b.country ? -1 : 1));
  const others = total - named.reduce((sum, { signatures }) => sum + signatures, 0);
  return others > 0 ? [...named, { country: OTHER, signatures: others }] : named;
}

/** By how much the total grew on each day that is over, in their order. */
export const byDayOf = ({ byDay }: Published): CountsAnswer['byDay'] =>
  [...byDay].map(([day, signatures]) => ({ day, signatures })).sort((a, b) => (a.day < b.day ? -1 : 1));

/** Organisers may write a moment with any offset. Open data has UTC. */
const utc = (moment: string): string => isoTime(Date.parse(moment));

/** The same as CSV, with a row for each number. https://www.rfc-editor.org/rfc/rfc4180 */
export function countsCsv({ total, goal, byCountry, byDay, asOf }: CountsAnswer): string {
  const rows: (string | number)[][] = [
    ['of', 'which', 'signatures'],
    ['total', asOf, total],
    ['goal', '', goal],
    ...byCountry.map(({ country, signatures }) => ['country', country, signatures]),
    ...byDay.map(({ day, signatures }) => ['day', day, signatures]),
  ];
  return rows.map((row) => csvRow(row)).join('');
}
