import * as z from 'zod/mini';
import { campaignPublicKeys, publicKeys } from '../core/campaigns/sealed-to.ts';
import { languageTags, publicUrl, text } from '../core/running/settings.ts';

export const consoleSettings = z.object({
  CAMPAIGNS_TABLE: text,
  ORGANISERS_TABLE: text,
  COUNTS_TABLE: text,
  ORGANISERS_SECRET: text,
  PUBLIC_URL: publicUrl,
  LANGUAGES: languageTags,
  /** The keys that `sign` trusts: no campaign may name another. */
  PUBLIC_KEYS: publicKeys,
  CAMPAIGN_PUBLIC_KEYS: campaignPublicKeys,
});

export type ConsoleSettings = z.infer<typeof consoleSettings>;
