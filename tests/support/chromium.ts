import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import packageJson from '../../package.json' with { type: 'json' };
import { untar } from './untar.ts';

/**
 * Which browser the journeys use: the one that `CHROME_PATH` names; on Linux (x64) the Chromium that the npm package
 * `@sparticuz/chromium` carries, with its libraries, and with the fonts of `dejavu-fonts-ttf`, so that a bare machine needs nothing else; elsewhere
 * an installed Chrome.
 */
export async function findChromium(): Promise<LaunchOptions> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return { executablePath: CHROME_PATH };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const home = await unpackOnce();
  return {
    executablePath: join(home, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  };
}

/** A browser of one test file, which also root may start. Its caller closes it. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({ ...(await findChromium()), args: ['--no-sandbox', '--disable-gpu'] });

/** Wide letters of every script that Amparo speaks. */
const dejaVu = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** Unpacks 200 MB in two seconds, once. The folder appears whole or not at all, however many runs unpack at once. */
async function unpackOnce(): Promise<string> {
  const versions = [
    packageJson.devDependencies['@sparticuz/chromium'],
    packageJson.devDependencies['dejavu-fonts-ttf'],
  ];
  const home = join(cache, `chromium-${versions.join('-')}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(`${home}-`);
  await unpack(partial);
  await writeFile(join(partial, 'fonts.conf'), fontConfig(home));
  await rename(partial, home).catch(async (error: unknown) => {
    await rm(partial, { recursive: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

async function unpack(folder: string): Promise<void> {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin');
  const content = async (name: string) => promisify(brotliDecompress)(await readFile(join(packed, name)));
  await writeFile(join(folder, 'chromium'), await content('chromium.br'), { mode: 0o755 });
  await untar(await content('swiftshader.tar.br'), folder);
  await mkdir(join(folder, 'al2023'));
  await untar(await content('al2023.tar.br'), join(folder, 'al2023'));
}

/** The same letters on every machine, whatever fonts it has: a layout test must not pass on one and fail on another. */
const fontConfig = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dejaVu}</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
  ${Object.entries({
    'system-ui': 'DejaVu Sans',
    'sans-serif': 'DejaVu Sans',
    serif: 'DejaVu Serif',
    monospace: 'DejaVu Sans Mono',
  })
    .map(
      ([family, font]) =>
        `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`;
