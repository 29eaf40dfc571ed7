import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entryOf, type FunctionName, functionNames, rowOf } from '../functions.ts';
import { buildAssets } from './assets.ts';
import { joinFirstLoad } from './first-load.ts';
import { plainKeys } from './plain-keys.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const credentials = fileURLToPath(new URL('../../functions/core/aws/credentials.ts', import.meta.url));

/**
 * Builds a function as Lambda runs it: `handler.mjs`, and a chunk for each part that is imported only when needed. The
 * SDK is bundled, so that what was tested is what runs, but its search for credentials: Lambda puts them into the
 * environment. The same sources give the same bytes.
 * @returns the directory of the bundle, `outDir/name`, which is made anew.
 * @throws esbuild's error, which names file and line.
 */
export async function bundleFunction(name: FunctionName, outDir: string): Promise<string> {
  const directory = join(outDir, name);
  await rm(directory, { recursive: true, force: true });
  await bundleEntry(entryOf(name), directory);
  if (rowOf(name).hasPages) await buildAssets(join(directory, 'assets'));
  return directory;
}

/**
 * Bundles one entry, absolute or from the repository's root, into `directory`, as functions are bundled.
 * @returns the files that went into it, from the root.
 */
export async function bundleEntry(entry: string, directory: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': credentials },
    plugins: [plainKeys],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
  });
  await joinFirstLoad(root, metafile, entry);
  return Object.keys(metafile.inputs);
}

/** Builds all functions. @returns the directory of each. */
export async function bundleFunctions(outDir: string): Promise<Record<FunctionName, string>> {
  const built = functionNames.map(async (name) => [name, await bundleFunction(name, outDir)] as const);
  return Object.fromEntries(await Promise.all(built)) as Record<FunctionName, string>;
}
