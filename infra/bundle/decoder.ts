import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** The worker that opens pictures (`functions/pictures/apart.ts`), in its bundle. */
export const WORKER = 'functions/pictures/worker.ts';

/** WebAssembly starts threads by the path of its own script, so it stays a file. */
const GLUE = 'sharp-wasm32';

/**
 * `sharp` looks for the library of the computer that it runs on. `npm ci` installs only that of the computer that deploys. WebAssembly is
 * the same for all.
 */
const asWebAssembly: Plugin = {
  name: 'sharp-as-webassembly',
  setup({ onLoad, onResolve }) {
    // It looks for a compiler by starting programs. Nothing here may start one.
    onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: 'none' }));
    onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'export const spawnSync = undefined;' }));
    onLoad({ filter: /[\\/]sharp[\\/]dist[\\/]sharp\.mjs$/ }, () => ({
      contents: `import { createRequire } from 'node:module';
export default createRequire(import.meta.url)('./${GLUE}.cjs');`,
      loader: 'js',
    }));
  },
};

const common = { absWorkingDir: root, bundle: true, minify: true, platform: 'node', target: 'node20' } as const;

/**
 * Builds the worker that opens pictures: `worker.mjs`, the library's script and its WebAssembly. The same sources give the same bytes.
 * @returns the paths of the files that went into it, relative to the root.
 */
export async function bundleDecoder(directory: string): Promise<string[]> {
  const library = dirname(require.resolve('@img/sharp-wasm32/package'));
  const { version } = JSON.parse(await readFile(join(library, 'package.json'), 'utf8'));
  const wasm = `${GLUE}-${version}.node.wasm`;
  await mkdir(directory, { recursive: true });
  const quiet = { legalComments: 'none', logLevel: 'silent', metafile: true } as const;
  const built = await Promise.all([
    build({
      ...common,
      ...quiet,
      entryPoints: [WORKER],
      outfile: join(directory, 'worker.mjs'),
      format: 'esm',
      // Packages that `sharp` uses are CommonJS, and ask for modules of Node.
      banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
      plugins: [asWebAssembly],
    }),
    build({
      ...common,
      ...quiet,
      entryPoints: [join(library, 'index.cjs')],
      outfile: join(directory, `${GLUE}.cjs`),
      format: 'cjs',
    }),
    copyFile(join(library, 'lib', wasm), join(directory, wasm)),
  ]);
  return [...Object.keys(built[0].metafile.inputs), ...Object.keys(built[1].metafile.inputs)];
}
