import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import { domainOf, type NormalisedAddress, parseAddress } from '../address.ts';
import { type Keyring, parseKeyring } from '../keys/keyring.ts';
import { IDENTITY_SIZES, padded } from '../keys/padding.ts';
import { openToken, sealToken } from '../keys/token.ts';
import { NOT_IN_LINE } from '../typed/not-in-line.ts';
import type { CampaignRole } from './roles.ts';

/** The keys of the table of organisers, made from one ring. */
export interface OrganiserKeys {
  /** Seals addresses and names. */
  readonly seal: Keyring;
  /**
   * Hashes addresses, subjects and ids of pictures, and makes a key of each account. It is the first key of the ring, and stays the same when a
   * key is added.
   */
  readonly hash: KeyObject;
}

/** @throws {Error} that says what is wrong with the ring, without quoting a secret. */
export function organiserKeys(ring: string): OrganiserKeys {
  const hash = parseKeyring(ring, 'organiser-address').keyAt(Number.NEGATIVE_INFINITY);
  if (!hash) throw new Error('The ring of organisers has lost its first key');
  return { seal: parseKeyring(ring, 'organiser'), hash };
}

/** An organiser, as the table has them. Address and name are sealed, since both are personal data. */
export interface Account {
  /** `org_` and 16 letters and digits. Logs and the audit trail name an organiser by it. */
  readonly id: string;
  /** `{address, name?}`, sealed. */
  readonly sealed: string;
  /** Finds the account of an address. */
  readonly addressHash: string;
  /** Finds the account of a sign-in: a hash of issuer and subject. Undefined until the first one. */
  readonly subjectHash?: string | undefined;
  /**
   * Hashes of sign-ins that were this person's before they were invited again, where the group's sign-in has forgotten them: a lost phone,
   * say. No invitation binds one again.
   */
  readonly formerSubjects?: readonly string[] | undefined;
  readonly isAdmin: boolean;
  readonly campaigns: Readonly<Record<string, CampaignRole>>;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Until when the first sign-in must happen (milliseconds since the epoch). Undefined after it, or if there is no limit. */
  readonly invitedUntil?: number | undefined;
  /** The day, in UTC, of the last request. */
  readonly lastSeenDay?: string | undefined;
  /** Sessions and tokens of an earlier generation have ended. */
  readonly generation: number;
  /** How often somebody has decided what this person may do. Undefined: it was written before this was counted. */
  readonly revision?: number | undefined;
  /** What was sent to invite them last, and when (milliseconds since the epoch), if it could be sent twice (docs/decisions/062). */
  readonly invitedBy?: { readonly madeBy: string; readonly at: number } | undefined;
}

/** Whether somebody has ever entered with an account. An invitation that comes again does not undo that. */
export const hasCome = ({ lastSeenDay, subjectHash, formerSubjects }: Account): boolean =>
  lastSeenDay !== undefined || subjectHash !== undefined || formerSubjects !== undefined;

/** What is sealed in an account. */
export interface Person {
  readonly address: string;
  readonly name?: string | undefined;
}

/** Random words for ids: 80 bits for 16 of them. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
export const drawn = (length: number): string => [...randomBytes(length)].map((byte) => LETTERS[byte % 32]).join('');

export const newAccountId = (): string => `org_${drawn(16)}`;

export const sealPerson = ({ seal }: OrganiserKeys, person: Person, now: number): string =>
  sealToken(seal, padded(JSON.stringify(person), IDENTITY_SIZES), now);

/** @throws {Error} if the ring does not have the key any more. */
export function openPerson({ seal }: OrganiserKeys, { id, sealed }: Pick<Account, 'id' | 'sealed'>): Person {
  const bytes = openToken(seal, sealed);
  if (!bytes) throw new Error(`No key of the ring opens the address of ${id}`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** @returns undefined if it is not the address of a mailbox. */
export function addressOf(typed: string): NormalisedAddress | undefined {
  const parsed = parseAddress(typed);
  return typeof parsed === 'string' ? undefined : parsed.normalised;
}

/**
 * An address as it is stored, and as the sign-in of the group knows it: one writing, however it was typed. Letters stay large or small.
 * @returns undefined if it is not the address of a mailbox.
 */
export function writtenAddress(typed: string): string | undefined {
  const parsed = parseAddress(typed);
  if (typeof parsed === 'string') return undefined;
  const { deliverTo, normalised } = parsed;
  // Quotes that are not needed make another name of the same mailbox.
  return deliverTo.toLowerCase() === normalised ? deliverTo : normalised;
}

/**
 * The address that a provider vouches for, if it is written just as it is stored: letters from A to Z alone may be large or small, and a
 * domain may stand in its own letters (its U-labels, RFC 5890). People who type an address may mean another letter or blank. Of a provider,
 * that is another mailbox, and somebody else's.
 * @returns undefined for any other writing.
 */
export function claimedAddress(claimed: string): NormalisedAddress | undefined {
  const address = addressOf(claimed);
  if (address === undefined) return undefined;
  const domain = domainOf(address);
  const inItsLetters = address.slice(0, -domain.length) + domainToUnicode(domain);
  const small = claimed.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return small === address || small === inItsLetters ? address : undefined;
}

/** Nor may a name of an organiser have what is no character at all. */
const NOT_IN_NAME = new RegExp(`[${NOT_IN_LINE}\\p{Noncharacter_Code_Point}]`, 'u');

export const isName = (text: string): boolean => !NOT_IN_NAME.test(text);

export const addressHash = ({ hash }: OrganiserKeys, address: NormalisedAddress): string => hmac(hash, 'a', address);

/** A provider's name for a person means something only beside the provider's own. */
export const subjectHash = ({ hash }: OrganiserKeys, issuer: string, subject: string): string =>
  hmac(hash, 's', JSON.stringify([issuer, subject]));

/**
 * The id of a picture that somebody uploads: 20 hexadecimal digits. Nobody computes it from the photograph, or finds out by it whether a
 * draft has that one. The same picture has the same id.
 * @param made the hash of its content.
 */
export const uploadId = ({ hash }: OrganiserKeys, made: string): string =>
  Buffer.from(hmac(hash, 'p', made), 'base64url')
    .toString('hex')
    .slice(0, 20);

/**
 * Seals in the browser of an organiser what they type and do not send (docs/decisions/064): 256 bits in base64url, as a JSON Web Key has them. Only
 * pages of this account have it.
 */
export const typedKey = ({ hash }: OrganiserKeys, account: string): string => hmac(hash, 't', account);

const hmac = (key: KeyObject, kind: 'a' | 's' | 'p' | 't', text: string): string =>
  createHmac('sha256', key).update(`${kind}\0${text}`).digest('base64url');
