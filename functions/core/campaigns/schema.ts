import type * as z from 'zod/mini';

/** What the schema of a file says of itself. Code that needs a list of fields derives it here, so that it lacks none. */

type Schema = z.core.$ZodTypes;

/** A field of a file, by the names that lead to it: `cases.history.on`. An entry of a list has the name of its list. */
export type Field = readonly [name: string, schema: z.core.$ZodType];

/** Every field of a schema, with the fields in it. */
export function* fieldsOf(schema: z.core.$ZodType, within = ''): Generator<Field> {
  const part = bare(schema);
  for (const [key, field] of part._zod.def.type === 'object' ? Object.entries(part._zod.def.shape) : []) {
    const name = within ? `${within}.${key}` : key;
    yield [name, field];
    yield* fieldsOf(field, name);
  }
}

/** A schema without what only says that it may be left out, and the schema of a list's entry for that of the list. */
export function bare(schema: z.core.$ZodType): Schema {
  const known = schema as Schema;
  const { def } = known._zod;
  if (def.type === 'optional' || def.type === 'default') return bare(def.innerType);
  return def.type === 'array' ? bare(def.element) : known;
}

/** What the fields of a set have if a file does not name them. */
export const defaultsOf = (set: {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
}): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(set.shape).flatMap(([key, field]) => {
      const { def } = (field as Schema)._zod;
      return def.type === 'default' ? [[key, def.defaultValue]] : [];
    }),
  );
