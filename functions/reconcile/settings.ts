import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const reconcileSettings = z.object({ CAMPAIGNS_TABLE: text, SIGNATURES_TABLE: text, COUNTS_TABLE: text });

export type ReconcileSettings = z.infer<typeof reconcileSettings>;
