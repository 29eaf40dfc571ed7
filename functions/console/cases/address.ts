/** The page of a case in the console. */
export const caseAt = (id: string): string => `/organise/cases/${id}`;

/** All versions of a case, page by page. */
export const caseVersionsAt = (id: string): string => `${caseAt(id)}/versions`;

/** The page on which a case is made for a campaign. */
export const newCaseFor = (slug: string): string => `/organise/cases/new?${new URLSearchParams({ campaign: slug })}`;

/** The page on which a campaign gets a case that is there. */
export const addCaseAt = (slug: string): string => `/organise/campaigns/${slug}/cases/add`;

/** The form of an update about a case of a campaign. */
export const newUpdateAbout = (slug: string, id: string): string =>
  `/organise/campaigns/${slug}/updates/new?${new URLSearchParams({ about: id })}`;
