import type { CampaignHead } from './campaign.ts';

/** The age public keys that a deployment knows. */
export interface TrustedRecipients {
  /** Those of the group, for campaigns that name none. */
  readonly recipients: readonly string[];
  /** What campaigns may name besides; `any` on one machine. */
  readonly campaignRecipients: 'any' | readonly string[];
}

/**
 * The keys to which a campaign's identities are sealed. Whoever may write campaigns could name a key of their own there, and
 * read from then on who signs: so a key counts only if it was deployed.
 * @returns none if the campaign names a key that was not.
 */
export function sealedTo(
  { recipients: named }: Pick<CampaignHead, 'recipients'>,
  { recipients, campaignRecipients }: TrustedRecipients,
): readonly string[] {
  if (named.length === 0) return recipients;
  const isTrusted = (key: string) =>
    campaignRecipients === 'any' || recipients.includes(key) || campaignRecipients.includes(key);
  return named.every(isTrusted) ? named : [];
}
