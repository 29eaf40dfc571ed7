import * as z from 'zod/mini';
import type { CampaignHead } from './campaign.ts';

/** The age public keys that a deployment knows. */
export interface TrustedRecipients {
  /** Those of the group, for campaigns that name none. */
  readonly recipients: readonly string[];
  /** What campaigns may name besides; `any` on one machine. */
  readonly campaignRecipients: 'any' | readonly string[];
}

const keysOf = (list: string): string[] => list.split(',').flatMap((key) => key.trim() || []);

/** `TrustedRecipients.recipients` as a function's setting: age public keys, separated by commas. */
export const recipients = z.pipe(z._default(z.string(), ''), z.transform(keysOf));

/** `TrustedRecipients.campaignRecipients` as a function's setting: the same, or `any`. */
export const campaignRecipients = z.pipe(
  z._default(z.string(), ''),
  z.transform((list) => (list === 'any' ? ('any' as const) : keysOf(list))),
);

/**
 * The keys to which a campaign's identities are sealed. Whoever may write campaigns could name a key of their own there, and
 * read from then on who signs: so a key counts only if it was deployed.
 * @returns none if the campaign names a key that was not.
 */
export function sealedTo(
  { recipients: named }: Pick<CampaignHead, 'recipients'>,
  trusted: TrustedRecipients,
): readonly string[] {
  if (named.length === 0) return trusted.recipients;
  const isTrusted = (key: string) =>
    trusted.campaignRecipients === 'any' ||
    trusted.recipients.includes(key) ||
    trusted.campaignRecipients.includes(key);
  return named.every(isTrusted) ? named : [];
}
