import { expect, it } from 'vitest';
import { mutations } from '../model/mutations.ts';
import { textOf } from './markdown.ts';

it('says how many changes on purpose `npm run mutate` tries', () => {
  const { length } = mutations;
  expect(textOf('docs/reference/performance.md')).toContain(`that break a promise; caught | ${length}; ${length} |`);
});
