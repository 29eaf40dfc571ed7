import * as z from 'zod/mini';
import { type FieldFault, Problem } from '../core/problem.ts';

const text = z.optional(z.nullable(z.string()));
const primary = z.optional(z.nullable(z.boolean()));

/** What is read of a signature of OSDI. Everything else is ignored: what is not kept cannot be lost. */
export const recordForm = z.object({
  person: z.object({
    given_name: text,
    family_name: text,
    email_addresses: z
      .array(z.object({ address: text, primary }))
      .check(z.describe('The primary one, or else the first. A link that confirms goes there.')),
    postal_addresses: z
      ._default(z.nullable(z.array(z.object({ country: text, primary }))), [])
      .check(z.describe('The country of the primary one, or else of the first: ISO 3166-1 alpha-2, or XK.')),
    languages_spoken: z
      ._default(z.nullable(z.array(z.string())), [])
      .check(z.describe('BCP 47 tags. The e-mail is in the first one, if Amparo speaks it.')),
  }),
  comments: text.check(z.describe('Why they sign.')),
  referrer_data: z.optional(z.nullable(z.object({ source: text }))),
  'amparo:proof': text.check(z.describe('The proof of work, as in the field `proof` of an attempt.')),
});

/**
 * The fields of an attempt in a signature of OSDI. It asks for no news: that a person subscribes to another system is no
 * consent to these.
 * @throws {Problem} `invalid-form`, if it is no such signature. The fields themselves are not checked yet.
 */
export function attemptFieldsIn(input: unknown): Record<string, unknown> {
  const parsed = z.safeParse(recordForm, input);
  if (!parsed.success) throw new Problem('invalid-form', { faults: faultsOf(parsed.error.issues) });
  const { person, comments, referrer_data, 'amparo:proof': proof } = parsed.data;
  return {
    name: [person.given_name, person.family_name].filter(Boolean).join(' '),
    email: primaryIn(person.email_addresses)?.address,
    country: primaryIn(person.postal_addresses ?? [])?.country,
    locale: person.languages_spoken?.[0],
    comment: comments,
    source: referrer_data?.source,
    proof,
  };
}

/** The address that a person names first of all. */
const primaryIn = <Address extends { readonly primary?: boolean | null | undefined }>(list: readonly Address[]) =>
  list.find((one) => one.primary) ?? list[0];

const faultsOf = (issues: readonly { path: readonly PropertyKey[]; code?: string; input?: unknown }[]): FieldFault[] =>
  issues.map(({ path, input }) => ({
    field: path.join('.'),
    fault: input === undefined ? 'missing' : 'malformed',
  }));
