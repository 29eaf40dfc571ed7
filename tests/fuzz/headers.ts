import * as fc from 'fast-check';
import { MARK, MARKUP } from './marks.ts';
import { anyText, mostly } from './texts.ts';

export type Header = readonly [name: string, value: string];

/** True and false headers about the body. */
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-8',
  'APPLICATION/JSON ; charset=utf-16',
  'application/json; charset=utf-7',
  'application/x-www-form-urlencoded; charset=iso-8859-1',
  'multipart/form-data; boundary=xx',
  'multipart/form-data',
  'text/plain',
  'text/html',
  'application/problem+json',
  'application/xml',
  'application/json, text/html',
  ';',
  '',
  `text/${MARK}`,
];

/** Headers that a part between caller and app may read, each with wrong values. */
const known: Record<string, readonly string[]> = {
  accept: ['*/*', 'text/html', 'application/json', 'text/html;q=0, application/json', MARKUP, 'text/html,'.repeat(500)],
  'accept-language': ['en', 'az', 'ar-EG,ar;q=0.9', '*', 'x'.repeat(3_000), '__proto__', 'en;q=1e999', '-'],
  'accept-encoding': ['gzip, br', 'identity;q=0', '*;q=0', 'x'],
  'content-encoding': ['gzip', 'br', 'identity', 'deflate, gzip', 'zzz'],
  'if-none-match': ['*', '"x"', 'W/"x"', '"', '"x", "y"', '"a",'.repeat(1_000)],
  'if-match': ['*', '"x"'],
  'if-modified-since': ['Thu, 01 Jan 1970 00:00:00 GMT', 'tomorrow', '9'.repeat(200)],
  'if-unmodified-since': ['Thu, 01 Jan 1970 00:00:00 GMT'],
  range: ['bytes=0-', 'bytes=-1', 'bytes=0-0,1-1,2-2', `bytes=${'0-,'.repeat(1_000)}`, 'lines=1-2'],
  'if-range': ['"x"'],
  origin: [
    'null',
    'https://amparo.example',
    'https://evil.example',
    '',
    'file://',
    `https://${MARK}`,
    'https://amparo.example.evil',
  ],
  referer: ['https://evil.example/?token=x', 'x'],
  'sec-fetch-site': ['same-origin', 'cross-site', 'none', 'same-site', MARK],
  'sec-fetch-mode': ['navigate', 'cors', 'websocket'],
  'sec-fetch-dest': ['document', 'iframe', 'image'],
  'x-forwarded-for': ['1.2.3.4', '::1', '1.2.3.4, 5.6.7.8', MARKUP, 'unknown', '256.1.1.1', '1,'.repeat(1_000)],
  'x-forwarded-host': ['evil.example', MARKUP],
  'x-forwarded-proto': ['http', 'javascript'],
  forwarded: ['for=1.2.3.4;host=evil.example;proto=http', 'for="[::1]"'],
  'x-original-url': ['/confirm', '/api/confirmations'],
  'x-http-method-override': ['DELETE', 'POST', 'PUT'],
  'x-amparo-edge': ['x', MARKUP],
  cookie: ['a=b', '__proto__=x', `session=${MARK}`, 'a=b; '.repeat(500)],
  authorization: ['Bearer x', 'Basic eDp5', 'AWS4-HMAC-SHA256 x'],
  expect: ['100-continue'],
  upgrade: ['h2c', 'websocket'],
  te: ['trailers'],
  via: ['1.1 x'],
  'user-agent': [MARKUP, '', '() { :; }; echo x'],
  'x-amz-cf-id': ['x'],
  'access-control-request-method': ['POST', 'DELETE', MARK],
  'access-control-request-headers': ['authorization', MARKUP],
  purpose: ['prefetch'],
};

const knownHeader: fc.Arbitrary<Header> = fc
  .constantFrom(...Object.entries(known))
  .chain(([name, values]) => mostly(fc.constantFrom(...values), anyText, 9).map((value): Header => [name, value]));
const unknownHeader: fc.Arbitrary<Header> = fc
  .tuple(fc.constantFrom('x-a', 'x-amparo', '__proto__', 'constructor', 'x'.repeat(300)), anyText)
  .map(([name, value]): Header => [name, value]);

/** Some headers, of which a name may come twice, and sometimes a great many. */
export const anyHeaders: fc.Arbitrary<Header[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: knownHeader }, { weight: 1, arbitrary: unknownHeader }), {
      maxLength: 5,
    }),
    mostly(fc.constant(0), fc.integer({ min: 10, max: 300 }), 30),
  )
  .map(([headers, more]) => [
    ...headers,
    ...Array.from({ length: more }, (_, index): Header => [`x-more-${index % 200}`, 'y'.repeat(20)]),
  ]);

/** A content type that may not fit the body. */
export const anyType: fc.Arbitrary<string> = fc.constantFrom(...types);
