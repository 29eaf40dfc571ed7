import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type OutputFile } from 'esbuild';
import type { InPage } from '../../functions/ui/assets.ts';
import { HEIGHTS } from '../../functions/ui/browser/embed/choices.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { openApiDocument } from './openapi.ts';

const ui = fileURLToPath(new URL('../../functions/ui/', import.meta.url));

/**
 * Makes the styles and scripts of browsers, bundled and minified, and pictures as they are. `manifest.json` has what is in
 * every page, and lists the files that pages load when they need them. The name of a file contains a hash of its content.
 * `openapi.json` describes the API. `functions/ui/assets.ts` reads the folder.
 */
export async function buildAssets(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const [{ outputFiles, metafile }, alone] = await Promise.all([buildPages(outDir), buildAlone(outDir)]);
  const needed = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  if (needed.some(({ kind }) => kind === 'import-statement'))
    throw new Error('The script of pages needs another file at once');

  const byName = new Map([...outputFiles, ...alone].map((file) => [nameOf(file), file]));
  const inPage: InPage = {
    styles: inElement('style', byName.get('styles.css')),
    sheets: {
      lists: inElement('style', byName.get('lists.css')),
      totals: inElement('style', byName.get('totals.css')),
      dashboard: inElement('style', byName.get('dashboard.css')),
      wall: inElement('style', byName.get('wall.css')),
      more: inElement('style', byName.get('more.css')),
      languages: inElement('style', byName.get('languages.css')),
      console: inElement('style', byName.get('console-page.css')),
    },
    script: inElement('script', byName.get('page.js')),
    linkedScript: inElement('script', byName.get('linked.js')),
    frameStyles: inElement('style', byName.get('embed.css')),
    frameScript: inElement('script', byName.get('frame.js')),
    icon: dataAddress(await readFile(join(ui, 'pictures/icon.svg'), 'utf8')),
  };
  const files = [...byName].filter(([name]) => !name.endsWith('.css') && !IN_PAGES.has(name));
  await Promise.all(files.map(([, { path, contents }]) => writeFile(path, contents)));
  const names = Object.fromEntries(files.map(([name, { path }]) => [name, basename(path)]));
  await writeFile(
    join(outDir, 'manifest.json'),
    JSON.stringify({ version: packageJson.version, inPage, files: names }),
  );
  await writeFile(join(outDir, 'openapi.json'), JSON.stringify(openApiDocument()));
}

/** Scripts that pages contain, and that have no file. */
const IN_PAGES: ReadonlySet<string> = new Set(['page.js', 'linked.js', 'frame.js']);

const options = {
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome105', 'firefox110', 'safari15.4'],
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Styles, script and pictures of our own pages. */
const buildPages = (outDir: string) =>
  build({
    ...options,
    entryPoints: {
      styles: join(ui, 'styles/styles.css'),
      lists: join(ui, 'styles/lists.css'),
      totals: join(ui, 'styles/totals-page.css'),
      more: join(ui, 'styles/more.css'),
      dashboard: join(ui, 'styles/dashboard.css'),
      wall: join(ui, 'styles/wall.css'),
      languages: join(ui, 'styles/languages.css'),
      'console-page': join(ui, 'styles/console-page.css'),
      embed: join(ui, 'styles/embed.css'),
      page: join(ui, 'browser/page.ts'),
      linked: join(ui, 'browser/linked.ts'),
      icon: join(ui, 'pictures/icon.svg'),
      share: join(ui, 'pictures/share.png'),
    },
    outdir: outDir,
    // A script in a page has no address of its own, so it names others by their whole path.
    publicPath: '/assets/',
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    // Code that a page may never need has a file of its own. The script loads it on demand.
    splitting: true,
    loader: { '.svg': 'copy', '.png': 'copy' },
    metafile: true,
  });

/** Scripts for other sites, the page that makes their code, charts, and the pages about the API. Each is whole: it shares no file with another. */
async function buildAlone(outDir: string): Promise<OutputFile[]> {
  const [styles] = (await build({ ...options, entryPoints: [join(ui, 'styles/amparo.css')], outdir: outDir }))
    .outputFiles;
  const { outputFiles } = await build({
    ...options,
    entryPoints: ['frame', 'amparo', 'maker', 'charts', 'wall', 'try', 'shrink', 'copy', 'put-back'].map((name) =>
      join(ui, `browser/${name}.ts`),
    ),
    outdir: outDir,
    define: {
      STYLES: JSON.stringify(styles && shortened(styles.text.trim())),
      FORM_HEIGHT: String(HEIGHTS.form),
    },
  });
  return outputFiles;
}

/**
 * What is left to leave out of minified styles: the space in custom properties, the quotes around one word, and the end of a
 * layer where it goes on.
 */
function shortened(styles: string): string {
  let layer = '';
  return styles
    .replace(/(--[\w-]+:|,) /g, '$1')
    .replace(/="(\w+)"/g, '=$1')
    .replace(/\}@layer (\w+)\{|@layer (\w+)\{/g, (begin, after, first) => {
      const goesOn = after === layer;
      layer = after ?? first;
      return goesOn ? '' : begin;
    });
}

const propertiesIn = (styles: string): (string | undefined)[] =>
  [...styles.matchAll(/--([\w-]+)/g)].map(([, name]) => name);
const stylesIn = (file: string): string => readFileSync(join(ui, 'styles', file), 'utf8');
/** One letter for each custom property of `tokens.css`, that no other style names. No script and no other site knows these. */
const letters = new Map(
  (() => {
    const taken = new Set(readdirSync(join(ui, 'styles')).flatMap((file) => propertiesIn(stylesIn(file))));
    const free = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => !taken.has(letter));
    return [...new Set(propertiesIn(stylesIn('tokens.css')))].map((name, i) => [name, free[i]] as const);
  })(),
);

/** The styles of pages with one letter for each name of a token: they name one some hundred times. */
const withShortNames = (styles: string): string =>
  styles.replace(/--([\w-]+)/g, (long, name) => {
    const letter = letters.get(name);
    return letter ? `--${letter}` : long;
  });

/** `solve.js` for `solve-1A2B3C4D.js`. */
const nameOf = ({ path }: OutputFile): string => basename(path).replace(/-[A-Z0-9]{8}(?=\.\w+$)/, '');

/**
 * The content of an element, as a browser reads it from the page.
 * @throws {Error} if a browser would read something else: the end of the element, or another kind of line end.
 */
function inElement(element: 'style' | 'script', file: OutputFile | undefined): string {
  const text = file?.text.trim();
  if (!text) throw new Error(`There is no ${element} for pages`);
  const content = element === 'style' ? withShortNames(shortened(text)) : text;
  if (/<\/(?:style|script)|<!--|[\r\0]/i.test(content)) throw new Error(`The ${element} of pages would end early`);
  return content;
}

/** A drawing as an address. Only letters that an address or an attribute does not take are replaced. */
const dataAddress = (svg: string): string =>
  `data:image/svg+xml,${svg
    .trim()
    .replace(/>\s+</g, '><')
    .replace(/[%#<>"]/g, encodeURIComponent)}`;
