/**
 * What may make a signature suspicious. None proves anything by itself: people without JavaScript, behind a shared
 * network or with a throw-away address are who petitions are for. They travel in the mailed link and stand beside the
 * signature, so that organisers can decide on many at once. The order stays: links name them by it.
 */
export const signals = [
  /** A field that no person sees was filled in. */
  'honeypot',
  /** The form was sent sooner than a person can fill it in. */
  'too-fast',
  /** No proof of work came with it, or one that was wrong, expired or used before. */
  'no-proof',
  /** The address is of a service that gives addresses away for minutes. */
  'disposable-address',
  /** The address belongs to a function, such as `info@`, rather than to a person (RFC 2142). */
  'role-address',
  /** Its network sent unusually many within the hour. */
  'busy-network',
  /** It came without proof while unusually many did. */
  'busy-campaign',
] as const;
export type Signal = (typeof signals)[number];

/** Signals as a link carries them: a bit for each, so that its length tells little. */
export const signalsToNumber = (found: readonly Signal[]): number =>
  found.reduce((bits, signal) => bits | (1 << signals.indexOf(signal)), 0);

/** The signals of such a number, in their order. */
export const signalsFromNumber = (bits: number): Signal[] => signals.filter((_signal, i) => bits & (1 << i));
