import * as z from 'zod/mini';
import { problem } from '../http/contract.ts';

/** What calls of organisers have in common. */

export const time = z.iso.datetime({ offset: true });
export const ifMatch = z.string().check(z.describe('The ETag of the version that you have read, or `*`.'));

/** How a caller is refused whose role or token does not suffice. */
export const who = {
  401: problem('No token, or one that has expired or was revoked'),
  403: problem('Your role or your token does not allow this'),
};
