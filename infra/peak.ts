/** Signatures in the busiest second that a stage prepares for. The UK's busiest petition had 91. */
export const SIGNATURES_PER_SECOND = { usual: 100, most: 20_000 };

/** The most e-mails a second that a stage sends. Lambda reads a queue in at most 1,000 places at once. */
export const MAIL_RATE = { usual: 100, most: 20_000 };

/** A browser's calls of the API for one signature: challenge, form, the page after it, link, button. */
export const CALLS_TO_SIGN = 5;

/** Requests a second for pages that CloudFront has not kept: about 25 for each campaign, even for a crowd. */
const VIEWS_ASKED = 250;

/** Some signatures need more than one unit, some attempts are never confirmed, and no hour is even. */
const HEADROOM = 2;

/**
 * The units a second that a new table has at once.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html
 */
export const NEW_TABLE = { read: 12_000, write: 4_000 };

/** Write units a second of a partition, which is a lane of the stream. */
const WRITES_OF_A_PARTITION = 1_000;

/** Lanes of a table with this many write units a second. A new table has four. */
export const lanesFor = (writes: number): number => Math.max(NEW_TABLE.write, writes) / WRITES_OF_A_PARTITION;

/** Units a second. */
interface Throughput {
  readonly read: number;
  readonly write: number;
}

/** What the two tables that each signature uses must have at once. The others get a few calls a second. */
export const throughputFor = (
  signaturesPerSecond: number,
): { readonly [Table in 'Signatures' | 'Limits']: Throughput } => {
  const units = HEADROOM * signaturesPerSecond;
  return { Signatures: { read: 0, write: units }, Limits: { read: units, write: units } };
};

/** What to warm a table to. Undefined if a new table has as much. AWS never lowers it again. */
export function warmedTo({ read, write }: Throughput): Throughput | undefined {
  if (read <= NEW_TABLE.read && write <= NEW_TABLE.write) return undefined;
  return { read: Math.max(read, NEW_TABLE.read), write: Math.max(write, NEW_TABLE.write) };
}

/**
 * The burst that AWS allows to the HTTP APIs of an account. AWS raises it only together with the rate.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const API_BURST = 5_000;

/** Requests in a second, and at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

const throttle = (rateLimit: number): Throttle => ({ rateLimit, burstLimit: Math.min(2 * rateLimit, API_BURST) });

/**
 * How many requests the HTTP API accepts. Each route of `sign` and the route of pages has a bucket of its own, so that a flood
 * of pages takes none from people who sign. This also limits clients that avoid the edge.
 */
export function throttlesFor(signaturesPerSecond: number): {
  readonly [Of in 'signing' | 'pages' | 'all']: Throttle;
} {
  const signing = CALLS_TO_SIGN * signaturesPerSecond;
  return { signing: throttle(signing), pages: throttle(VIEWS_ASKED), all: throttle(signing + VIEWS_ASKED) };
}
