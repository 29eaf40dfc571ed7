import * as z from 'zod/mini';
import { keepMonths } from '../core/campaigns/keeping.ts';
import { text } from '../core/running/settings.ts';

export const retentionSettings = z.object({ CAMPAIGNS_TABLE: text, SIGNATURES_TABLE: text, KEEP_MONTHS: keepMonths });

export type RetentionSettings = z.infer<typeof retentionSettings>;
