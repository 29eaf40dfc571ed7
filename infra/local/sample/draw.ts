import { log } from 'node:console';
import { readFile, writeFile } from 'node:fs/promises';
import { loadSharp } from '../../pictures/sharp.ts';

const PICTURES = ['sample/window', 'sample/logo', 'demo/desk', 'demo/letters', 'demo/typewriter'];

/**
 * `npm run sample-picture`: draws the SVGs of the sample and the demonstration as the PNGs beside them. A campaign's picture and
 * a group's logo are no SVG: that would be opened by a much larger part of the library.
 */
if (process.argv.some((arg) => ['help', '--help', '-h'].includes(arg))) {
  log(
    'npm run sample-picture        draws the SVGs in infra/local/sample and infra/local/demo as the PNGs beside them',
  );
  process.exit(0);
}
const sharp = await loadSharp();
for (const name of PICTURES) {
  const svg = await readFile(new URL(`../${name}.svg`, import.meta.url));
  const { data, info } = await sharp(svg)
    .png({ palette: true, quality: 95, effort: 10 })
    .toBuffer({ resolveWithObject: true });
  await writeFile(new URL(`../${name}.png`, import.meta.url), data);
  log(`infra/local/${name}.png: ${info.width} × ${info.height}, ${Math.ceil(data.length / 1024)} kB`);
}
