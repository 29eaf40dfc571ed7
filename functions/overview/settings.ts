import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const overviewSettings = z.object({ CAMPAIGNS_TABLE: text, COUNTS_TABLE: text });

export type OverviewSettings = z.infer<typeof overviewSettings>;
