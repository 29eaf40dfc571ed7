/** Signatures in the busiest second that a stage is made ready for: above the 91 of the UK's busiest petition, as its count rose. */
export const SIGNATURES_PER_SECOND = { usual: 100, most: 20_000 };

/** The most mails a second that a stage sends. Lambda takes from a queue in a thousand places at most. */
export const MAIL_RATE = { usual: 100, most: 20_000 };

/** A browser's calls of the API for one signature: task, form, the page after it, link, button. */
export const CALLS_TO_SIGN = 5;

/** Requests a second for pages that no cache of CloudFront has: it asks for some 25 a second and campaign, however many look. */
const VIEWS_ASKED = 250;

/** Some signatures take more than one unit, some attempts are never confirmed, and no hour is even. */
const HEADROOM = 2;

/**
 * What a new table takes at once, in units a second.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html
 */
export const NEW_TABLE = { read: 12_000, write: 4_000 };

/** Write units a second of a partition, which is a lane of the stream. */
const WRITES_OF_A_PARTITION = 1_000;

/** Lanes of a table that takes so many write units a second: four if it is new. */
export const lanesFor = (writes: number): number => Math.max(NEW_TABLE.write, writes) / WRITES_OF_A_PARTITION;

/** Units a second. */
interface Throughput {
  readonly read: number;
  readonly write: number;
}

/** What the tables that each signature touches must take at once. The others see a handful of calls a second. */
export const throughputFor = (
  signaturesPerSecond: number,
): { readonly [Table in 'Signatures' | 'Limits']: Throughput } => {
  const units = HEADROOM * signaturesPerSecond;
  return { Signatures: { read: 0, write: units }, Limits: { read: units, write: units } };
};

/** What a table must be warmed to, or undefined if a new one takes as much. AWS lowers it never again. */
export function warmedTo({ read, write }: Throughput): Throughput | undefined {
  if (read <= NEW_TABLE.read && write <= NEW_TABLE.write) return undefined;
  return { read: Math.max(read, NEW_TABLE.read), write: Math.max(write, NEW_TABLE.write) };
}

/**
 * Requests that AWS lets an account's HTTP APIs take at once, beside those of a second. It grows with these alone.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const API_BURST = 5_000;

/** How many requests the HTTP API lets through: in a second, and at once. It also limits people who go around the edge. */
export function throttleFor(signaturesPerSecond: number): { readonly rateLimit: number; readonly burstLimit: number } {
  const rateLimit = CALLS_TO_SIGN * signaturesPerSecond + VIEWS_ASKED;
  return { rateLimit, burstLimit: Math.min(2 * rateLimit, API_BURST) };
}
