/** One call, as the page about the API shows it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** What its address may ask for after the `?`. */
  readonly asks: readonly Field[];
  readonly takes: readonly Field[];
  readonly alsoForm: boolean;
  readonly answers: readonly { status: string; description: string; fields: readonly Field[] }[];
}

export interface Field {
  readonly name: string;
  /** In words, such as `integer` or `one of open, closed`. */
  readonly type: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly fields: readonly Field[];
}

/** The parts of JSON Schema that our own document uses. `infra/bundle/openapi.ts` makes the document. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly maxLength?: number;
}

type Content = Readonly<Record<string, { schema: Schema }>>;

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            summary: string;
            parameters?: readonly { name: string; in: string; required: boolean; schema: Schema }[];
            requestBody?: { content: Content };
            responses: Readonly<Record<string, { description: string; content?: Content }>>;
          }
        >
      >
    >
  >;
}

/** All problems have the same fields, so the page describes them once. */
const PROBLEM = 'application/problem+json';

/** Lists the calls of an OpenAPI document. @param openApi JSON, as the build makes it. */
export function outline(openApi: string): Operation[] {
  const { paths } = withoutReferences(JSON.parse(openApi)) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, parameters, requestBody, responses }]) => ({
      id: `${method}${path.replace(/\W+/g, '-')}`,
      method: method.toUpperCase(),
      path,
      summary,
      asks: (parameters ?? [])
        .filter((one) => one.in === 'query')
        .map(({ name, required, schema }) => fieldOf(name, schema, required)),
      takes: fieldsOf(firstSchema(requestBody?.content)),
      alsoForm: Object.keys(requestBody?.content ?? {}).length > 1,
      answers: Object.entries(responses).map(([status, { description, content }]) => ({
        status,
        description,
        fields: content && PROBLEM in content ? [] : fieldsOf(firstSchema(content)),
      })),
    })),
  );
}

type Components = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A document with each schema and answer in place of what refers to it. Within itself, a schema is any value. */
function withoutReferences({ components = {}, ...document }: { readonly components?: Components }): unknown {
  const known = new Map<string, object>();
  const whole = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...rest } = value as { readonly $ref?: string };
    if ($ref !== undefined) return { ...named($ref), ...rest };
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, whole(one)]));
  };
  const named = (at: string): object => {
    const before = known.get(at);
    if (before) return before;
    known.set(at, {});
    // `#/components/schemas/Case`, or one field of it: `…/Case/properties/name`.
    const place = at
      .split('/')
      .slice(2)
      .reduce<unknown>((within, name) => Object(within)[name], components);
    const found = whole(place ?? {}) as object;
    known.set(at, found);
    return found;
  };
  return whole(document);
}

const firstSchema = (content: Content | undefined): Schema | undefined => Object.values(content ?? {})[0]?.schema;

/** The fields of an object, or of the objects in a list. */
function fieldsOf(schema: Schema | undefined): Field[] {
  const object = objectIn(schema);
  return Object.entries(object?.properties ?? {}).map(([name, field]) =>
    fieldOf(name, field, object?.required?.includes(name) ?? false),
  );
}

const fieldOf = (name: string, field: Schema, required: boolean): Field => ({
  name,
  type: typeOf(field),
  required,
  description: field.description ?? objectless(field)?.description,
  fields: fieldsOf(field),
});

const objectIn = (schema: Schema | undefined): Schema | undefined =>
  schema?.properties ? schema : schema?.items ? objectIn(schema.items) : undefined;

const objectless = (schema: Schema): Schema | undefined => (schema.items?.properties ? undefined : schema.items);

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ');
  if (schema.items) return `list of ${schema.items.properties ? 'objects' : typeOf(schema.items)}`;
  const limit = schema.maxLength === undefined ? '' : `, at most ${schema.maxLength} characters`;
  return `${schema.format ?? [schema.type ?? 'any'].flat().join(' | ')}${limit}`;
}
