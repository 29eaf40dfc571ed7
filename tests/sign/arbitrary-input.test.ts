import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { codePoint } from '../support/code-point.ts';
import { open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app } = await startSign();
const bounded = { numRuns: 150 };
const anyText = fc.oneof(fc.string({ unit: codePoint }), fc.string({ unit: 'grapheme' }));
const fields = [
  'name',
  'email',
  'country',
  'locale',
  'publicName',
  'updates',
  'comment',
  'source',
  'token',
  '__proto__',
];
const plausible = fc.record(
  Object.fromEntries(
    fields.map((field) => [field, fc.oneof(anyText, fc.emailAddress(), fc.constant('AZ'), fc.jsonValue())]),
  ),
  { requiredKeys: [] },
);
const paths = fc.constantFrom(SIGN, '/confirm', '/withdraw', '/api/confirmations', '/api/withdrawals');

const expectNoFault = ({ status }: Response) => expect(status).toBeLessThan(500);

it('meets no JSON that it cannot answer', async () => {
  await fc.assert(
    fc.asyncProperty(paths, fc.oneof(plausible, fc.jsonValue(), anyText), async (path, body) => {
      expectNoFault(await postJson(app, path, typeof body === 'string' ? body : JSON.stringify(body)));
    }),
    bounded,
  );
});

it('meets no form that it cannot answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      paths,
      fc.dictionary(fc.oneof(fc.constantFrom(...fields), anyText), anyText),
      async (path, form) => {
        expectNoFault(await postForm(app, path, form));
      },
    ),
    bounded,
  );
});

it('meets no bytes, type or address that it cannot answer', async () => {
  const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain');
  await fc.assert(
    fc.asyncProperty(paths, types, fc.uint8Array({ maxLength: 300 }), async (path, type, body) => {
      expectNoFault(
        await app.request(path, { method: 'POST', headers: { 'content-type': type }, body: Uint8Array.from(body) }),
      );
    }),
    bounded,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('/confirm?token=', '/withdraw?', '/campaigns/', '/api/'),
      fc.webPath(),
      async (start, rest) => {
        expectNoFault(await open(app, `${start}${rest.replace(/^\//, '')}`));
      },
    ),
    bounded,
  );
});
