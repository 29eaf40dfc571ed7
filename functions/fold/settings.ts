import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const foldSettings = z.object({ CAMPAIGNS_TABLE: text, COUNTS_TABLE: text });

export type FoldSettings = z.infer<typeof foldSettings>;
