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

it.each(['docs/reference/threat-model.md', 'README.md'])(
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

it('leaves no promise of the privacy section without a test', () => {
  const [, section = ''] = /## Privacy\n([\s\S]*?)\n## /.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const promises = section.split(/\n(?=- )/).filter((part) => part.startsWith('- '));
  expect(promises.length).toBeGreaterThan(8);
  expect(promises.filter((promise) => !promise.includes('.test.ts'))).toEqual([]);
});
