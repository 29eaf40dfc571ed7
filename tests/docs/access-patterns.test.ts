import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root, textOf } from './markdown.ts';

const rows = textOf('docs/reference/access-patterns.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`core/'));

it('names with each access pattern a function, and the file that has it', () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const [, names = '', file = ''] = /\| ((?:`\w+`(?:, )?)+) in `(core\/[\w/-]+\.ts)` \|/.exec(row) ?? [];
    const path = join(root, 'functions', file);
    expect(file !== '' && existsSync(path), row).toBe(true);
    const source = readFileSync(path, 'utf8');
    for (const [, name = ''] of names.matchAll(/`(\w+)`/g)) {
      expect(source, row).toMatch(new RegExp(`export (async )?(function\\*?|const) ${name}\\b`));
    }
  }
});
