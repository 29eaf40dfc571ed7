import * as z from 'zod/mini';

/**
 * A call of the public API, as a row of a table: what it takes and what it answers. Handlers parse with the same schemas.
 * The build makes the OpenAPI document from these rows, so that no function carries the code that makes it.
 */
export interface Call {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly params?: Readonly<Record<string, z.ZodMiniType>>;
  /** What the address may ask for after the `?`. */
  readonly query?: Readonly<Record<string, z.ZodMiniType>>;
  readonly body?: z.ZodMiniType;
  /** Whether the body may also be an HTML form. */
  readonly alsoForm?: boolean;
  readonly answers: Readonly<Record<number, { description: string; schema?: z.ZodMiniType; type?: string }>>;
}

export const problemSchema = z.object({
  type: z.string().check(z.describe('A URN that names the kind of problem, and stays the same.')),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
  languages: z.optional(
    z.array(z.string()).check(z.describe('The languages that there are, if what was sent names none or another one.')),
  ),
});

/** An answer that is a problem. */
export const problem = (description: string) => ({
  description,
  schema: problemSchema,
  type: 'application/problem+json',
});
