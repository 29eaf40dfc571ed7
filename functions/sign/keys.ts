import type { KeyObject } from 'node:crypto';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { KEY_LEAD, type Keyring, parseKeyring } from '../core/keys/keyring.ts';
import { Problem } from '../core/problem.ts';
import { parseEdgeKeys } from '../http/edge.ts';
import { HttpProblem } from '../http/problems.ts';

/** The secrets of the sign function. Each is a key ring (`core/keys/keyring`), except that of the edge (`edge.ts`). */
export interface SignSecrets {
  readonly pepper: string;
  readonly token: string;
  readonly mail: string;
  readonly edge?: string | undefined;
}

/** The keys of the sign function, as they were at one moment. */
export interface SignKeys {
  /** Seals the tokens in links. */
  readonly token: Keyring;
  readonly pepper: Keyring;
  /** Made of the pepper's secrets. Hashes addresses and networks for the limits. */
  readonly limit: Keyring;
  /** Made of the token's secrets. Signs challenges. */
  readonly proof: Keyring;
  /** Made of the token's secrets. Orders attempts and withdrawals of an hour (`core/signatures/order`). */
  readonly order: Keyring;
  /** Made of the token's secrets. Seals the address that the page after a form shows (`typed-address.ts`). */
  readonly typed: Keyring;
  /** Seals the mails in the queue. */
  readonly mail: Keyring;
  /** The edge may send any of these. Empty where there is no edge. */
  readonly edge: readonly string[];
  /** When they were read, in milliseconds since the epoch. */
  readonly readAt: number;
}

/** @throws {Error} if a secret is not a key ring. The message contains nothing of the secret. */
export const parseSignKeys = (secrets: SignSecrets, readAt: number): SignKeys => ({
  token: parseKeyring(secrets.token, 'link-token'),
  pepper: parseKeyring(secrets.pepper, 'signer-hash'),
  limit: parseKeyring(secrets.pepper, 'limit'),
  proof: parseKeyring(secrets.token, 'proof'),
  order: parseKeyring(secrets.token, 'withdrawal-order'),
  typed: parseKeyring(secrets.token, 'typed-address'),
  mail: parseKeyring(secrets.mail, 'queued-mail'),
  edge: secrets.edge === undefined ? [] : parseEdgeKeys(secrets.edge),
  readAt,
});

/**
 * The pepper of a campaign. It is the one that was current when the campaign was made, and never changes: with another
 * pepper its signers could sign twice.
 * @throws {Problem} `campaign-closed` if that pepper is gone.
 * @throws {HttpProblem} `unavailable` if these keys are so old that a newer pepper may have begun before the campaign.
 */
export function pepperOf({ pepper, readAt }: SignKeys, { slug, createdAt }: CampaignHead, now: number): KeyObject {
  const made = Date.parse(createdAt);
  if (Math.min(made, now) >= readAt + KEY_LEAD) throw new HttpProblem('unavailable');
  const key = pepper.keyAt(made);
  if (!key) throw new Problem('campaign-closed', { campaign: slug });
  return key;
}
