/** What a person may be in one campaign. `rights.ts` says what each may do. */
export const campaignRoles = ['owner', 'editor', 'moderator', 'exporter', 'viewer'] as const;
export type CampaignRole = (typeof campaignRoles)[number];

export const isCampaignRole = (word: string): word is CampaignRole =>
  (campaignRoles as readonly string[]).includes(word);
