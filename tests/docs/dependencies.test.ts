import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root, textOf } from './markdown.ts';

it('gives a reason for each dependency of package.json', () => {
  const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const rows = [...textOf('docs/reference/dependencies.md').matchAll(/^\| (`.+?) \|/gm)].map(([, names = '']) => names);
  const named = rows.flatMap((names) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  const hasReason = (name: string) =>
    named.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
  const installed = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(project[kind] ?? {}),
  );
  // Types have the reason of the package that they describe.
  expect(installed.filter((name) => !name.startsWith('@types/') && !hasReason(name))).toEqual([]);
  const gone = named.filter((name) => !name.endsWith('*') && name !== 'zod/mini' && !installed.includes(name));
  expect(gone).toEqual([]);
});
