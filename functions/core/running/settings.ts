import * as z from 'zod/mini';

/**
 * Settings are environment variables. Each function declares its own in `functions/<name>/settings.ts`, as a schema,
 * and parses them once at start. The stack sets them. It does not compile while one is missing.
 */

/** A text that is not empty: the name of a table, of a secret, of a queue. */
export const text = z.string().check(z.minLength(1));

/** The public address of the service, without a slash at the end. To make a link, add a path that begins with one. */
export const publicUrl = z.pipe(
  z.url(),
  z.transform((address) => address.replace(/(?<!\/)\/+$/, '')),
);

/** BCP 47 tags of the languages of pages and e-mails, separated by commas. The stack has checked that each is complete. */
export const languageTags = z.pipe(
  text,
  z.transform((tags) => tags.split(',')),
);

/** A number above zero. */
export const positive = z.pipe(z.pipe(z.string(), z.transform(Number)), z.number().check(z.positive()));

/** The environment that infra/ must give to a function: the same names, before parsing. */
export type Environment<Schema extends z.ZodMiniType> = z.input<Schema>;

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Parses a function's settings once, at start.
 * @throws {SettingsError} that names every missing or wrong variable at once, never its value.
 */
export function readSettings<Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.infer<Schema> {
  const parsed = z.safeParse(schema, environment);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new SettingsError(`Environment variables missing or wrong: ${faults.join(', ')}`);
}
