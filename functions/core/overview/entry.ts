import type { Campaign, CampaignHead } from '../campaigns/campaign.ts';
import type { CaseEvent, PrisonerCase } from '../campaigns/case.ts';
import { caseIds } from '../campaigns/case-ids.ts';
import type { Picture } from '../campaigns/picture.ts';
import type { Published } from '../published/state.ts';
import { DAY, dayName, dayOf } from '../running/clock.ts';
import { spreadDays } from './spread.ts';

/**
 * The overview: what lists, searches, feeds and sums need of each listed campaign, so that a page over all campaigns does not
 * read each of them. It has published texts and numbers alone.
 */
export interface Overview {
  /** In no order. The same array as long as no entry has changed. */
  readonly entries: readonly Entry[];
  /** When they were last compared with campaigns and published numbers, in milliseconds since the epoch. */
  readonly checkedAt: number;
}

/** A campaign in the overview: a listed one, or for organisers alone also one that lists do not show. */
export interface Entry
  extends Pick<
    CampaignHead,
    | 'slug'
    | 'language'
    | 'title'
    | 'summary'
    | 'country'
    | 'goal'
    | 'opensAt'
    | 'closesAt'
    | 'timeZone'
    | 'createdAt'
    | 'won'
    | 'publish'
    | 'picture'
    | 'pausedAt'
    | 'archivedAt'
    | 'visibility'
  > {
  /** Who asks, if it is not the group of the installation. */
  readonly group?: string | undefined;
  readonly targets: readonly { readonly name: string; readonly country?: string | undefined }[];
  readonly cases: readonly CaseEntry[];
  readonly handedOver: readonly string[];
  /** Its titles in further languages. The other texts of a translation are with the campaign (`spoken.ts`). */
  readonly translations?: Readonly<Record<string, { readonly title: string }>> | undefined;
  readonly numbers: EntryNumbers;
}

/** A prisoner for whom a campaign speaks, without the story. */
export interface CaseEntry {
  /** The same in each campaign that speaks for this person: `/cases/{id}`. */
  readonly id: string;
  /** Its campaign was last written without ids, so that this case is no thing of its own yet: it has no row (`case-index.ts`). */
  readonly isPart?: true;
  readonly name: string;
  readonly people: number;
  readonly work?: string | undefined;
  readonly detainedOn?: string | undefined;
  readonly charge?: string | undefined;
  readonly sentence?: string | undefined;
  readonly status: PrisonerCase['status'];
  readonly history: readonly CaseEvent[];
  readonly picture?: Picture | undefined;
}

/** The published numbers of a campaign, as lists need them. */
export interface EntryNumbers {
  readonly total: number;
  /** When a number last moved, and how often one may move: as in `Published`, in milliseconds. */
  readonly asOf: number;
  readonly every: number;
  /** How many countries have a number. */
  readonly countries: number;
  /** The first day that is over and has a number: `2026-11-24`. Undefined before there is one. */
  readonly firstDay?: string | undefined;
  /** The last of the days in `lately`: `2026-11-24`. */
  readonly lastDay: string;
  /** By how much the total grew on each of the last 28 days that were over, the oldest first (`spreadDays`). */
  readonly lately: readonly number[];
}

export const DAYS_LATELY = 28;

/** @param now in milliseconds since the epoch. */
export const entryOf = (campaign: Campaign, published: Published, now: number): Entry => ({
  ...textsOf(campaign),
  numbers: numbersOf(campaign, published, now),
});

/** @param campaign as it is stored: without the group of the installation. */
export function textsOf(campaign: Campaign): Omit<Entry, 'numbers'> {
  const { slug, language, title, summary, country, goal, opensAt, closesAt, timeZone, createdAt, won, publish } =
    campaign;
  return {
    ...{ slug, language, title, summary, country, goal, opensAt, closesAt, timeZone, createdAt, won, publish },
    picture: campaign.picture,
    ...{ pausedAt: campaign.pausedAt, archivedAt: campaign.archivedAt, visibility: campaign.visibility },
    group: campaign.group?.name,
    targets: campaign.targets.map(({ name, country }) => ({ name, country })),
    cases: caseIds(slug, campaign.cases).map((id, i) => caseEntry(id, campaign.cases[i] as PrisonerCase)),
    handedOver: campaign.handedOver.map(({ on }) => on),
    ...(campaign.translations && { translations: titlesOf(campaign.translations) }),
  };
}

const titlesOf = (translations: NonNullable<Campaign['translations']>): Entry['translations'] =>
  Object.fromEntries(Object.entries(translations).map(([language, { title }]) => [language, { title: String(title) }]));

export function numbersOf(
  campaign: Pick<CampaignHead, 'publish' | 'opensAt'>,
  { total, asOf, every, byDay, byCountry }: Published,
  now: number,
): EntryNumbers {
  const lately = spreadDays(campaign, byDay, { from: dayOf(now) - DAYS_LATELY * DAY, length: DAYS_LATELY });
  const firstDay = [...byDay.keys()].sort()[0];
  return { total, asOf, every, countries: byCountry.size, firstDay, lastDay: dayName(dayOf(now) - DAY), lately };
}

function caseEntry(id: string, one: PrisonerCase): CaseEntry {
  const { name, people, work, detainedOn, charge, sentence, status, history = [], picture } = one;
  const isPart = one.id === undefined && ({ isPart: true } as const);
  return { id, ...isPart, name, people, work, detainedOn, charge, sentence, status, history, picture };
}
