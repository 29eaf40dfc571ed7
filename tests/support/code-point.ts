import * as fc from 'fast-check';

/**
 * Any code point but a surrogate, as the unit of a text. fast-check's own unit `binary` first lists all million of them, which
 * takes a second and 100 MB in each process.
 */
export const codePoint: fc.Arbitrary<string> = fc
  .oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) }, fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point));
