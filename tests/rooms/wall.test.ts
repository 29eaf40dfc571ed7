import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf, readSources, root, unreadableImports } from './imports.ts';
import { coreFolders, faultsOf } from './wall.ts';

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
const sources = readSources();
const house = { dependencies: new Set(Object.keys(dependencies)), files: new Set(sources.keys()) };

const imports = importsOf(sources);

/** The faults in the imports of a file with one more line. A missing file is made. */
function faultsWith(file: string, line: string): string[] {
  const own = importsOf(new Map([[file, `${line}\n${sources.get(file) ?? ''}`]]));
  return faultsOf(own, house).filter((fault) => fault.startsWith(`${file} imports`));
}

it('finds nothing wrong with the imports of today', () => {
  expect(faultsOf(imports, house)).toEqual([]);
});

it('reads imports of files that exist', () => {
  const missing = imports.filter(({ to, isPackage }) => !isPackage && !existsSync(join(root, to)));
  expect(missing).toEqual([]);
  expect(imports.length).toBeGreaterThan(2_000);
});

const another = 'a function may not import another';
const outside = 'it is outside of commands, functions, infra and tests';
it.each([
  ['functions/fold/fold.ts', '../sign/keys.ts', another],
  ['functions/fold/fold.ts', '../ui/layout.tsx', 'only a function with a service.ts, which answers requests, may'],
  ['functions/mail/send.ts', '../http/app.ts', 'only a function with a service.ts, which answers requests, may'],
  ['functions/mail/send.ts', '../ui/messages/messages.ts', undefined],
  ['functions/fold/fold.ts', '../../infra/stage.ts', 'a function may not import infra'],
  ['functions/sign/app.ts', '../fold/fold.ts', another],
  ['functions/sign/app.ts', '../reconcile/reconcile.ts', another],
  ['functions/sign/app.ts', '../retention/retention.ts', another],
  ['functions/core/counts/fold.ts', '../../fold/fold.ts', 'functions/core may not import a function'],
  ['functions/publish/handler.ts', '../tally/tally.ts', another],
  ['functions/tally/tally.ts', '../publish/handler.ts', another],
  ['functions/site/app.ts', '../../commands/terminal.ts', 'a function may not import commands'],
  ['functions/site/app.ts', '../../tests/support/tables.ts', 'a function may not import tests'],
  ['functions/http/app.ts', '../sign/app.ts', 'functions/http may not import a function'],
  ['functions/ui/layout.tsx', '../http/app.ts', 'functions/ui may not import functions/http'],
  ['functions/core/problem.ts', '../http/problems.ts', 'functions/core may not import functions/http'],
  ['functions/core/problem.ts', '../ui/messages/messages.ts', 'functions/core may not import functions/ui'],
  ['functions/core/aws/db.ts', '../running/clock.ts', 'core/aws may not import core/running, which comes after it'],
  ['functions/core/address.ts', './keys/seal.ts', 'core/*.ts may not import core/keys, which comes after it'],
  [
    'functions/core/abuse/judge.ts',
    '../signatures/store.ts',
    'core/abuse may not import core/signatures, which comes after it',
  ],
  [
    'functions/core/counts/fold.ts',
    './recount/looks.ts',
    'core/counts may not import core/counts/recount, which comes after it',
  ],
  ['functions/core/cellar/wine.ts', '../aws/db.ts', "core/cellar has no place in the order of core's folders"],
  [
    'functions/ui/browser/page.ts',
    '../../core/country.ts',
    'a script for the browser imports no other room but core/typed',
  ],
  [
    'functions/core/typed/lengths.ts',
    '../country.ts',
    'core/typed also runs in browsers, and imports only core/pasted.ts',
  ],
  ['functions/core/typed/lengths.ts', 'node:url', 'core/typed also runs in browsers, and uses no package'],
  [
    'functions/console/updates/parts.tsx',
    '../../core/campaigns/markdown.ts',
    'the console shows long texts by its ui/shown-text.tsx alone, which refuses those that take long',
  ],
  ['infra/stage.ts', '../commands/terminal.ts', 'infra may not import commands'],
  ['infra/stage.ts', '../tests/support/tables.ts', 'infra may not import tests'],
  ['commands/terminal.ts', '../tests/support/tables.ts', 'commands may not import tests'],
  // It would lead to any room, and no rule would see where.
  ['functions/fold/fold.ts', '../../lib/bridge.ts', outside],
  ['functions/core/problem.ts', '../../bridge.ts', outside],
  ['functions/fold/fold.ts', '../../../elsewhere/bridge.ts', outside],
  ['functions/fold/fold.ts', '../../vitest.config.ts', outside],
  ['infra/stage.ts', '../lib/bridge.ts', outside],
  ['infra/stage.ts', '../vitest.config.ts', outside],
  ['commands/terminal.ts', '../lib/bridge.ts', outside],
  ['tests/support/tables.ts', '../../lib/bridge.ts', outside],
  ['tests/support/tables.ts', '../../vitest.config.ts', undefined],
])('judges an import in %s of %s', (file, specifier, fault) => {
  for (const line of [
    `import { x } from '${specifier}';`,
    `import type { X } from '${specifier}';`,
    `export { x } from '${specifier}';`,
    `const x = await import('${specifier}');`,
    `const x = await import(/* late */ '${specifier}');`,
    `const x = await import(\n  // late\n  '${specifier}' /* is used */\n);`,
    `type X = typeof import('${specifier}').x;`,
    `type X = typeof import(\n  // late\n  '${specifier}').x;`,
    `const x = new Worker(new URL('${specifier}', import.meta.url));`,
  ]) {
    const faults = faultsWith(file, line);
    expect(
      faults.map((one) => one.split(': ')[1]),
      line,
    ).toEqual(fault ? [fault] : []);
  }
});

it.each([
  ['functions/core/problem.ts', 'hono', 'core has no HTTP'],
  ['functions/core/keys/seal.ts', 'hono/http-exception', 'core has no HTTP'],
  ['functions/core/aws/db.ts', 'node:http', 'core has no HTTP'],
  ['functions/site/app.ts', 'aws-cdk-lib/aws-sqs', 'functions run with `dependencies` alone'],
  ['functions/sign/app.ts', 'yaml-not-here', 'functions run with `dependencies` alone'],
])('refuses, in %s, the package %s', (file, name, fault) => {
  expect(faultsWith(file, `import x from '${name}';`)).toEqual([`${file} imports ${name}: ${fault}`]);
});

it.each([
  [
    'Files',
    { 'infra/a/one.ts': './two.ts', 'infra/a/two.ts': './one.ts' },
    'infra/a/one.ts → infra/a/two.ts → infra/a/one.ts',
  ],
  ['Folders', { 'infra/a/one.ts': '../b/two.ts', 'infra/b/three.ts': '../a/four.ts' }, 'infra/a → infra/b → infra/a'],
  [
    'Folders',
    { 'infra/a/one.ts': '../b/two.ts', 'infra/b/three.ts': '../a/four.ts', 'infra/a/deep/five.ts': '../six.ts' },
    'infra/a → infra/b → infra/a',
  ],
])('refuses a circle: %s of %o', (kind, lines, circle) => {
  const some = new Map(Object.entries(lines).map(([file, specifier]) => [file, `import '${specifier}';`]));
  expect(faultsOf(importsOf(some), house)).toEqual([`${kind} in a circle: ${circle}`]);
});

it('lets a file beside a folder serve that folder, and another use it', () => {
  const lines = { 'infra/parts/one.ts': '../stage.ts', 'infra/stack.ts': './parts/one.ts' };
  const some = new Map(Object.entries(lines).map(([file, specifier]) => [file, `import '${specifier}';`]));
  expect(faultsOf(importsOf(some), house)).toEqual([]);
});

it('finds no import in the product that only running it would name, and no code that it cannot read', () => {
  const product = new Map([...sources].filter(([file]) => !file.startsWith('tests/')));
  expect(unreadableImports(product)).toEqual([]);
  const houses = ['commands', 'functions', 'infra', 'tests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }),
  );
  // CloudFront runs this file alone. It is no module, so it can import nothing (`tests/infra/edge-query.test.ts`).
  const alone = ['edge-query.js'];
  expect(houses.filter((file) => /\.([cm]jsx?|jsx?|[cm]ts)$/.test(file) && !file.includes('node_modules'))).toEqual(
    alone,
  );
  expect(readFileSync(join(root, 'infra/edge-query.js'), 'utf8')).not.toMatch(/\b(import|require|export)\b *[('"{]/);
});

it.each([
  ['commands/a.ts', 'const x = await import(name);'],
  ['functions/fold/fold.ts', "const x = await import('../sign/' + 'keys.ts');"],
  ['functions/fold/fold.ts', `const x = await import(\`../${'${'}room}/keys.ts\`);`],
  ['functions/fold/fold.ts', "const x = await import('../\\u0073ign/keys');"],
  ['functions/fold/fold.ts', "const x = await import(('../sign/keys.ts'));"],
  ['functions/fold/fold.ts', "const x = createRequire(import.meta.url)('../sign/keys.ts');"],
  ['functions/fold/fold.ts', "const { createRequire: load } = process['getBuiltinModule']('node:module');"],
  ['functions/fold/fold.ts', "const x = require('../sign/keys.ts');"],
  ['functions/fold/fold.ts', "export {} from '../sign/keys.ts';"],
])('refuses, in %s, a way to load a file that it cannot read: %s', (file, line) => {
  expect(unreadableImports(new Map([[file, line]]))).not.toEqual([]);
});

it.each([
  ['functions/fold/fold.ts', "const x = await import(/* late */ './imports.ts');"],
  ['infra/a.ts', "const x = createRequire(import.meta.url).resolve('a/package.json');"],
])('reads, in %s: %s', (file, line) => {
  expect(unreadableImports(new Map([[file, line]]))).toEqual([]);
});

it('knows a place for each folder of core', () => {
  const folders = [...sources.keys()].flatMap((file) => /^functions\/core\/(.+)\/[^/]+$/.exec(file)?.[1] ?? []);
  expect(coreFolders).toEqual(expect.arrayContaining([...new Set(folders)]));
});
