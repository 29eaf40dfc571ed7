/**
 * Values of a campaign that pages, open data and the hot path check without the schema of campaigns. The schema would
 * bring all of zod's checks into their bundles.
 */

/** Small letters and digits, with single hyphens between them. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Lengths in characters. */
export const SLUG_LENGTH = { min: 3, max: 64 };

/** Whether a text has the form of a campaign's slug. */
export const isSlug = (text: string): boolean =>
  text.length >= SLUG_LENGTH.min && text.length <= SLUG_LENGTH.max && slugPattern.test(text);

/** How many entries the lists of a campaign can have. */
export const MOST_IN = {
  ...{ targets: 20, cases: 60, updates: 15, references: 20, handedOver: 5 },
  ...{ sources: 20, related: 5, recipients: 3 },
} as const;

/** Who can see a campaign. */
export const visibilities = ['draft', 'unlisted', 'public'] as const;

/** The status of a prisoner. */
export const caseStatuses = ['detained', 'released', 'died'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

const EMAIL = /^[^\s<>@"\\,;:()[\]]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/i;

/** Whether the contact of a group is an e-mail address, and not a page. */
export const isEmail = (contact: string): boolean => EMAIL.test(contact);

/** The source of everybody who came by no link of the campaign that has a name. */
export const NO_SOURCE = 'other';
