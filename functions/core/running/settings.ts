import * as z from 'zod/mini';
import { KEEP_MONTHS, KEEP_MONTHS_BOUNDS } from '../campaigns/keeping.ts';

/**
 * The contract of environment variables between infra/ (which fills them) and functions/ (which read them).
 * It is written once, here: a function parses its part on start, and the stack cannot compile without filling it.
 */
const text = z.string().check(z.minLength(1));
const url = z.url();

/** Addresses are made by adding a path that begins with a slash. */
const publicUrl = z.pipe(
  url,
  z.transform((address) => address.replace(/\/+$/, '')),
);

/** `off` is for load tests on one machine. The stack never sets it. */
const limits = z._default(z.enum(['on', 'off']), 'on');

const keysOf = (list: string): string[] => list.split(',').flatMap((key) => key.trim() || []);

/** Comma-separated age public keys to which a campaign without recipients of its own seals identities. */
const recipients = z.pipe(z._default(z.string(), ''), z.transform(keysOf));

/** Months after a campaign's closing for which identities are kept, where the campaign says nothing else. */
const keepMonths = z._default(
  z.pipe(
    z.pipe(z.string(), z.transform(Number)),
    z.int().check(z.minimum(KEEP_MONTHS_BOUNDS.least), z.maximum(KEEP_MONTHS_BOUNDS.most)),
  ),
  KEEP_MONTHS,
);

const positive = z.pipe(z.pipe(z.string(), z.transform(Number)), z.number().check(z.positive()));

/** What campaigns may name besides. */
const campaignRecipients = z.pipe(
  z._default(z.string(), ''),
  z.transform((list) => (list === 'any' ? ('any' as const) : keysOf(list))),
);

export const siteSettings = z.object({
  CAMPAIGNS_TABLE: text,
  COUNTS_TABLE: text,
  KEEP_MONTHS: keepMonths,
  PUBLIC_URL: publicUrl,
});

export const signSettings = z.object({
  CAMPAIGNS_TABLE: text,
  SIGNATURES_TABLE: text,
  LIMITS_TABLE: text,
  /** In which the mail function tells how fast mails go. */
  COUNTS_TABLE: text,
  MAIL_QUEUE_URL: url,
  PUBLIC_URL: publicUrl,
  PEPPER_SECRET: text,
  TOKEN_KEYS_SECRET: text,
  MAIL_KEYS_SECRET: text,
  RECIPIENTS: recipients,
  CAMPAIGN_RECIPIENTS: campaignRecipients,
  KEEP_MONTHS: keepMonths,
  LIMITS: limits,
  /**
   * What CloudFront sends with each request: from it the word about a caller's network is taken. An emulator and one
   * machine have no edge.
   */
  EDGE_SECRET: z.optional(text),
  /** Whether requests that did not come through the edge, and so not through its firewall, are refused. */
  EDGE_ONLY: z._default(z.enum(['on', 'off']), 'off'),
});

export const tallySettings = z.object({
  COUNTS_TABLE: text,
  /** Names the one lane where the stream tells no shard id (emulators). On AWS it is not set, and a missing id is an error. */
  SINGLE_LANE: z.optional(text),
});

export const mailSettings = z.object({
  PUBLIC_URL: publicUrl,
  MAIL_FROM: text,
  /** How SES treats the mails: only over TLS, and links as they are. One machine has none. */
  MAIL_CONFIGURATION_SET: z.optional(text),
  MAIL_KEYS_SECRET: text,
  /** The queue that it empties: what SES does not take yet comes again later. */
  MAIL_QUEUE_URL: url,
  /** In which it tells how fast mails go. */
  COUNTS_TABLE: text,
  /** The most mails a second that are sent, however many SES grants. */
  MAIL_RATE: positive,
  /** In how many places the function runs at once, at most: they share the rate without talking. */
  MAIL_PLACES: positive,
});

export const foldSettings = z.object({ CAMPAIGNS_TABLE: text, COUNTS_TABLE: text });

/** Reads signatures to count them again. */
export const reconcileSettings = z.object({ CAMPAIGNS_TABLE: text, SIGNATURES_TABLE: text, COUNTS_TABLE: text });

export const retentionSettings = z.object({
  CAMPAIGNS_TABLE: text,
  SIGNATURES_TABLE: text,
  KEEP_MONTHS: keepMonths,
});

export type SiteSettings = z.infer<typeof siteSettings>;
export type SignSettings = z.infer<typeof signSettings>;
export type MailSettings = z.infer<typeof mailSettings>;
export type FoldSettings = z.infer<typeof foldSettings>;
export type ReconcileSettings = z.infer<typeof reconcileSettings>;
export type RetentionSettings = z.infer<typeof retentionSettings>;

/** What infra/ must put into a function's environment: the same names, before parsing. */
export type Environment<Schema extends z.ZodMiniType> = z.input<Schema>;

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Parses a function's settings once, at start.
 * @throws {SettingsError} that names every missing or wrong variable at once, never its value.
 */
export function readSettings<Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.infer<Schema> {
  const parsed = z.safeParse(schema, environment);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new SettingsError(`Environment variables missing or wrong: ${faults.join(', ')}`);
}
