import { describe, expect, it } from 'vitest';
import { Problem } from '../../functions/core/problem.ts';
import { createApp } from '../../functions/http/app.ts';
import { readBody } from '../../functions/http/body.ts';
import { appDeps } from '../support/app-deps.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { hashOf } from '../support/inline-blocks.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** An app on the common ground, with its log. Each test makes a new one. */
function startApp(publicUrl = 'https://amparo.example') {
  const logged: { event: string; fields: unknown }[] = [];
  const write = (event: string, fields?: unknown) => void logged.push({ event, fields });
  const deps = { ...appDeps, publicUrl, log: { info: write, error: write } };
  let failure: unknown;
  const app = createApp(deps)
    .get('/page', (c) => c.html('<p>page'))
    .post('/page', (c) => c.html('<p>sent'))
    .post('/echo', async (c) => c.json(await readBody(c)))
    .get('/api/fails', () => {
      throw failure;
    });
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    app.request(path, { method: 'POST', body, headers });
  /** The answer to a program when a handler fails with an error. */
  async function toldOf(error: unknown) {
    failure = error;
    const answer = await app.request('/api/fails');
    const { type } = (await answer.json()) as { type: string };
    return { status: answer.status, type, retryAfter: answer.headers.get('retry-after') };
  }
  return { app, logged, post, toldOf };
}

describe('a form that a foreign page sends', () => {
  it.each<[string, boolean, Record<string, string>]>([
    ['from a page of ours', true, { 'sec-fetch-site': 'same-origin', origin: 'https://amparo.example' }],
    ['by a person, from no page', true, { 'sec-fetch-site': 'none' }],
    ['from another site', false, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from another host of the same site', false, { 'sec-fetch-site': 'same-site' }],
    [
      'from another site that names our origin',
      false,
      { 'sec-fetch-site': 'cross-site', origin: 'https://amparo.example' },
    ],
    ['by an older browser, from a page of ours', true, { origin: 'https://amparo.example' }],
    ['by an older browser, from the address that it was asked by', true, { origin: 'http://localhost' }],
    ['by an older browser, from a page that hides its origin', true, { origin: 'null' }],
    ['by an older browser, from another site', false, { origin: 'https://evil.example' }],
    ['by an older browser, from our name under another scheme', false, { origin: 'http://amparo.example' }],
    ['by what tells nothing', true, {}],
  ])('%s is accepted: %s', async (_how, isTaken, headers) => {
    const answer = await startApp().post('/page', 'a=1', { 'content-type': FORM, ...headers });
    expect(answer.status).toBe(isTaken ? 200 : 403);
  });

  it('is refused however the type of a form is written', async () => {
    const { post } = startApp();
    for (const type of [FORM, `${FORM}; charset=utf-8`, FORM.toUpperCase(), ` ${FORM} ;x`]) {
      const answer = await post('/page', 'a=1', { 'content-type': type, 'sec-fetch-site': 'cross-site' });
      expect(answer.status, type).toBe(403);
    }
  });

  it('is refused in every encoding that needs no permission, and without any', async () => {
    const { app } = startApp();
    for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'text/plain; application/json', undefined]) {
      const asked = new Request('https://amparo.example/page', { method: 'POST', body: new Uint8Array([97]) });
      if (type) asked.headers.set('content-type', type);
      asked.headers.set('sec-fetch-site', 'cross-site');
      expect((await app.request(asked)).status, type).toBe(403);
    }
  });

  it('is a matter of forms that are sent alone: not of JSON, which needs a permission, and not of reading', async () => {
    const { app, post } = startApp();
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await post('/echo', '{}', { 'content-type': JSON_TYPE, ...foreign })).status).toBe(200);
    expect((await app.request('/page', { headers: { 'content-type': FORM, ...foreign } })).status).toBe(200);
  });
});

describe('a body', () => {
  const read = async (body: string | Uint8Array<ArrayBuffer>, type?: string) => {
    const answer = await startApp().post('/echo', body, type === undefined ? {} : { 'content-type': type });
    const told = (await answer.json()) as { type?: string };
    return answer.status === 200 ? told : told.type?.replace('urn:amparo:problem:', '');
  };

  it('is read as JSON or as a form, by its type, which the caller gets', async () => {
    expect(await read('{"a":"1"}', JSON_TYPE)).toEqual({ from: 'json', fields: { a: '1' } });
    expect(await read('{"a":"1"}', 'Application/JSON; charset=utf-8')).toEqual({ from: 'json', fields: { a: '1' } });
    expect(await read('{"a":"ä"}', ` ${JSON_TYPE} `)).toEqual({ from: 'json', fields: { a: 'ä' } });
  });

  it('of a form holds its fields, unpacked, the last of each name', async () => {
    const { app } = startApp();
    const asked = new Request('https://amparo.example/echo', { method: 'POST', body: 'a=1&b=%C3%A4+x&a=2' });
    asked.headers.set('content-type', FORM);
    expect(await (await app.request(asked)).json()).toEqual({ from: 'form', fields: { a: '2', b: 'ä x' } });
  });

  it.each(['', '{', '[]', '[{"a":1}]', 'null', '7', '"text"', 'true'])('is not a JSON object: %j', async (body) => {
    expect(await read(body, JSON_TYPE)).toBe('invalid-json');
  });

  it('is not a JSON object of use if it has lists or objects in each other without end', async () => {
    const deep = (steps: number) => `{"a":${'['.repeat(steps)}${']'.repeat(steps)}}`;
    expect(await read(deep(31), JSON_TYPE)).toMatchObject({ from: 'json' });
    expect(await read(deep(33), JSON_TYPE)).toBe('invalid-json');
    expect(await read(deep(8_000), JSON_TYPE)).toBe('invalid-json');
    expect(await read(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, JSON_TYPE)).toBe('invalid-json');
  });

  it('is not JSON if its bytes are not UTF-8', async () => {
    expect(await read(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE)).toBe('invalid-json');
  });

  it.each(['text/plain', 'application/json+x', 'multipart/form-data; boundary=x', ''])(
    'of the type %j is not read',
    async (type) => {
      expect(await read('{}', type)).toBe('unsupported-content-type');
    },
  );

  it('may be as large as 16 kB, and no larger', async () => {
    const { post } = startApp();
    const sized = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
    const json = (body: string) =>
      post('/echo', body, { 'content-type': JSON_TYPE, 'content-length': String(body.length) });
    expect((await json(sized(16_384))).status).toBe(200);
    expect((await json(sized(16_385))).status).toBe(413);
  });
});

describe('an error', () => {
  const ofService = (name: string) => Object.assign(new Error('ada@example.org'), { name, $metadata: {} });

  it('of a service of AWS says that trying again may help, and when', async () => {
    const { toldOf, logged } = startApp();
    expect(await toldOf(ofService('ProvisionedThroughputExceededException'))).toEqual({
      status: 503,
      type: 'urn:amparo:problem:unavailable',
      retryAfter: '5',
    });
    expect(logged).toMatchObject([
      { event: 'request-failed', fields: { error: 'ProvisionedThroughputExceededException', method: 'GET' } },
    ]);
    expect(JSON.stringify(logged)).not.toContain('ada@example.org');
  });

  it.each(['ValidationException', 'SerializationException', 'InvalidMessageContents'])(
    'of a service that does not understand us is our fault, which no retry changes: %s',
    async (name) => {
      const { toldOf } = startApp();
      expect(await toldOf(ofService(name))).toEqual({
        status: 500,
        type: 'urn:amparo:problem:internal',
        retryAfter: null,
      });
    },
  );

  it('of our own is internal, and is logged once', async () => {
    const { toldOf, logged } = startApp();
    expect(await toldOf(new TypeError('ada@example.org'))).toMatchObject({ status: 500 });
    expect(logged).toMatchObject([{ event: 'request-failed', fields: { error: 'TypeError' } }]);
  });

  it('of the caller is not logged: requests of strangers wake nobody', async () => {
    const { app, logged } = startApp();
    expect((await app.request('/nowhere')).status).toBe(404);
    expect(logged).toEqual([]);
  });
});

describe('a problem', () => {
  it.each<[string, string, RequestInit, 'page' | 'json']>([
    ['a browser at a page', '/nowhere', { headers: { accept: 'text/html,*/*' } }, 'page'],
    ['a program', '/nowhere', { headers: { accept: '*/*' } }, 'json'],
    ['what says nothing', '/nowhere', {}, 'json'],
    ['a browser at the API', '/api/nowhere', { headers: { accept: 'text/html' } }, 'json'],
    [
      'a browser that opens a form’s address of the API',
      '/api/fails',
      { method: 'PUT', headers: { accept: 'text/html' } },
      'page',
    ],
    ['a form', '/api/nowhere', { method: 'POST', body: 'a=1', headers: { 'content-type': FORM } }, 'page'],
  ])('is reported to %s in its own form', async (_who, path, asked, kind) => {
    const answer = await startApp().app.request(path, asked);
    const type = answer.headers.get('content-type') ?? '';
    expect(type).toMatch(kind === 'page' ? /^text\/html/ : /^application\/problem\+json$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('with a method names the allowed methods', async () => {
    const { app } = startApp();
    const answer = await app.request('/page', { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });
});

it('asks for HTTPS for two years if it is reached by HTTPS, and never on one machine', async () => {
  const of = async (publicUrl: string) =>
    (await startApp(publicUrl).app.request('/page')).headers.get('strict-transport-security');
  expect(await of('https://amparo.example')).toBe('max-age=63072000');
  expect(await of('http://localhost:3000')).toBeNull();
});

it('lets no page be framed, run inline code but its own, load from elsewhere, send a referrer, or ask for a device', async () => {
  const { headers } = await startApp().app.request('/page');
  const policy = Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(policy).toEqual({
    'default-src': "'none'",
    'script-src': `'self' ${hashOf(unbuiltAssets.inPage.script)} ${hashOf(unbuiltAssets.inPage.linkedScript)}`,
    'style-src': [unbuiltAssets.inPage.styles, ...Object.values(unbuiltAssets.inPage.sheets)].map(hashOf).join(' '),
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-xss-protection')).toBe('0');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  const permissions = headers.get('permissions-policy')?.split(', ') ?? [];
  for (const device of ['camera', 'geolocation', 'microphone', 'payment', 'clipboard-read'])
    expect(permissions).toContain(`${device}=()`);
});

it('explains each wrong field, and has no list without wrong fields', async () => {
  const { toldOf, app } = startApp();
  await toldOf(new Problem('invalid-form', { faults: [{ field: 'name', fault: 'missing' }] }));
  const wrong = (await (await app.request('/api/fails')).json()) as { errors: { field: string; message: string }[] };
  expect(wrong.errors).toEqual([{ field: 'name', message: expect.stringMatching(/\w+/) }]);
  await toldOf(new Problem('campaign-closed'));
  expect(await (await app.request('/api/fails')).json()).toEqual({
    type: 'urn:amparo:problem:campaign-closed',
    title: expect.any(String),
    status: 410,
    detail: expect.any(String),
  });
});
