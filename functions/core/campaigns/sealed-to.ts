import * as z from 'zod/mini';
import type { CampaignHead } from './campaign.ts';

/**
 * The age public keys that a deployment trusts. The owner of a private key can open everything that is sealed to its
 * public key.
 */
export interface DeployedKeys {
  /** The keys of the group, for campaigns that name none. */
  readonly publicKeys: readonly string[];
  /** Further keys that campaigns may name. `any` on one machine. */
  readonly campaignPublicKeys: 'any' | readonly string[];
}

const keysOf = (list: string): string[] => list.split(',').flatMap((key) => key.trim() || []);

/** `publicKeys` as a setting: age public keys, separated by commas. */
export const publicKeys = z.pipe(z._default(z.string(), ''), z.transform(keysOf));

/** `campaignPublicKeys` as a setting: the same, or `any`. */
export const campaignPublicKeys = z.pipe(
  z._default(z.string(), ''),
  z.transform((list) => (list === 'any' ? ('any' as const) : keysOf(list))),
);

/**
 * The keys to which a campaign's identities are sealed. A person who may write campaigns could name a key of their own,
 * and read from then on who signs. So a key is used only if it was deployed.
 * @returns no key if the campaign names one that was not deployed.
 */
export function sealedTo(
  { recipients }: Pick<CampaignHead, 'recipients'>,
  { publicKeys: ofGroup, campaignPublicKeys: ofCampaigns }: DeployedKeys,
): readonly string[] {
  if (recipients.length === 0) return ofGroup;
  const isDeployed = (key: string) => ofCampaigns === 'any' || ofGroup.includes(key) || ofCampaigns.includes(key);
  return recipients.every(isDeployed) ? recipients : [];
}
