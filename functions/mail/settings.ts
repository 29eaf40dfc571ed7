import * as z from 'zod/mini';
import { positive, publicUrl, text } from '../core/running/settings.ts';

export const mailSettings = z.object({
  PUBLIC_URL: publicUrl,
  MAIL_FROM: text,
  /** How SES treats the mails: only over TLS, and links as they are. One machine has none. */
  MAIL_CONFIGURATION_SET: z.optional(text),
  MAIL_SECRET: text,
  /** The queue that it empties: what SES does not take yet comes again later. */
  MAIL_QUEUE_URL: z.url(),
  /** The table in which it writes how fast mails go. */
  COUNTS_TABLE: text,
  /** The most mails a second that are sent, however many SES grants. */
  MAIL_RATE: positive,
  /** In how many places the function runs at once, at most: they share the rate without talking. */
  MAIL_PLACES: positive,
});

export type MailSettings = z.infer<typeof mailSettings>;
