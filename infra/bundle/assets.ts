import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { openApiDocument } from './openapi.ts';

const ui = fileURLToPath(new URL('../../functions/ui/', import.meta.url));

/**
 * Makes the files that browsers load: bundled and minified styles and scripts, and pictures as they are. Each name
 * contains a hash of the content. `manifest.json` lists these names, and `openapi.json` describes the API.
 * `functions/ui/assets.ts` reads the folder.
 */
export async function buildAssets(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const { metafile } = await build({
    entryPoints: {
      styles: join(ui, 'styles/styles.css'),
      page: join(ui, 'browser/page.ts'),
      icon: join(ui, 'pictures/icon.svg'),
      share: join(ui, 'pictures/share.png'),
    },
    outdir: outDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    // Code that a page may never need has a file of its own. The script loads it on demand.
    splitting: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome105', 'firefox110', 'safari15.4'],
    loader: { '.svg': 'copy', '.png': 'copy' },
    metafile: true,
    logLevel: 'silent',
  });
  const manifest = Object.fromEntries(
    Object.keys(metafile.outputs).map((output) => {
      const hashed = basename(output);
      return [hashed.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ''), hashed];
    }),
  );
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(outDir, 'openapi.json'), JSON.stringify(openApiDocument()));
}
