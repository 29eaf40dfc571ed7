import * as z from 'zod/mini';

/** What the schema of a file says of itself. Code that needs a list of fields derives it here, so that it lacks none. */

type Schema = z.core.$ZodTypes;

/** A field of a file, by the names that lead to it: `cases.history.on`. An entry of a list has the name of its list. */
export type Field = readonly [name: string, schema: z.core.$ZodType];

/** Every field of a schema, with the fields in it. */
export function* fieldsOf(schema: z.core.$ZodType, within = ''): Generator<Field> {
  for (const [key, field] of Object.entries(shapeOf(schema))) {
    const name = within ? `${within}.${key}` : key;
    yield [name, field];
    yield* fieldsOf(field, name);
  }
}

/** The field with a name, wherever a file has it. */
export const fieldNamed = (key: string, schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  fieldsByName(schema).get(key);

const fieldsByName = oncePerSchema(
  (schema) => new Map([...fieldsOf(schema)].map(([name, field]) => [name.slice(name.lastIndexOf('.') + 1), field])),
);

/** A set of fields in a file. */
export interface Part {
  readonly fields: readonly string[];
  /** Whether it is an entry of a list, or one that has a name. */
  readonly isEntry: boolean;
  readonly isNamed: boolean;
}

/** The sets of fields of a schema, by their names. That of the file itself is ``. */
export const partsOf = oncePerSchema(
  (schema): ReadonlyMap<string, Part> =>
    new Map(
      [['', schema] as Field, ...fieldsOf(schema)].flatMap(([name, field]): [string, Part][] => {
        const fields = Object.keys(shapeOf(field));
        const known = given(field);
        const isNamed = known._zod.def.type === 'record';
        return fields.length > 0 ? [[name, { fields, isEntry: entryIn(known) !== undefined, isNamed }]] : [];
      }),
    ),
);

/** Remembers what a schema says: a file asks for each of its lines and faults. */
function oncePerSchema<Said>(of: (schema: z.core.$ZodType) => Said): (schema: z.core.$ZodType) => Said {
  const known = new WeakMap<z.core.$ZodType, { readonly said: Said }>();
  return (schema) => {
    const found = known.get(schema) ?? { said: of(schema) };
    known.set(schema, found);
    return found.said;
  };
}

/** The fields of a set, or of the entries of a list. Nothing else has any. */
export function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const known = given(schema);
  const entry = entryIn(known);
  if (entry) return shapeOf(entry);
  const { def } = known._zod;
  return def.type === 'object' ? def.shape : {};
}

/** The schema of the entries of a list, or of a set whose entries have names. */
function entryIn({ _zod: { def } }: Schema): z.core.$ZodType | undefined {
  if (def.type === 'array') return def.element;
  return def.type === 'record' ? def.valueType : undefined;
}

/** The schema of a field of a set. Anybody may name any field, also one that each object of JavaScript has, such as `constructor`. */
export function fieldIn(schema: z.core.$ZodType, name: string): z.core.$ZodType | undefined {
  const shape = shapeOf(schema);
  return Object.hasOwn(shape, name) ? shape[name] : undefined;
}

/** The names of the fields that lead to a value, without the numbers and names of entries. */
export function fieldsAlong(path: readonly PropertyKey[], schema: z.core.$ZodType): string[] {
  const [key, ...rest] = path;
  if (key === undefined) return [];
  const known = given(schema);
  const entry = entryIn(known);
  // Somebody may have written the fields of an entry without the entry.
  const isEntry = typeof key === 'number' || known._zod.def.type === 'record';
  if (entry) return fieldsAlong(isEntry ? rest : path, entry);
  return [String(key), ...fieldsAlong(rest, fieldIn(known, String(key)) ?? known)];
}

/** What the fields of a set have if a file does not name them. */
export const defaultsOf = (set: z.core.$ZodType): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shapeOf(set)).flatMap(([key, field]) => {
      const { def } = (field as Schema)._zod;
      return def.type === 'default' ? [[key, def.defaultValue]] : [];
    }),
  );

export const isNumber = (schema: z.core.$ZodType): boolean => given(schema)._zod.def.type === 'number';

/** Whether a field takes words. All others are codes, dates or addresses, which have no blanks. */
export const takesWords = (schema: z.core.$ZodType): boolean => z.safeParse(schema, 'Two words').success;

/** Whether a field takes paragraphs. */
export const takesParagraphs = (schema: z.core.$ZodType): boolean => z.safeParse(schema, 'One.\n\nTwo.').success;

/** The schema of a value that is there. */
export function given(schema: z.core.$ZodType): Schema {
  const known = schema as Schema;
  const { def } = known._zod;
  return def.type === 'optional' || def.type === 'default' ? given(def.innerType) : known;
}
