import * as z from 'zod/mini';
import { problem } from '../../http/contract.ts';

/** Parameters of open data, as the contract has them. `asked.ts` checks them without zod. */
export const limitOf = (most: number) =>
  z.optional(
    z.int().check(z.minimum(1), z.maximum(most), z.describe(`How many campaigns a page has. Left out: ${most}.`)),
  );
export const cursor = z.optional(
  z.string().check(z.describe('From the address of the next page. It works for a day, and means nothing to programs.')),
);
const day = (which: string) => z.optional(z.iso.date().check(z.describe(`${which} day, in UTC.`)));
export const range = { from: day('The first'), to: day('The last') };
export const country = z.optional(z.string().check(z.describe('ISO 3166-1 alpha-2, XK, or `other`. Left out: all.')));

export const badQuery = problem('What the address asks for is malformed or unknown; each parameter is named');
