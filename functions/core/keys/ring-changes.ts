import { DAY, isoTime, SECOND } from '../running/clock.ts';
import { entryAt, KEY_LEAD, type KeyringFile, keyEntries } from './keyring.ts';
import type { KeyringName } from './names.ts';

/** A mail may wait this long in the queue and among the dead letters, counted from when it was put there. */
export const MAIL_KEPT = 14 * DAY;

/** A ring with one key more. Times are milliseconds since the epoch. */
export interface NewKey {
  readonly file: KeyringFile;
  readonly kid: string;
  /** When it begins. */
  readonly from: number;
}

/** A ring with one key less. */
export interface RemovedKey {
  readonly file: KeyringFile;
  readonly kid: string;
  /** When the key after it began. */
  readonly until: number;
  /** Slugs of the campaigns whose pepper it was. They can never open again. */
  readonly campaigns: readonly string[];
}

/** Why a ring stays as it is. Times are milliseconds since the epoch. */
export type RingRefusal =
  | { readonly kind: 'unreadable'; readonly ring: KeyringName; readonly message: string }
  | { readonly kind: 'newest-not-begun'; readonly kid: string; readonly from: number }
  | { readonly kind: 'unknown'; readonly ring: KeyringName; readonly kid: string }
  | { readonly kind: 'in-use'; readonly kid: string }
  | { readonly kind: 'not-begun'; readonly kid: string }
  | { readonly kind: 'mails-wait'; readonly kid: string; readonly until: number }
  | { readonly kind: 'pepper-needed'; readonly kid: string; readonly campaigns: readonly string[] }
  | { readonly kind: 'accounts-need-it'; readonly kid: string }
  | { readonly kind: 'endpoints-need-it'; readonly kid: string; readonly endpoints: readonly string[] };

export class RingRefused extends Error {
  override readonly name = 'RingRefused';
  readonly reason: RingRefusal;

  constructor(reason: RingRefusal) {
    super(reason.kind);
    this.reason = reason;
  }
}

/**
 * Adds a key. It begins late enough for every running function to have read it.
 * @param campaigns a pepper begins after each of them was made, even if a wrong clock gave that time.
 * @throws {RingRefused} while an earlier new key has not begun.
 */
export function withNewKey(
  file: KeyringFile,
  {
    secret,
    campaigns,
    now,
  }: { readonly secret: string; readonly campaigns: readonly { readonly createdAt: string }[]; readonly now: number },
): NewKey {
  const entries = keyEntries(file);
  const ahead = entries.find(({ from }) => from > now);
  if (ahead) throw new RingRefused({ kind: 'newest-not-begun', kid: ahead.kid, from: ahead.from });
  const kid = `k${Math.max(...entries.map((entry) => Number(/^k(\d+)$/.exec(entry.kid)?.[1] ?? 0))) + 1}`;
  const from = Math.max(now + KEY_LEAD, ...campaigns.map(({ createdAt }) => Date.parse(createdAt) + SECOND));
  return { file: { ...file, [kid]: { secret, from: isoTime(from) } }, kid, from };
}

/** A campaign that belongs to a pepper. */
export interface PepperUse {
  readonly slug: string;
  /** Whether signatures may still come: without the pepper, people could sign twice. */
  readonly isNeeded: boolean;
}

/**
 * Removes a key. The place of a pepper stays, so that no other is ever used instead.
 * @param campaigns the campaigns that belong to the key, if it is a pepper.
 * @param endpoints ids of the endpoints of webhooks whose secrets are made from it.
 * @throws {RingRefused} if something would break.
 */
export function withoutKey(
  ring: KeyringName,
  file: KeyringFile,
  {
    kid,
    campaigns,
    endpoints = [],
    now,
  }: {
    readonly kid: string;
    readonly campaigns: readonly PepperUse[];
    readonly endpoints?: readonly string[] | undefined;
    readonly now: number;
  },
): RemovedKey {
  const entries = keyEntries(file).filter(({ isGone }) => !isGone);
  const index = entries.findIndex((one) => one.kid === kid);
  const [entry, next] = [entries[index], entries[index + 1]];
  if (!entry) throw new RingRefused({ kind: 'unknown', ring, kid });
  if (entryAt(entries, now) === entry) throw new RingRefused({ kind: 'in-use', kid });
  if (!next || entry.from > now) throw new RingRefused({ kind: 'not-begun', kid });
  if (ring === 'mail' && now < next.from + MAIL_KEPT)
    throw new RingRefused({ kind: 'mails-wait', kid, until: next.from + MAIL_KEPT });
  if (ring === 'organisers') throw new RingRefused({ kind: 'accounts-need-it', kid });
  if (endpoints.length > 0) throw new RingRefused({ kind: 'endpoints-need-it', kid, endpoints });
  const needed = slugsOf(campaigns.filter(({ isNeeded }) => isNeeded));
  if (needed.length > 0) throw new RingRefused({ kind: 'pepper-needed', kid, campaigns: needed });
  const { [kid]: _, ...others } = file;
  const gone = { ...(Number.isFinite(entry.from) && { from: isoTime(entry.from) }), gone: isoTime(now) };
  return {
    file: ring === 'pepper' ? { ...file, [kid]: gone } : others,
    kid,
    until: next.from,
    campaigns: slugsOf(campaigns),
  };
}

const slugsOf = (campaigns: readonly PepperUse[]): string[] => campaigns.map(({ slug }) => slug);
