import { expect, it } from 'vitest';
import { typedOf } from '../../../functions/console/ui/typed.ts';

it('leaves out a field whose name is longer than that of any form', () => {
  const longest = 'a'.repeat(6_000);
  const sent = [longest, `${longest}a`, 'title'].map((name) => [name, 'v'] as const);
  expect(Object.keys(typedOf(sent))).toEqual([longest, 'title']);
});
