import * as z from 'zod/mini';
import { text } from '../core/running/settings.ts';

export const publishSettings = z.object({ CAMPAIGNS_TABLE: text, COUNTS_TABLE: text });
