import * as z from 'zod/mini';

/**
 * A call of the public API as a table row: what it takes and what it answers. Handlers parse with the same schemas, and
 * `npm run openapi` makes the OpenAPI document from them when the functions are built, so that no function carries the
 * machinery for it.
 */
export interface Call {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly params?: Readonly<Record<string, z.ZodMiniType>>;
  readonly body?: z.ZodMiniType;
  /** A body that may be sent as an HTML form, too. */
  readonly alsoForm?: boolean;
  readonly answers: Readonly<Record<number, { description: string; schema?: z.ZodMiniType; type?: string }>>;
}

export const problemSchema = z.object({
  type: z.string().check(z.describe('A URN that names the kind of problem, and stays the same.')),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
});

/** An answer that says no. */
export const problem = (description: string) => ({
  description,
  schema: problemSchema,
  type: 'application/problem+json',
});
