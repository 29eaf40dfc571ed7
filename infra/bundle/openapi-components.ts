/** The parts of JSON that a document is made of. */
type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** A schema that a document writes once, under its name. */
export interface Named {
  readonly name: string;
  readonly schema: object;
}

/**
 * Writes each named schema once, and refers to it wherever else the document has the same one, whatever it is described as there.
 * https://spec.openapis.org/oas/v3.1.1#reference-object
 * @returns the document without the copies, and the schemas that it refers to.
 */
export function withReferences(document: object, named: readonly Named[]): { document: object; schemas: object } {
  const names = new Map(named.map(({ name, schema }) => [keyOf(schema as JsonObject), name]));
  // To write each part of the document as a key would take most of the time: few have the fields of a named schema.
  const fields = new Set(named.map(({ schema }) => fieldsOf(schema as JsonObject)));
  const nameOf = (value: JsonObject) => (fields.has(fieldsOf(value)) ? names.get(keyOf(value)) : undefined);
  const used = new Set<string>();
  const nested = new Map<string, JsonObject>();
  const referred = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(referred);
    if (typeof value !== 'object' || value === null) return value;
    const name = nameOf(value as JsonObject);
    return name === undefined ? inner(value as JsonObject) : reference(name, value as JsonObject);
  };
  const inner = ({ $defs, ...value }: JsonObject): JsonObject => {
    const whole = $defs ? atTheRoot(value, $defs as JsonObject) : value;
    return Object.fromEntries(Object.entries(whole).map(([field, one]) => [field, referred(one)]));
  };
  // A schema that refers to itself looks for its parts at the root of the document.
  const atTheRoot = (value: JsonObject, parts: JsonObject): JsonObject => {
    const first = nested.size + 1;
    const renamed = (one: JsonObject): JsonObject =>
      Object.keys(parts).reduce<JsonObject>(
        (text, part, i) =>
          JSON.parse(JSON.stringify(text).replaceAll(`"#/$defs/${part}"`, `"#/components/schemas/Nested${first + i}"`)),
        one,
      );
    for (const [i, part] of Object.values(parts).entries())
      nested.set(`Nested${first + i}`, renamed(part as JsonObject));
    return renamed(value);
  };
  const reference = (name: string, { description }: JsonObject): JsonObject => {
    used.add(name);
    return { $ref: `#/components/schemas/${name}`, ...(description !== undefined && { description }) };
  };
  const short = inner(document as JsonObject);
  // A schema may have others in it: so each that is used is looked through, until none is new.
  const schemas = new Map<string, JsonObject>();
  for (const name of used) {
    const { schema } = named.find((one) => one.name === name) ?? {};
    schemas.set(name, inner(schema as JsonObject));
  }
  for (const [name, schema] of nested) schemas.set(name, inner(schema));
  return { document: short, schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const fieldsOf = ({ description, ...schema }: JsonObject): string => Object.keys(schema).join();
const keyOf = ({ description, ...schema }: JsonObject): string => JSON.stringify(schema);
