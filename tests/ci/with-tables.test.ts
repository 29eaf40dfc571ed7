import { expect, it } from 'vitest';
import { filesWithTables } from './with-tables.ts';

const found = filesWithTables();

it('finds the tests that use a table, also by what helps them', () => {
  expect(found).toEqual(
    expect.arrayContaining([
      'tests/core/signatures/conditions.test.ts',
      'tests/sign/concurrency.test.ts',
      'tests/tally/genuine.test.ts',
      'tests/commands/campaign.test.ts',
    ]),
  );
});

it('leaves out those that use none', () => {
  expect(found.filter((file) => /^tests\/(ui|rooms|ci)\//.test(file))).toEqual([]);
  expect(found).not.toContain('tests/core/campaigns/markdown.test.ts');
});
