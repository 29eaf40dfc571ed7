import { expect, it } from 'vitest';
import { spread } from '../support/sequencer.ts';

it('spreads files that wait among files that work, and leaves out no file', () => {
  expect(spread(['a', 'b'], ['1', '2', '3', '4', '5', '6']).join(' ')).toBe('a 1 2 b 3 4 5 6');
  expect(spread(['a', 'b', 'c'], ['1']).join(' ')).toBe('a b c 1');
  expect(spread([], [1, 2])).toEqual([1, 2]);
  expect(spread(['a'], [])).toEqual(['a']);
});
