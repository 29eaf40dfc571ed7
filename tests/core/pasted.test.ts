import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trimPasted } from '../../functions/core/pasted.ts';

it.each([
  ['  Ada\n', 'Ada'],
  ['\ufeff\u2066Ada \u200b\u2069', 'Ada'],
  ['\u00ad\u2060Ada\u180e\u061c', 'Ada'],
  ['Ada\u200b\u202eLovelace', 'Ada\u200b\u202eLovelace'],
  ['\u200b\u200d \ufeff', ''],
  ['', ''],
  // Signs that end an emoji, and a joiner that ends a Malayalam letter.
  ['🕊\ufe0f', '🕊\ufe0f'],
  ['🏴\u{e0067}\u{e007f}', '🏴\u{e0067}\u{e007f}'],
  ['ന\u0d4d\u200d\u200b ', 'ന\u0d4d\u200d'],
  ['𑄇\u{11133}\u200c', '𑄇\u{11133}\u200c'],
  ['Ada\u200d', 'Ada'],
])('takes %j as %j', (typed, expected) => {
  expect(trimPasted(typed)).toBe(expected);
});

it('takes nothing from the inside, takes all at once, and is as fast with many spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const trimmed = trimPasted(text);
      expect(text).toContain(trimmed);
      expect(trimPasted(trimmed)).toBe(trimmed);
    }),
  );
  expect(trimPasted(`${' '.repeat(500_000)}a${' '.repeat(500_000)}b`)).toHaveLength(500_002);
});
