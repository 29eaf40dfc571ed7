import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const feedbackSettings = z.object({
  /** The table with the numbers of each hour, and with suppressed mailboxes. */
  LIMITS_TABLE: text,
  /** The table with the state that others read. */
  COUNTS_TABLE: text,
});
