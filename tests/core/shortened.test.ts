import { expect, it } from 'vitest';
import { shortened } from '../../functions/core/shortened.ts';

it('repeats the beginning of a text, and cuts no letter in two', () => {
  expect(shortened('a'.repeat(60))).toBe('a'.repeat(60));
  expect(shortened('a'.repeat(61))).toBe(`${'a'.repeat(60)}…`);
  expect(shortened(`${'a'.repeat(58)}😀b`)).toBe(`${'a'.repeat(58)}😀…`);
  expect(shortened(`${'a'.repeat(59)}😀b`)).toBe(`${'a'.repeat(59)}…`);
});
