import * as z from 'zod/mini';
import { keepMonths } from '../core/campaigns/keeping.ts';
import { campaignPublicKeys, publicKeys } from '../core/campaigns/sealed-to.ts';
import { languageTags, publicUrl, text } from '../core/running/settings.ts';

export const signSettings = z.object({
  CAMPAIGNS_TABLE: text,
  SIGNATURES_TABLE: text,
  LIMITS_TABLE: text,
  /** The table in which the mail function notes how fast mails go, and with the state of the stage's mails. */
  COUNTS_TABLE: text,
  MAIL_QUEUE_URL: z.url(),
  PUBLIC_URL: publicUrl,
  LANGUAGES: languageTags,
  PEPPER_SECRET: text,
  TOKEN_SECRET: text,
  MAIL_SECRET: text,
  PUBLIC_KEYS: publicKeys,
  CAMPAIGN_PUBLIC_KEYS: campaignPublicKeys,
  KEEP_MONTHS: keepMonths,
  /** `off` is for load tests on one machine. The stack never sets it. */
  LIMITS: z._default(z.enum(['on', 'off']), 'on'),
  /** Whether domains are looked up, so that those which receive no mail are refused. One machine looks nothing up. */
  MAIL_DOMAINS: z._default(z.enum(['looked-up', 'any']), 'any'),
  /**
   * The keys that CloudFront sends with each request. Only with one of them does the function believe what the request
   * says about the caller's network. An emulator and one machine have no edge.
   */
  EDGE_SECRET: z.optional(text),
  /** Whether requests that did not come through the edge, and so not through its firewall, are refused. */
  EDGE_ONLY: z._default(z.enum(['on', 'off']), 'off'),
});

export type SignSettings = z.infer<typeof signSettings>;
