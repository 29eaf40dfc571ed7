import * as z from 'zod/mini';

/**
 * A call of the public API, as a row of a table: what it takes and what it answers. Handlers parse with the same schemas.
 * The build makes the OpenAPI document from these rows, so that no function carries the code that makes it.
 */
export interface Call {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly params?: Readonly<Record<string, z.ZodMiniType>>;
  /** What the address may ask for after the `?`. */
  readonly query?: Readonly<Record<string, z.ZodMiniType>>;
  /** Request headers. Those with a schema that is not optional are needed. */
  readonly headers?: Readonly<Record<string, z.ZodMiniType>>;
  /** Whether it is for organisers, who send a token (`Authorization: Bearer amp_…`). */
  readonly isForOrganisers?: boolean;
  readonly body?: z.ZodMiniType;
  /** Whether it may be left out. */
  readonly bodyIsOptional?: boolean;
  /** The named schema whose fields the body may change, each alone, by a JSON merge patch; and those fields. */
  readonly patchOf?: { readonly name: string; readonly fields: z.ZodMiniType };
  /** What a form with files has, where the body may be one. */
  readonly multipart?: z.ZodMiniType;
  /** What a body may be, if it is not JSON alone. */
  readonly bodyTypes?: readonly string[];
  /** Whether the body may also be an HTML form. */
  readonly alsoForm?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
}

/** What a call answers. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodMiniType;
  readonly type?: string;
  /** What a program needs beside the body. */
  readonly headers?: readonly AnswerHeader[];
}

/** Headers of answers that programs need, as the document explains them. */
export const answerHeaders = {
  ETag: 'The version, for `If-Match`',
  Location: 'The address of what was made',
  Link: 'The address of the next page, with `rel="next"`. Left out: this is the last one.',
  'Retry-After': 'In how many seconds to try again',
} as const;
export type AnswerHeader = keyof typeof answerHeaders;

export const problemSchema = z.object({
  type: z.string().check(z.describe('A URN that names the kind of problem, and stays the same.')),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
  more: z.optional(z.int().check(z.describe('How many further faults of a campaign or a case `errors` leaves out.'))),
  known: z.optional(z.array(z.string()).check(z.describe('What there is instead of what was asked for.'))),
  accepts: z.optional(z.array(z.string()).check(z.describe('With 415: the media types that the call takes.'))),
  languages: z.optional(
    z.array(z.string()).check(z.describe('The languages that there are, if what was sent names none or another one.')),
  ),
});

/** An answer that is a problem. @param headers what it says beside. */
export const problem = (description: string, headers?: readonly AnswerHeader[]) => ({
  description,
  schema: problemSchema,
  type: 'application/problem+json',
  ...(headers && { headers }),
});

/** What every call may answer, so that the document has it for those that do not name it. */
export const unavailable = problem(
  'A service that is needed does not answer: try again after the seconds of Retry-After',
  ['Retry-After'],
);
