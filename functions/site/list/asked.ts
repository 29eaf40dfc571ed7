import { caseStatuses } from '../../core/campaigns/values.ts';
import { isCountry } from '../../core/country.ts';
import { MOST_SEARCHED } from '../../core/overview/bounds.ts';
import { type CampaignSort, campaignSorts, type ListStatus, listStatuses } from '../../core/overview/choose.ts';
import { type PeopleSort, peopleSorts } from '../../core/overview/choose-people.ts';
import type { Asked } from '../views.ts';

/** What the address of a list asks for. What no list knows is left out, and the page says so (`misread.tsx`). */
export interface ListAsked<Status extends string = string, Sort extends string = string> {
  readonly q?: string | undefined;
  readonly status?: Status | undefined;
  readonly country?: string | undefined;
  readonly sort?: Sort | undefined;
  /** From 1. */
  readonly page: number;
}

export type CampaignsAsked = ListAsked<ListStatus, CampaignSort>;
export type PeopleAsked = ListAsked<(typeof caseStatuses)[number], PeopleSort>;

export const campaignsAsked = (asked: Asked): CampaignsAsked => askedOf(asked, listStatuses, campaignSorts);
export const peopleAsked = (asked: Asked): PeopleAsked => askedOf(asked, caseStatuses, peopleSorts);

function askedOf<Status extends string, Sort extends string>(
  { q, status, country, sort, page }: Asked,
  statuses: readonly Status[],
  sorts: readonly Sort[],
): ListAsked<Status, Sort> {
  // A cut may leave half of a letter.
  const text = q
    ?.trim()
    .slice(0, MOST_SEARCHED)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
  const code = country?.toUpperCase();
  return {
    q: text === '' ? undefined : text,
    status: statuses.find((one) => one === status),
    country: code !== undefined && isCountry(code) ? code : undefined,
    sort: sorts.find((one) => one === sort),
    page: /^[1-9]\d{0,4}$/.test(page ?? '') ? Number(page) : 1,
  };
}

/** Whether a page shows less than all, or in another order. */
export const isChosen = ({ q, status, country, sort }: ListAsked): boolean =>
  [q, status, country, sort].some((one) => one !== undefined);

/** The one address of a list that was asked for. Each parameter has its place, so that one list has one address. */
export function addressOf(path: string, { q, status, country, sort, page }: ListAsked): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, status, country, sort })) if (value) query.set(name, value);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** So many cards with pictures fit into 14 kB, also in scripts that compress badly. They fill two and three columns. */
export const PAGE_SIZE = 12;

/** One page of a list. A page beyond the last is the last. */
export function pageOf<One>(all: readonly One[], page: number): { shown: One[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const at = Math.min(page, pages);
  return { shown: all.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE), page: at, pages };
}
