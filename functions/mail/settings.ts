import * as z from 'zod/mini';
import { languageTags, positive, publicUrl, text } from '../core/running/settings.ts';

export const mailSettings = z.object({
  PUBLIC_URL: publicUrl,
  LANGUAGES: languageTags,
  MAIL_FROM: text,
  /** Where answers to e-mails go. Without it, to the sender. */
  MAIL_REPLY_TO: z.optional(text),
  /** Has SES send only over TLS, and leave links as they are. One machine has none. */
  MAIL_CONFIGURATION_SET: z.optional(text),
  MAIL_SECRET: text,
  /** The queue that the function empties. A mail that SES does not take yet goes back to it. */
  MAIL_QUEUE_URL: z.url(),
  /** The table in which the function notes how fast mails go, and reads whether they shall go slowly. */
  COUNTS_TABLE: text,
  /** The table with suppressed mailboxes, in which the function counts what it has sent. */
  LIMITS_TABLE: text,
  /** The most mails a minute to one domain that is no large provider. One machine has no limit. */
  MAIL_DOMAIN_RATE: z.optional(positive),
  /** The most mails a second that the function sends, even if SES allows more. */
  MAIL_RATE: positive,
  /** How many functions run at once, at most. They share the rate, and do not know of each other. */
  MAIL_PLACES: positive,
});

export type MailSettings = z.infer<typeof mailSettings>;
