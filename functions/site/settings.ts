import * as z from 'zod/mini';
import { keepMonths } from '../core/campaigns/keeping.ts';
import { languageTags, publicUrl, text } from '../core/running/settings.ts';

export const siteSettings = z.object({
  CAMPAIGNS_TABLE: text,
  COUNTS_TABLE: text,
  KEEP_MONTHS: keepMonths,
  PUBLIC_URL: publicUrl,
  LANGUAGES: languageTags,
});

export type SiteSettings = z.infer<typeof siteSettings>;
