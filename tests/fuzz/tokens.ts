import * as fc from 'fast-check';
import { MARK } from './marks.ts';
import { anyText, mostly } from './texts.ts';

const base64url = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');

/** Headers of a JWE that libraries have been tricked with. */
const headers: readonly object[] = [
  {},
  { alg: 'none', enc: 'none' },
  { alg: 'dir', enc: 'A256GCM' },
  { alg: 'dir', enc: 'A128CBC-HS256' },
  { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 2_147_483_647, p2s: 'AAAA' },
  { alg: 'RSA-OAEP', enc: 'A256GCM' },
  { alg: 'ECDH-ES', enc: 'A256GCM', epk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } },
  { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
  { alg: 'dir', enc: 'A256GCM', crit: ['exp'], exp: 1 },
  { alg: 'dir', enc: 'A256GCM', crit: ['__proto__'] },
  { alg: 'dir', enc: 'A256GCM', b64: false, crit: ['b64'] },
  { alg: 'dir', enc: 'A256GCM', jwk: { kty: 'oct', k: 'AAAA' }, jku: 'http://127.0.0.1:1/', x5u: 'file:///etc/passwd' },
  { alg: 'HS256', typ: 'JWT' },
  { alg: 'dir', enc: 'A256GCM', apu: 'x'.repeat(2_000) },
];
const kids = [
  'k1',
  'k2',
  '',
  '__proto__',
  'constructor',
  'current',
  '../k1',
  `x-${MARK}`,
  'k1\u0000',
  'x'.repeat(2_000),
];

/** Real tokens, and changed ones. */
export function tokens(real: readonly string[]): fc.Arbitrary<string> {
  const whole = fc.constantFrom(...real);
  return mostly(
    whole,
    fc.oneof({ weight: 6, arbitrary: fc.oneof(...mutations(whole)) }, { weight: 1, arbitrary: anyText }),
    1,
  );
}

const mutations = (whole: fc.Arbitrary<string>): fc.Arbitrary<string>[] => [
  // One bit of one character, and so of one byte of header, nonce, text or tag.
  at(whole, (token, index) => token.slice(0, index) + flipped(token, index) + token.slice(index + 1)),
  at(whole, (token, index) => token.slice(0, index)),
  at(whole, (token, index) => token.slice(index)),
  at(whole, (token, index) => `${token.slice(0, index)}\r\n ${token.slice(index)}`),
  at(whole, (token, index) => `${token.slice(0, index)}.${token.slice(index)}`),
  fc.tuple(whole, whole).map(([one, other]) => exchanged(one, other)),
  fc.tuple(whole, fc.constantFrom(...headers), fc.constantFrom(undefined, ...kids)).map(([token, header, kid]) => {
    const [, ...rest] = token.split('.');
    return [base64url(JSON.stringify(kid === undefined ? header : { ...header, kid })), ...rest].join('.');
  }),
  whole.map((token) => `${token}=`),
  whole.map((token) => token.replaceAll('-', '+').replaceAll('_', '/')),
  whole.map((token) =>
    JSON.stringify({ protected: token.split('.')[0], ciphertext: token.split('.')[3], unprotected: {} }),
  ),
  fc.constantFrom('....', '..', '.', 'a.b.c.d.e', `${base64url('{}')}....`, `${base64url('[1]')}.a.b.c.d`),
  fc.integer({ min: 1, max: 15_000 }).map((length) => 'A'.repeat(length)),
  fc.integer({ min: 1, max: 10_000 }).map((dots) => '.'.repeat(dots)),
];

const at = (whole: fc.Arbitrary<string>, change: (token: string, index: number) => string): fc.Arbitrary<string> =>
  fc
    .tuple(whole, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([token, where]) => change(token, Math.min(token.length - 1, Math.floor(token.length * where))));

const flipped = (token: string, index: number): string => (token[index] === 'A' ? 'B' : 'A');

/** The header, key, nonce and text of one token with the end of another. */
const exchanged = (one: string, other: string): string =>
  [...one.split('.').slice(0, 3), ...other.split('.').slice(3)].join('.');

/** Real proofs of work, and changed ones: other answers, other times, other shapes. */
export function proofs(real: readonly string[]): fc.Arbitrary<string> {
  const whole = fc.constantFrom(...real);
  const opened = whole.map((proof): Json => parsed(Buffer.from(proof, 'base64').toString()));
  const changed = fc.tuple(opened, fc.nat(), odd).map(([json, which, value]) => replaced(json, which, value));
  return mostly(
    whole,
    fc.oneof(
      { weight: 5, arbitrary: changed.map((json) => Buffer.from(JSON.stringify(json) ?? '').toString('base64')) },
      {
        weight: 2,
        arbitrary: at(whole, (proof, index) => proof.slice(0, index) + flipped(proof, index) + proof.slice(index + 1)),
      },
      { weight: 1, arbitrary: at(whole, (proof, index) => proof.slice(0, index)) },
      { weight: 1, arbitrary: anyText },
      { weight: 1, arbitrary: fc.jsonValue().map((json) => Buffer.from(JSON.stringify(json)).toString('base64')) },
    ),
    1,
  );
}

type Json = unknown;

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    4_294_967_296,
    '',
    'SHA-1',
    'ARGON2ID',
    'SCRYPT',
    [],
    {},
    '1e9',
    '__proto__',
  ),
  anyText,
  fc.integer(),
);

/** The same JSON with its `which`th leaf or branch replaced. */
function replaced(json: Json, which: number, value: Json): Json {
  const places = placesOf(json);
  const place = places[which % Math.max(places.length, 1)] ?? [];
  return put(json, place, value);
}

const placesOf = (json: Json, under: readonly string[] = []): (readonly string[])[] => [
  under,
  ...(typeof json === 'object' && json !== null
    ? Object.entries(json).flatMap(([name, inner]) => placesOf(inner, [...under, name]))
    : []),
];

function put(json: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  const inner = (json as Record<string, Json>)[name];
  return { ...(json as object), [name]: put(inner, rest, value) };
}
