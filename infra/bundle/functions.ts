import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entryOf, type FunctionName, functionNames, rowOf, speaks } from '../functions.ts';
import { buildAssets } from './assets.ts';
import { bundleDecoder } from './decoder.ts';
import { joinFirstLoad } from './first-load.ts';
import { bundleMessages } from './messages.ts';
import { plainKeys } from './plain-keys.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const credentials = fileURLToPath(new URL('../../functions/core/aws/credentials.ts', import.meta.url));

/**
 * Builds a function as Lambda runs it: `handler.mjs`, and a chunk for each part that is imported only when needed. The
 * bundle contains the SDK, so that the tested version runs. It does not contain the SDK's search for credentials, since
 * Lambda puts them into the environment. The same sources give the same bytes.
 * @returns the directory of the bundle, `outDir/name`. An older one is replaced.
 * @throws esbuild's error, which names file and line.
 */
export async function bundleFunction(name: FunctionName, outDir: string): Promise<string> {
  const directory = join(outDir, name);
  await rm(directory, { recursive: true, force: true });
  await bundleEntry(entryOf(name), directory);
  if (rowOf(name).requests) await buildAssets(join(directory, 'assets'));
  if (rowOf(name).opensPictures) await bundleDecoder(directory);
  if (speaks(name)) await bundleMessages(join(directory, 'messages'));
  return directory;
}

/**
 * Bundles one entry into `directory`, as functions are bundled. Its path is absolute, or relative to the repository's
 * root.
 * @returns the paths of the files that went into it, relative to the root.
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
