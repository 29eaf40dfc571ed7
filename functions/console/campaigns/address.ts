/** The page of a campaign in the console. */
export const campaignAt = (slug: string): string => `/organise/campaigns/${slug}`;

/** The page on which a section of a campaign is written. */
export const sectionAt = (slug: string, section: string): string => `${campaignAt(slug)}/edit/${section}`;
