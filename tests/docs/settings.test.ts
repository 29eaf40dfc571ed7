import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { root, textOf } from './markdown.ts';

/** Names in the first column of tables. */
const documentedIn = (text: string): string[] =>
  [...text.matchAll(/^\| (`[A-Z][A-Z_]+`(?:, `[A-Z][A-Z_]+`)*) \|/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((name) => name.slice(1, -1)),
  );

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The settings of people: the names that infra and commands read, and the keys of the schema of `npm start`. */
function settingsInCode(): Set<string> {
  const files = ['infra', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(join(folder, file))),
  );
  const named = files.flatMap((text) => text.match(/\bAMPARO_[A-Z_]*[A-Z]\b/g) ?? []);
  const local = [...read('infra/local/settings.ts').matchAll(/^ +([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
  return new Set([...named, ...local]);
}

/** Old names that still work: a sentence of the page names them. */
const oldNames = (page: string): string[] =>
  page.match(/^`AMPARO_\w+` and `AMPARO_\w+` are the old names/m)?.[0].match(/AMPARO_\w+/g) ?? [];

/** AWS's own, which our code reads, too. */
const OF_AWS = ['AWS_ENDPOINT_URL'];

it('documents every setting that code reads, and no other', () => {
  const page = textOf('docs/reference/settings.md');
  const documented = [...documentedIn(page), ...oldNames(page)].filter((name) => !OF_AWS.includes(name));
  expect(documented.sort()).toEqual([...settingsInCode()].sort());
});

it('shows in README settings of that page, with the same defaults', () => {
  const page = new Set(documentedIn(textOf('docs/reference/settings.md')));
  const readme = documentedIn(textOf('README.md'));
  expect(readme.length).toBeGreaterThan(8);
  expect(readme.filter((name) => !page.has(name))).toEqual([]);
});

it('names the languages of an installation that sets none', () => {
  const [, languages] = /^\| `AMPARO_LANGUAGES` \|.*\| `([^`]*)` \|$/m.exec(textOf('docs/reference/settings.md')) ?? [];
  expect(languages).toBe(USUAL_LANGUAGES.join(','));
});
