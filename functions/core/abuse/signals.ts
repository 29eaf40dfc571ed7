/**
 * Reasons to suspect a signature. None of them proves anything by itself: petitions are for people without JavaScript,
 * behind a shared network or with a throw-away address, too. The mailed link carries the signals, and the signature
 * keeps them, so that organisers can decide on many at once. Never change their order: links name them by it.
 */
export const signals = [
  /** A field that no person sees was filled in. */
  'honeypot',
  /** The form was sent sooner than a person can fill it in. */
  'too-fast',
  /** It came without a proof of work, or its proof was wrong, expired or used before. */
  'no-proof',
  /** The address belongs to a service that gives addresses away for minutes. */
  'disposable-address',
  /** The address belongs to a function, such as `info@`, rather than to a person (RFC 2142). */
  'role-address',
  /** Its network sent unusually many attempts within the hour. */
  'busy-network',
  /** It came without proof while unusually many others did. */
  'busy-campaign',
  /** The address has a tag, such as `ada+petitions@`: one mailbox has as many of these as its owner likes. */
  'tagged-address',
  /** Another address of the same mailbox attempted to sign the campaign on the same day. */
  'same-mailbox',
  /** At least two others did. */
  'busy-mailbox',
  /** Its domain sent unusually many attempts on the campaign on that day, and is no large provider's. */
  'busy-domain',
  /** Its link was used on a later day than it was asked for: one person may have collected many. */
  'late-link',
] as const;
export type Signal = (typeof signals)[number];

/**
 * Signals of mailboxes of which one person may have as many as they like. Such a signature counts, but it hides nobody:
 * published numbers do not move because of it (`core/published/rules`).
 */
const ofCheapMailboxes: ReadonlySet<Signal> = new Set([
  'disposable-address',
  'tagged-address',
  'same-mailbox',
  'busy-mailbox',
  'busy-domain',
  'late-link',
]);
export const hasCheapMailbox = (found: readonly string[]): boolean =>
  found.some((signal) => ofCheapMailboxes.has(signal as Signal));

/** Signals as a link carries them: a bit for each, so that the link's length reveals little. */
export const signalsToNumber = (found: readonly Signal[]): number =>
  found.reduce((bits, signal) => bits | (1 << signals.indexOf(signal)), 0);

/** The signals of a number that `signalsToNumber` made, in their order. */
export const signalsFromNumber = (bits: number): Signal[] => signals.filter((_signal, i) => bits & (1 << i));
