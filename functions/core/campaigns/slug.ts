/** Small letters and digits, with single hyphens between them. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Lengths in characters. */
export const SLUG_LENGTH = { min: 3, max: 64 };

/** Whether a campaign may have this address. Apart from the schema of campaigns, which the hot path does without. */
export const isSlug = (text: string): boolean =>
  text.length >= SLUG_LENGTH.min && text.length <= SLUG_LENGTH.max && slugPattern.test(text);
