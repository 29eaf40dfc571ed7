import * as z from 'zod/mini';
import { madePicture } from '../campaigns/picture.ts';
import type { PictureUse } from './made.ts';

/** What the console sends to the function `pictures`: a call of Lambda takes JSON alone. */
export interface TaskSent {
  readonly use: PictureUse;
  /** Base64. */
  readonly content: string;
}

/** What it answers: files in base64 by their names, or why there is no picture. */
export const answerSent = z.union([
  z.strictObject({ picture: madePicture, files: z.record(z.string(), z.string()) }),
  z.strictObject({ fault: z.string().check(z.maxLength(200)) }),
]);
export type AnswerSent = z.infer<typeof answerSent>;
