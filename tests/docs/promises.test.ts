import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (document: string): string => readFileSync(join(root, document), 'utf8').replaceAll(/\s+/g, ' ');

/** Tests that a document names: a link to the file, and after it, in curly quotes, the test's own words. */
function namedTests(document: string): { file: string; title: string | undefined }[] {
  const links = textOf(document).matchAll(/\]\(([^)]*tests\/[^)#]+\.test\.tsx?)\)(?: “([^”]+)”)?/g);
  return [...links].map(([, link = '', title]) => ({ file: join(root, dirname(document), link), title }));
}

it.each(['docs/reference/threat-model.md', 'docs/reference/privacy.md', 'README.md'])(
  'names in %s tests that exist, by the words that they have',
  (document) => {
    const named = namedTests(document);
    expect(named.length).toBeGreaterThan(10);
    for (const { file, title } of named) {
      const source = readFileSync(file, 'utf8');
      expect(source, file).toContain(title ?? 'it(');
    }
  },
);

/** The list items of a text, each with all of its lines. */
const itemsOf = (text: string): string[] =>
  text.split(/\n(?=- |#|\n)/).filter((part) => part.trimStart().startsWith('- '));

it('leaves no promise about privacy without a test', () => {
  const [, section = ''] = /## Privacy\n([\s\S]*?)\n## /.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const page = readFileSync(join(root, 'docs/reference/privacy.md'), 'utf8');
  const promises = [section, page].map(itemsOf);
  expect(promises.map((items) => items.length >= 10)).toEqual([true, true]);
  expect(promises.flat().filter((promise) => !promise.includes('.test.ts'))).toEqual([]);
});
