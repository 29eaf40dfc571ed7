import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { MINUTE } from '../running/clock.ts';

/**
 * A keyring as Secrets Manager keeps it: `{"k1": "<secret>", "k2": {"secret": "<secret>", "from": "<ISO time>"}}`. A
 * key given as text is valid from the beginning. A new key begins in the future, so that every running function has
 * read it before it is used (docs/decisions/008).
 */
export interface Keyring {
  /** The newest key that has begun. It seals everything new. @param now milliseconds since the epoch. */
  current(now: number): NamedKey;
  /** A key by its id. Undefined if the ring has none with that id. */
  key(kid: string): KeyObject | undefined;
  /** The key that was current at a moment in milliseconds since the epoch: undefined if it is gone from the ring. */
  keyAt(moment: number): KeyObject | undefined;
}

export interface NamedKey {
  readonly kid: string;
  /**
   * 256 bits. Ciphers and HMACs take this form without copying it. Node does not show the key when it prints the
   * object.
   */
  readonly key: KeyObject;
}

/** What a key is for. The same secret gives different keys for different purposes (HKDF, RFC 5869). */
export type KeyPurpose =
  | 'link-token'
  | 'queued-mail'
  | 'mailbox-tag'
  | 'signer-hash'
  | 'limit'
  | 'proof'
  | 'typed-address'
  | 'withdrawal-order'
  | 'webhook'
  | 'organiser'
  | 'organiser-address'
  | 'sign-in';

/** How long before its beginning a key is added: functions read their keys again every five minutes. */
export const KEY_LEAD = 15 * MINUTE;

const kid = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,15}$/));
const secret = z.string().check(z.minLength(32));
const moment = z.iso.datetime();

/** A removed pepper keeps its place, so that no other is used instead. */
export const keyringFile = z.record(
  kid,
  z.union([
    secret,
    z.strictObject({ secret, from: moment }),
    z.strictObject({ from: z.optional(moment), gone: moment }),
  ]),
);
export type KeyringFile = z.infer<typeof keyringFile>;

/** A key as the file of a ring describes it, without its secret. */
export interface KeyEntry {
  readonly kid: string;
  /** Milliseconds since the epoch; `-Infinity` from the beginning. */
  readonly from: number;
  readonly isGone: boolean;
}

/**
 * Reads a keyring from its secret.
 * @throws {Error} that says what is wrong, without quoting the secret.
 */
export function parseKeyring(text: string, purpose: KeyPurpose): Keyring {
  const file = parseKeyringFile(text);
  const keys = new Map<string, KeyObject>();
  for (const [id, entry] of Object.entries(file)) {
    const value = typeof entry === 'string' ? entry : 'secret' in entry ? entry.secret : undefined;
    if (value) keys.set(id, createSecretKey(Buffer.from(hkdfSync('sha256', value, '', `amparo ${purpose}`, 32))));
  }
  const entries = keyEntries(file);
  return {
    current(now) {
      const { kid: id } = entryAt(
        entries.filter(({ isGone }) => !isGone),
        now,
      );
      return { kid: id, key: keys.get(id) as KeyObject };
    },
    key: (id) => keys.get(id),
    keyAt: (at) => keys.get(entryAt(entries, at).kid),
  };
}

/** @throws {Error} that says what is wrong, without quoting the secret. */
export function parseKeyringFile(text: string): KeyringFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('A keyring is not JSON');
  }
  const parsed = z.safeParse(keyringFile, json);
  if (!parsed.success) throw new Error('A keyring contains something that is not a key');
  if (keyEntries(parsed.data).every(({ isGone }) => isGone)) throw new Error('A keyring has no key');
  return parsed.data;
}

/**
 * The keys of a ring, sorted by their beginnings. If two begin at the same time, the later one in the file is the
 * newer.
 */
export const keyEntries = (file: KeyringFile): KeyEntry[] =>
  Object.entries(file)
    .map(([id, entry]) => ({
      kid: id,
      from: typeof entry === 'string' || !entry.from ? Number.NEGATIVE_INFINITY : Date.parse(entry.from),
      isGone: typeof entry !== 'string' && 'gone' in entry,
    }))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));

/** The newest key that had begun at a moment. The first key, if none had. */
export function entryAt(entries: readonly KeyEntry[], at: number): KeyEntry {
  const entry = entries.findLast(({ from }) => from <= at) ?? entries[0];
  if (!entry) throw new Error('A keyring has no key');
  return entry;
}
