import type { OpenedTo } from '../../core/campaigns/turns.ts';

/** The page of a campaign in the console. */
export const campaignAt = (slug: string): string => `/organise/campaigns/${slug}`;

/** To whom a draft can be opened. */
export const openedTo = ['public', 'unlisted'] as const satisfies readonly OpenedTo[];

/** The page that asks before a draft opens. */
export const openingAt = (slug: string, to: OpenedTo): string => `${campaignAt(slug)}/open?to=${to}`;

/** An address with one more thing to say. */
export const withQuery = (at: string, query: string): string => `${at}${at.includes('?') ? '&' : '?'}${query}`;

/** The list of the updates of a campaign. */
export const updatesAt = (slug: string): string => `${campaignAt(slug)}/updates`;

/** The pages of a campaign to which a section leads back, beside its own. An address only names one of them. */
const backs = ['open', 'open-unlisted'] as const;
export type Back = (typeof backs)[number] | undefined;

export const backIn = (asked: string | undefined): Back => backs.find((one) => one === asked);

/** Where somebody goes on after a section. */
export function backAt(slug: string, back: Back): string {
  if (back === 'open-unlisted') return openingAt(slug, 'unlisted');
  return back === undefined ? campaignAt(slug) : `${campaignAt(slug)}/${back}`;
}

/** The way back to the page that asks before a draft opens. */
export const backToOpening = (to: OpenedTo): Back => (to === 'public' ? 'open' : 'open-unlisted');

/** An address that says where its page leads back to. */
export const withBack = (at: string, back: Back): string => (back === undefined ? at : withQuery(at, `back=${back}`));

/** The page on which a section of a campaign is written. */
export const sectionAt = (slug: string, section: string, back?: Back): string =>
  withBack(`${campaignAt(slug)}/edit/${section}`, back);
