import * as z from 'zod/mini';
import { consoleAnswers, consoleBodies, consoleCalls, consoleSchemas } from '../../functions/console/contract.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { rows } from '../../functions/console/routes.ts';
import { ruleOf } from '../../functions/core/access/rights.ts';
import { prisonerCase } from '../../functions/core/campaigns/case.ts';
import { group } from '../../functions/core/campaigns/group.ts';
import { handedOver, reference, target, update, won } from '../../functions/core/campaigns/parts.ts';
import { picture } from '../../functions/core/campaigns/picture.ts';
import { type Answer, answerHeaders, type Call, problemSchema, unavailable } from '../../functions/http/contract.ts';
import { signCalls } from '../../functions/sign/contract.ts';
import { osdiSignCalls } from '../../functions/sign/osdi-contract.ts';
import { campaignAnswer, countsAnswer, siteCalls } from '../../functions/site/contract.ts';
import { campaigns, openDataCalls } from '../../functions/site/data/contract.ts';
import { osdiCalls } from '../../functions/site/osdi/contract.ts';
import { withReferences } from './openapi-components.ts';

/**
 * The OpenAPI 3.1 document of the public API, made from the schemas that validate. https://spec.openapis.org/oas/v3.1.1
 */
export function openApiDocument(): object {
  const calls = [
    campaigns,
    ...siteCalls,
    ...openDataCalls,
    ...osdiCalls,
    ...signCalls,
    ...osdiSignCalls,
    ...consoleCalls,
  ];
  const { document, schemas } = withReferences({ paths: pathsOf(calls), responses: sharedAnswers }, named);
  const { paths, responses } = document as { readonly paths: object; readonly responses: object };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Amparo',
      version: '1',
      description:
        'Read campaigns and their published numbers; sign, confirm and withdraw; with a token, run campaigns. Errors are problem+json (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      schemas,
      responses,
      headers: Object.fromEntries(
        Object.entries(answerHeaders).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
      ),
      securitySchemes: {
        token: {
          ...{ type: 'http', scheme: 'bearer' },
          description:
            'A personal token of an organiser: `amp_…`. The names beside it are the scopes that a call needs.',
        },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          description: 'The session of an organiser who has signed in at `/organise`',
        },
        csrf: {
          ...{ type: 'apiKey', in: 'header', name: 'x-csrf-token' },
          description: 'With a session, a change needs the value of the field `csrf` that the forms of its pages have',
        },
      },
    },
    paths,
  };
}

const pathsOf = (calls: readonly Call[]): object =>
  Object.fromEntries(
    [...Map.groupBy(calls, (call) => call.path)].map(([path, atPath]) => [
      path.replace(/:(\w+)/g, '{$1}'),
      Object.fromEntries(atPath.map((call) => [call.method, operation(call)])),
    ]),
  );

function operation(call: Call): object {
  const {
    summary,
    params = {},
    query = {},
    headers = {},
    body,
    bodyIsOptional = false,
    alsoForm,
    bodyTypes,
    patchOf,
    multipart,
    isForOrganisers,
    answers,
  } = call;
  const parameters = [
    ...Object.entries(params).map(([name, schema]) => parameter(name, 'path', schema)),
    ...Object.entries(query).map(([name, schema]) => parameter(name, 'query', schema)),
    ...Object.entries(headers).map(([name, schema]) => parameter(name, 'header', schema)),
  ];
  const types = bodyTypes ?? ['application/json', ...(alsoForm ? ['application/x-www-form-urlencoded'] : [])];
  return {
    summary,
    ...(isForOrganisers && { tags: ['organisers'], security: securityOf(call) }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !bodyIsOptional,
        content: {
          ...contentOf(types, patchOf ? mergePatch(patchOf) : jsonSchema(body, 'input')),
          ...(multipart && contentOf([FORM_WITH_FILES], jsonSchema(multipart, 'input'))),
        },
      },
    }),
    // Every call waits for a table, or for a function that does.
    responses: Object.fromEntries(
      Object.entries({ 503: unavailable, ...answers }).map(([status, answer]) => [
        status,
        (!alsoForm && sharedAnswer(answer)) || answerOf(answer, alsoForm),
      ]),
    ),
  };
}

const FORM_WITH_FILES = 'multipart/form-data';

/**
 * Any of the fields alone. Those of a part are merged, too, so that not all of a part must be sent. The fields are not written again: the
 * patch refers to them.
 */
function mergePatch({ name, fields }: NonNullable<Call['patchOf']>): object {
  const { properties, required } = jsonSchema(fields, 'input') as {
    readonly properties: Readonly<Record<string, { readonly type?: string }>>;
    readonly required: readonly string[];
  };
  const fieldOf = (field: string, type: string | undefined) => {
    if (type === 'object') return { type: ['object', 'null'] };
    const $ref = `#/components/schemas/${name}/properties/${field}`;
    return required.includes(field) ? { $ref } : { anyOf: [{ $ref }, { type: 'null' }] };
  };
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([field, { type }]) => [field, fieldOf(field, type)]),
    ),
    additionalProperties: false,
  };
}

const answerOf = ({ description, schema, type, headers }: Answer, alsoForm = false): object => ({
  description,
  ...(headers && {
    headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  }),
  ...(!schema && type && { content: contentOf([type], { type: 'string' }) }),
  ...(schema && {
    content: {
      ...contentOf([type ?? 'application/json'], jsonSchema(schema, 'output')),
      // A form gets a page as its answer.
      ...(alsoForm && type && { 'text/html': { schema: { type: 'string' } } }),
    },
  }),
});

function sharedAnswer(answer: Answer): object | undefined {
  const [name] = Object.entries(answersOfMany).find(([, one]) => one === answer) ?? [];
  return name === undefined ? undefined : { $ref: `#/components/responses/${name}` };
}

/** A token with the scope of the right, if tokens can have it, or a session. A session must prove each change, and each entry in the trail. */
function securityOf({ method, path }: Call): readonly Readonly<Record<string, readonly string[]>>[] {
  const { right, leavesEntry } = rows.find((row) => row.path === path && row.method.toLowerCase() === method) ?? {};
  if (right === undefined || right === 'anybody') throw new Error(`${method} ${path} is for no organiser`);
  const { scope } = ruleOf(right);
  const session = { session: [], ...((method !== 'get' || leavesEntry) && { csrf: [] }) };
  return [...(scope === undefined ? [] : [{ token: [scope] }]), session];
}

const parameter = (name: string, place: 'path' | 'query' | 'header', schema: z.ZodMiniType): object => ({
  name,
  in: place,
  required: place === 'path' || (place === 'header' && !z.safeParse(schema, undefined).success),
  schema: jsonSchema(schema, 'input'),
});

const contentOf = (types: readonly string[], schema: object) =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

const written = { input: new Map<z.ZodMiniType, object>(), output: new Map<z.ZodMiniType, object>() };

/**
 * Leaves out rules that JSON Schema cannot express, such as the list of countries. The call itself checks them. Each schema is
 * written once, since most calls share some.
 */
function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): object {
  const before = written[io].get(schema);
  if (before) return before;
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  written[io].set(schema, rest);
  return rest;
}

const partsOfCampaign = {
  PrisonerCase: prisonerCase,
  Group: group,
  Picture: picture,
  Target: target,
  Update: update,
  Reference: reference,
  HandedOver: handedOver,
  Won: won,
};

/** Answers that the document writes once: nearly all calls refer to them. */
const answersOfMany: Readonly<Record<string, Answer>> = { Unavailable: unavailable, ...consoleAnswers };
const sharedAnswers = Object.fromEntries(Object.entries(answersOfMany).map(([name, one]) => [name, answerOf(one)]));

/** What several calls take or answer. */
const named = [
  ...(
    [
      ['Problem', problemSchema],
      ['Moment', z.iso.datetime({ offset: true })],
      ['MomentInUtc', z.iso.datetime()],
      ['Day', z.iso.date()],
      ['Campaign', campaignAnswer],
      ['Counts', countsAnswer],
      ...Object.entries(consoleSchemas),
      // The last name of a schema counts: most parts are answered as they are sent.
      ...Object.entries(partsOfCampaign).map(([name, schema]) => [`Stored${name}`, schema] as const),
    ] as const
  ).map(([name, schema]) => ({ name, schema: jsonSchema(schema, 'output') })),
  ...Object.entries({ ...partsOfCampaign, ...consoleBodies }).map(([name, schema]) => ({
    name,
    schema: jsonSchema(schema, 'input'),
  })),
];
