import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const tallySettings = z.object({
  CAMPAIGNS_TABLE: text,
  COUNTS_TABLE: text,
  /** The ARN of the stream of Signatures. Only its records are counted. */
  SIGNATURES_STREAM: text,
  /** Names the one lane where the stream gives no shard id (emulators). On AWS it is not set, and a missing id is an error. */
  SINGLE_LANE: z.optional(text),
});
