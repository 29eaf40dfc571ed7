import * as fc from 'fast-check';
import { MARK } from './marks.ts';
import { anyText, mostly } from './texts.ts';

/** The usual content of each field of a form, by its name. */
export type FieldValues = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** The bytes of a body, and the content type that belongs to them. */
export interface FuzzedBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Names that mean something to JavaScript. */
const oddNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'toJSON',
  'hasOwnProperty',
  'length',
  '',
  '0',
];

/** JSON that `JSON.stringify` would not write. */
const oddJson = [
  '',
  '{',
  '{}',
  '[]',
  'null',
  'NaN',
  '-0',
  '1e999',
  '"x"',
  '{"name":NaN}',
  '{"name":undefined}',
  "{'name':'x'}",
  '{"name":"a","name":"b"}',
  '{"name":"\\ud800","comment":"\\udc00\\u0000"}',
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '{"name":{"__proto__":{"polluted":true}},"email":{"toString":"x"}}',
  '\ufeff{"name":"x"}',
  '{"name":"x"}}',
  '{"name":"x"}//',
  `{"n":${'9'.repeat(400)}}`,
  `{"token":${'['.repeat(7_000)}${']'.repeat(7_000)}}`,
  `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`,
  '['.repeat(16_000),
  `{"name":"x-${MARK}","email":["a@${MARK}.example"]}`,
];

export function bodyOf(values: FieldValues): fc.Arbitrary<FuzzedBody> {
  const fields = fieldsOf(values);
  const json = fields.map((entries) => ({ type: JSON_TYPE, bytes: utf8(objectText(entries)) }));
  const form = fields.map((entries) => ({ type: FORM, bytes: utf8(formText(entries)) }));
  return fc.oneof(
    { weight: 6, arbitrary: json },
    { weight: 6, arbitrary: form },
    { weight: 2, arbitrary: oddBodies },
    {
      weight: 1,
      arbitrary: fields.map((entries) => ({ type: 'multipart/form-data; boundary=xx', bytes: utf8(parts(entries)) })),
    },
  );
}

/** Fields in any order, some of them missing, odd, or there twice. */
const fieldsOf = (values: FieldValues): fc.Arbitrary<[string, unknown][]> =>
  fc
    .tuple(
      ...Object.entries(values).map(([name, usual]) =>
        mostly(
          mostly(usual, fc.oneof({ weight: 3, arbitrary: anyText }, { weight: 1, arbitrary: fc.jsonValue() }), 25).map(
            (value): [string, unknown][] => [[name, value]],
          ),
          fc.constant<[string, unknown][]>([]),
          30,
        ),
      ),
      mostly(
        fc.constant<[string, unknown][]>([]),
        fc.array(fc.tuple(fc.oneof(fc.constantFrom(...oddNames, ...Object.keys(values)), anyText), fc.jsonValue()), {
          maxLength: 3,
        }),
        5,
      ),
    )
    .map((lists) => lists.flat() as [string, unknown][]);

/** As text, so that a name may come twice and `__proto__` is a name like any other. */
const objectText = (entries: readonly [string, unknown][]): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`;

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const formText = (entries: readonly [string, unknown][]): string =>
  entries
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(asText(value).toWellFormed())}`,
    )
    .join('&');

const parts = (entries: readonly [string, unknown][]): string =>
  `${entries.map(([name, value]) => `--xx\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${asText(value)}\r\n`).join('')}--xx--\r\n`;

const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

const oddBodies: fc.Arbitrary<FuzzedBody> = fc.oneof(
  fc.constantFrom(...oddJson).map((text) => ({ type: JSON_TYPE, bytes: utf8(text) })),
  fc.constantFrom(...oddJson).map((text) => ({ type: JSON_TYPE, bytes: utf16(text) })),
  fc.jsonValue({ depthSize: 'large' }).map((value) => ({ type: JSON_TYPE, bytes: utf8(JSON.stringify(value)) })),
  fc.constantFrom(JSON_TYPE, FORM).chain((type) => fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ type, bytes }))),
  fc
    .integer({ min: 15_000, max: 40_000 })
    .map((size) => ({ type: JSON_TYPE, bytes: utf8(`{"name":"${'x'.repeat(size)}"}`) })),
  fc.integer({ min: 500, max: 7_900 }).map((times) => ({ type: FORM, bytes: utf8('a&'.repeat(times)) })),
  fc.integer({ min: 100, max: 1_500 }).map((times) => ({ type: FORM, bytes: utf8('name[a]=%ff&'.repeat(times)) })),
  fc
    .constantFrom('%', '%zz=%', '=', '&', 'name=%c0%af', 'name=%ed%a0%80', '+=+', ';')
    .map((text) => ({ type: FORM, bytes: utf8(text) })),
  anyText.map((text) => ({ type: FORM, bytes: utf8(text) })),
  // Starts as UTF-8, and then is not: the decoder must not repair the name.
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((tail) => ({
    type: JSON_TYPE,
    bytes: Buffer.concat([utf8('{"name":"'), Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80]), tail, utf8('"}')]),
  })),
);
