/** The page of a case in the console. */
export const caseAt = (id: string): string => `/organise/cases/${id}`;

/** The page on which a campaign gets a case that is there. */
export const addCaseAt = (slug: string): string => `/organise/campaigns/${slug}/cases/add`;
