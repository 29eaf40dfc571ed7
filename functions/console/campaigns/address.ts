/** The page of a campaign in the console. */
export const campaignAt = (slug: string): string => `/organise/campaigns/${slug}`;

/** The list of the updates of a campaign. */
export const updatesAt = (slug: string): string => `${campaignAt(slug)}/updates`;

/** The pages of a campaign to which a section leads back, beside its own. An address only names one of them. */
const backs = ['open'] as const;
export type Back = (typeof backs)[number] | undefined;

export const backIn = (asked: string | undefined): Back => backs.find((one) => one === asked);

/** Where somebody goes on after a section. */
export const backAt = (slug: string, back: Back): string =>
  back === undefined ? campaignAt(slug) : `${campaignAt(slug)}/${back}`;

/** An address that says where its page leads back to. */
export const withBack = (at: string, back: Back): string =>
  back === undefined ? at : `${at}${at.includes('?') ? '&' : '?'}back=${back}`;

/** The page on which a section of a campaign is written. */
export const sectionAt = (slug: string, section: string, back?: Back): string =>
  withBack(`${campaignAt(slug)}/edit/${section}`, back);
