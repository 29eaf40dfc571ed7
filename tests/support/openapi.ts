import { openApiDocument } from '../../infra/bundle/openapi.ts';

/** A part of the OpenAPI document, as far as tests walk it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const document = openApiDocument() as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** The calls of organisers. */
export const organiserCalls = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/api/organise/'))
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));

/** The address of a call, with what there is in the place of each name. */
export const addressOf = (path: string, slug: string): string =>
  path.replace('{slug}', slug).replace('{id}', `${slug}-0`).replace('{account}', 'org_aaaaaaaaaaaaaaaa');

/** What a schema refers to, which may be one field of another: `#/components/schemas/Case/properties/name`. */
export function referred({ $ref, ...schema }: Schema): Schema {
  if ($ref === undefined) return schema;
  const found = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((within, name) => Object(within)[name], document);
  if (typeof found !== 'object' || found === null) throw new Error(`The document has nothing at ${$ref}.`);
  return referred(found);
}
