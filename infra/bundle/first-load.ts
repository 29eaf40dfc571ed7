import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';

/**
 * Makes one file of everything that an entry imports at once. The bundler splits wherever two parts share code. Node
 * needs about half a millisecond to find, read and link each file, and `sign` had 21. A part that is loaded later
 * imports shared code from the one file, too.
 * @param metafile the result of a minified build with `splitting` in `root`. Its paths are relative to `root`.
 */
export async function joinFirstLoad(root: string, { outputs }: Metafile, entry: string): Promise<void> {
  const main = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === relative(root, resolve(root, entry)));
  if (!main) throw new Error(`Nothing was built of ${entry}`);
  const exportsOf = (path: string) => outputs[path]?.exports ?? [];
  const first = firstLoad(outputs, main);
  const parts = first.filter((path) => path !== main);
  const here = (path: string) => `./${basename(path)}`;
  const named = parts.map(
    (path, i) => `export { ${exportsOf(path).map((name) => `${name} as $${i}${name}`)} } from '${here(path)}';`,
  );
  await build({
    stdin: {
      contents: [...named, `export { ${exportsOf(main)} } from '${here(main)}';`].join('\n'),
      resolveDir: join(root, dirname(main)),
    },
    outfile: join(root, main),
    allowOverwrite: true,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [
      {
        name: 'later',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\// }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path, external: true } : undefined,
          ),
      },
    ],
  });
  const joined = new Map(parts.map((path, i) => [here(path), `$${i}`]));
  for (const path of Object.keys(outputs).filter((path) => !first.includes(path))) {
    const source = await readFile(join(root, path), 'utf8');
    await writeFile(join(root, path), importingFrom(here(main), source, joined));
  }
  await Promise.all(parts.map((path) => rm(join(root, path))));
}

/** What the bundler writes where one of its files imports another. All such lines stand at the beginning of a file. */
const IMPORTS = /^(?:import(?:\{[^}]*\}from)?"\.\/[^"]+";)+/;
const IMPORT = /import(?:\{([^}]*)\}from)?"([^"]+)";/g;

/**
 * A file that imports from `main` what it imported from parts.
 * @param parts what stands before the names of each part in `main`.
 */
function importingFrom(main: string, source: string, parts: ReadonlyMap<string, string>): string {
  const names: string[] = [];
  const head = IMPORTS.exec(source)?.[0] ?? '';
  const others = head.replace(IMPORT, (whole, imported: string | undefined, path: string) => {
    const unique = parts.get(path);
    if (unique === undefined) return whole;
    if (imported)
      names.push(...imported.split(',').map((name) => unique + (/ as /.test(name) ? name : `${name} as ${name}`)));
    return '';
  });
  return `${names.length > 0 ? `import{${names}}from"${main}";` : ''}${others}${source.slice(head.length)}`;
}

/** All files that Node loads before an output runs: its imports and theirs, without dynamic imports. */
function firstLoad(outputs: Metafile['outputs'], main: string): string[] {
  const found = new Set([main]);
  for (const path of found) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[next]) found.add(next);
    }
  }
  return [...found];
}
