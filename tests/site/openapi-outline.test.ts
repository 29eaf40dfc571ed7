import { expect, it } from 'vitest';
import { outline } from '../../functions/site/openapi-outline.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const call = (more: object) =>
  outline(
    JSON.stringify({ paths: { '/api/campaigns/{slug}': { post: { summary: 'Signs', responses: {}, ...more } } } }),
  );
/** The fields that a call takes whose body is an object of these. */
const fields = (properties: object, required?: string[]) =>
  call({ requestBody: json({ type: 'object', properties, required }) })[0]!.takes;
const typeOf = (schema: object) => fields({ it: schema })[0]?.type;

it('lists each method of each path, with an id that a page may use', () => {
  const paths = {
    '/api/campaigns': { get: { summary: 'All', responses: {} } },
    '/api/campaigns/{slug}/my-data': {
      get: { summary: 'One', responses: {} },
      post: { summary: 'Another', responses: {} },
    },
  };
  expect(
    outline(JSON.stringify({ paths })).map(({ id, method, path, summary }) => [id, method, path, summary]),
  ).toEqual([
    ['get-api-campaigns', 'GET', '/api/campaigns', 'All'],
    ['get-api-campaigns-slug-my-data', 'GET', '/api/campaigns/{slug}/my-data', 'One'],
    ['post-api-campaigns-slug-my-data', 'POST', '/api/campaigns/{slug}/my-data', 'Another'],
  ]);
});

it.each([
  [{ type: 'integer' }, 'integer'],
  [{ type: 'string', format: 'date-time' }, 'date-time'],
  [{ type: 'string', maxLength: 200 }, 'string, at most 200 characters'],
  [{}, 'any'],
  [{ const: 'withdrawn' }, '"withdrawn"'],
  [{ enum: ['open', 'closed'] }, '"open" | "closed"'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
  [{ anyOf: [{ type: 'string' }, { type: 'string' }] }, 'string'],
  [{ type: 'array', items: { type: 'string' } }, 'list of string'],
  [{ type: 'array', items: { type: 'object', properties: {} } }, 'list of objects'],
])('says of %j that it is %s', (schema, words) => {
  expect(typeOf(schema)).toBe(words);
});

it('says which fields are required, and none if nobody says', () => {
  const properties = { name: { type: 'string' }, country: { type: 'string' } };
  expect(fields(properties, ['name']).map(({ name, required }) => [name, required])).toEqual([
    ['name', true],
    ['country', false],
  ]);
  expect(fields(properties).map(({ required }) => required)).toEqual([false, false]);
});

it('lists the fields of the objects in a list, however deep it lies', () => {
  const list = { type: 'array', items: { type: 'array', items: { type: 'object', properties: { hour: {} } } } };
  expect(fields({ byHour: list })[0]?.fields.map(({ name }) => name)).toEqual(['hour']);
  expect(fields({ name: { type: 'string' } })[0]?.fields).toEqual([]);
});

it('describes a field by its own words, or by those of what is in its list, but for objects, whose fields have words', () => {
  const described = (schema: object) => fields({ it: schema })[0]?.description;
  expect(described({ type: 'string', description: 'Own words' })).toBe('Own words');
  expect(described({ type: 'array', items: { type: 'string', description: 'Of each' } })).toBe('Of each');
  expect(described({ type: 'array', items: { properties: {}, description: 'Of each' } })).toBeUndefined();
  expect(described({ type: 'string' })).toBeUndefined();
});

it('says whether a call takes a form as well, and takes nothing without a body', () => {
  const schema = { type: 'object', properties: { token: { type: 'string' } } };
  const form = { content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } } };
  const taken = (requestBody?: object) => {
    const [{ alsoForm, takes }] = call({ requestBody }) as [ReturnType<typeof call>[number]];
    return [alsoForm, takes.map(({ name }) => name)];
  };
  expect(taken(json(schema))).toEqual([false, ['token']]);
  expect(taken(form)).toEqual([true, ['token']]);
  expect(taken()).toEqual([false, []]);
});

it('lists what a call answers, without the fields of problems, which are all alike', () => {
  const schema = { type: 'object', properties: { status: { type: 'string' } } };
  const responses = {
    202: { description: 'Sent', ...json(schema) },
    304: { description: 'Unchanged' },
    422: { description: 'Faults', content: { 'application/problem+json': { schema } } },
  };
  expect(
    call({ responses })[0]?.answers.map(({ status, description, fields }) => [status, description, fields.length]),
  ).toEqual([
    ['202', 'Sent', 1],
    ['304', 'Unchanged', 0],
    ['422', 'Faults', 0],
  ]);
});
