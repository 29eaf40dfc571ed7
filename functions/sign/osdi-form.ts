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
      .check(
        z.describe(
          'BCP 47 tags. Only the language that Amparo speaks here and that is nearest to the first one is kept. The e-mail is in it.',
        ),
      ),
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
export function attemptFieldsIn(input: unknown): {
  readonly fields: Record<string, unknown>;
  /** Where each field is in the signature, so that errors can name it as the sender knows it. */
  readonly sentAs: Readonly<Record<string, string>>;
} {
  const parsed = z.safeParse(recordForm, input);
  if (!parsed.success) throw new Problem('invalid-form', { faults: faultsOf(parsed.error.issues) });
  const { person, comments, referrer_data, 'amparo:proof': proof } = parsed.data;
  const { email_addresses: emails, postal_addresses } = person;
  const postal = postal_addresses ?? [];
  const [email, country] = [primaryAt(emails), primaryAt(postal)];
  return {
    fields: {
      name: [person.given_name, person.family_name].filter(Boolean).join(' '),
      email: emails[email]?.address,
      country: postal[country]?.country,
      locale: person.languages_spoken?.[0],
      comment: comments,
      source: referrer_data?.source,
      proof,
    },
    sentAs: {
      name: 'person.given_name',
      email: `person.email_addresses.${email}.address`,
      country: `person.postal_addresses.${country}.country`,
      locale: 'person.languages_spoken.0',
      comment: 'comments',
      source: 'referrer_data.source',
      proof: 'amparo:proof',
    },
  };
}

/** Where the address is that a person names first of all. */
const primaryAt = (list: readonly { readonly primary?: boolean | null | undefined }[]): number =>
  Math.max(
    0,
    list.findIndex((one) => one.primary),
  );

/** An error whose faults name fields as the sender of a signature does. */
export const asSent = (error: unknown, sentAs: Readonly<Record<string, string>>): unknown =>
  error instanceof Problem && error.faults.length > 0
    ? new Problem(error.kind, {
        faults: error.faults.map((one) => ({ ...one, sentAs: sentAs[one.field] })),
        ...(error.campaign !== undefined && { campaign: error.campaign }),
      })
    : error;

const faultsOf = (issues: readonly { path: readonly PropertyKey[]; code?: string; input?: unknown }[]): FieldFault[] =>
  issues.map(({ path, input }) => ({
    field: path.join('.'),
    fault: input === undefined ? 'missing' : 'malformed',
  }));
