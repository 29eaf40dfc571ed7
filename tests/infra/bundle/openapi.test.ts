import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { outline } from '../../../functions/site/openapi-outline.ts';
import { openApiDocument } from '../../../infra/bundle/openapi.ts';
import { withReferences } from '../../../infra/bundle/openapi-components.ts';

const text = JSON.stringify(openApiDocument());
const document = JSON.parse(text) as {
  components: {
    schemas: Record<string, { properties?: object }>;
    responses: Record<string, object>;
    headers: Record<string, object>;
  };
  paths: Record<string, Record<string, { responses: Record<string, object> }>>;
};
const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, at = '']) => at);

describe('the OpenAPI document', () => {
  it('writes a schema that many calls have once, so that it stays under 236 kB, and under 26 kB gzipped', () => {
    expect(text.length).toBeLessThan(236_000);
    expect(gzipSync(text).length).toBeLessThan(26_000);
    expect(references.filter((at) => at.endsWith('/Problem')).length).toBeGreaterThan(100);
    expect(text).not.toContain('$defs');
  });

  it('refers to nothing that is not there, and has no schema to which nothing refers', () => {
    const { schemas, responses, headers } = document.components;
    const named = Object.entries({ schemas, responses, headers }).flatMap(([kind, all]) =>
      Object.keys(all).map((name) => `#/components/${kind}/${name}`),
    );
    const [whole, fields] = [references, references].map((all, i) =>
      [...new Set(all)].filter((at) => at.includes('/properties/') === (i === 1)),
    ) as [string[], string[]];
    expect(whole.sort()).toEqual(named.sort());
    expect(fields.length).toBeGreaterThan(40);
    for (const field of fields) {
      const [, name = '', property = ''] = /^#\/components\/schemas\/(\w+)\/properties\/(.+)$/.exec(field) ?? [];
      expect(Object.keys(schemas[name]?.properties ?? {}), field).toContain(property);
    }
  });

  it('says of every call that a service may not answer', () => {
    for (const [path, calls] of Object.entries(document.paths))
      for (const [method, { responses }] of Object.entries(calls))
        expect(Object.keys(responses), `${method} ${path}`).toContain('503');
    const shown = outline(text).flatMap(({ answers }) => answers.filter(({ status }) => status === '503'));
    expect(new Set(shown.map(({ description }) => description))).toEqual(
      new Set(['A service that is needed does not answer: try again after the seconds of Retry-After']),
    );
  });

  it('is shown to people with the fields of each schema, also of one that has itself in it', () => {
    const calls = outline(text);
    const fieldsOf = (path: string, method: string, status: string) =>
      calls
        .find((call) => call.path === path && call.method === method)
        ?.answers.find((answer) => answer.status === status)
        ?.fields.map(({ name }) => name);
    expect(fieldsOf('/api/organise/campaigns/{slug}/archive', 'POST', '200')).toContain('archivedAt');
    expect(fieldsOf('/api/campaigns/{slug}', 'GET', '200')).toContain('texts');
    const patch = calls.find((call) => call.id === 'patch-api-organise-campaigns-slug-')?.takes ?? [];
    const typeOf = (field: string) => patch.find(({ name }) => name === field)?.type;
    expect([typeOf('notice'), typeOf('title'), typeOf('group')]).toEqual([
      ...['string, at most 400 characters | null', 'string, at most 120 characters', 'object | null'],
    ]);
  });
});

describe('a schema with a name', () => {
  const pet = { type: 'object', properties: { name: { type: 'string' } } };

  it('is referred to wherever it stands, and keeps what is said of it there', () => {
    const made = withReferences({ one: pet, many: { type: 'array', items: { ...pet, description: 'Of yours' } } }, [
      { name: 'Pet', schema: { ...pet, description: 'A pet' } },
      { name: 'Unused', schema: { type: 'null' } },
    ]);
    expect(made).toEqual({
      document: {
        one: { $ref: '#/components/schemas/Pet' },
        many: { type: 'array', items: { $ref: '#/components/schemas/Pet', description: 'Of yours' } },
      },
      schemas: { Pet: { ...pet, description: 'A pet' } },
    });
  });

  it('may have another one in it', () => {
    const owner = { type: 'object', properties: { pet } };
    const named = [
      { name: 'Owner', schema: owner },
      { name: 'Pet', schema: pet },
    ];
    expect(withReferences({ owner }, named)).toEqual({
      document: { owner: { $ref: '#/components/schemas/Owner' } },
      schemas: { Owner: { type: 'object', properties: { pet: { $ref: '#/components/schemas/Pet' } } }, Pet: pet },
    });
  });
});
