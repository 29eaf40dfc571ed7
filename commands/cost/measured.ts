/**
 * What the service uses, as it was measured, each with its command, on 24 November 2026: 2 cores of a shared virtual machine,
 * Linux x64, Node 24.21. CPU time is the median, with the SDK's calls.
 */

/** CPU milliseconds of a whole core. `npm run bench -- --only signature` and `--only pages` */
export const cpuMs = {
  challenge: 1.9,
  attempt: 8.8,
  sent: 0.6,
  link: 0.7,
  confirmation: 3.6,
  /** Of one mail of ten. */
  mail: 0.9,
  /** Of 100 records. */
  tally: 7.5,
  pageRemembered: 1.7,
  pageRead: 12.7,
  countsRemembered: 0.9,
  countsRead: 9,
} as const;

/** Bytes of answers, gzipped. `npm run bench -- --only signature` and `--only page-sizes`; headers are those of our answers. */
export const bytes = {
  headers: 1_300,
  challenge: 1_830,
  attempt: 1_490,
  sent: 2_640,
  link: 3_410,
  confirmation: 2_640,
  /** HTML of a campaign’s page, which weighs most. */
  page: 7_200,
  style: 3_730,
  script: 2_100,
  icon: 220,
  solver: 1_640,
  /** Answers to the page’s script: most say that nothing changed. */
  counts: 200,
  /** A signature in its table: under 1 KB. `tests/core/signatures/signing.test.ts` */
  signature: 1_000,
} as const;

/** Units of the tables. */
export const units = {
  /** `tests/core/signatures/signing.test.ts` */
  confirm: 1,
  /** An address’s attempt, and its share of what networks and campaigns write. `npm run bench -- --only write-units` */
  limits: 1.03,
  /** Networks and campaigns of an attempt and its challenge, at most. `tests/core/limits/hourly-counter.test.ts` */
  limitsRead: 2,
  /** The campaign’s head, which a running function remembers for 10 s: at most. `docs/reference/access-patterns.md` */
  headRead: 0.5,
  /** For a batch: a lane’s item of up to 2 KB. `npm run bench -- --only signature` has 1 for a small one. */
  tallyWrite: 2,
  tallyRead: 1,
  /** Each signature, each time: 1,000 bytes of 4 KB. `docs/decisions/018-counts-are-recounted.md` */
  recount: 0.25,
  /** A page that remembers nothing. `npm run bench -- --only page-reads` */
  page: 3.5,
  counts: 3,
} as const;

/**
 * Records that a lane of tally counts a second, by its CPU time and what takes longest: 10 ms for each call of a table, and for
 * handing over a batch. `npm run bench -- --only tally`
 */
export const RECORDS_OF_A_LANE = 10_570;

/**
 * Milliseconds that a function waits for AWS: not measured here. AWS says "single-digit milliseconds" of DynamoDB. A bill adds
 * up means; what may be late is reckoned with more, as a lane above.
 */
export const waitMs = { table: 5, queue: 10, mail: 100 } as const;

/**
 * A new process: how much longer its first call takes, and how many calls find one. Cold starts are measured as a ratio, by
 * `npm run bench -- --only cold-start`; the rest is taken.
 */
export const coldStart = { ms: 300, share: 0.01 } as const;

/** At this memory a function has a whole core. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MB_FOR_A_CORE = 1_769;
