import * as fc from 'fast-check';
import { codePoint } from '../support/code-point.ts';
import { MARK, MARKUP } from './marks.ts';

/** Texts that broke other software, and a few that only look as if they did. */
const known = [
  MARKUP,
  `x-${MARK}`,
  `javascript:alert('x-${MARK}')`,
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'NaN',
  'null',
  'undefined',
  '-0',
  '1e999',
  '\u0000',
  '\ufeff',
  '\ufffe\uffff',
  '\ud800',
  '\udc00\ud800',
  '\u202egpj.exe',
  'ﷺ'.repeat(40),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '\r\nset-cookie: a=b',
  '%0d%0aset-cookie:%20a=b',
  '#{7*7}{{7*7}}<%= 7*7 %>',
  "' OR 1=1 --",
  '../../../../etc/passwd',
  '$(sleep 9)`sleep 9`',
  '(a+)+$',
];

/** Anything that a person or a machine may type. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: codePoint, maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', 'A', 'AZ', 'on', 'true') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'é', '漢', '\u0301', '<', '%', '"', '\u200b'), fc.integer({ min: 90, max: 9_000 }))
      .map(([unit, times]) => unit.repeat(times)),
  },
);

/** `usual` most of the time, so that a request is seldom odd in every way at once, and gets as far as it can. */
export const mostly = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>, weight = 4): fc.Arbitrary<Value> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
