import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';

/**
 * Makes one file of everything that an entry imports at once. The bundler splits wherever two parts share code. Node
 * needs about half a millisecond to find, read and link each file, and `sign` had 21. A part that is loaded later
 * imports shared code from the old files. They now only pass on the names of the one file.
 * @param metafile the result of a build with `splitting` in `root`. Its paths are relative to `root`.
 */
export async function joinFirstLoad(root: string, { outputs }: Metafile, entry: string): Promise<void> {
  const main = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === relative(root, resolve(root, entry)));
  if (!main) throw new Error(`Nothing was built of ${entry}`);
  const exportsOf = (path: string) => outputs[path]?.exports ?? [];
  const parts = firstLoad(outputs, main).filter((path) => path !== main && exportsOf(path).length > 0);
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
  await Promise.all(
    parts.map((path, i) =>
      writeFile(
        join(root, path),
        `export{${exportsOf(path).map((name) => `$${i}${name} as ${name}`)}}from"${here(main)}";\n`,
      ),
    ),
  );
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
