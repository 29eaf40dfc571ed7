/** What has become of a prisoner. Apart from the schema of campaigns, which pages do without. */
export const caseStatuses = ['detained', 'released', 'died'] as const;
