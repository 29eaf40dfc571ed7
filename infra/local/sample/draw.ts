import { log } from 'node:console';
import { readFile, writeFile } from 'node:fs/promises';
import { loadSharp } from '../../pictures/sharp.ts';

/**
 * `npm run sample-picture`: draws window.svg as the PNG beside it. A campaign's picture is no SVG: that would be opened by
 * a much larger part of the library.
 */
if (process.argv.some((arg) => ['help', '--help', '-h'].includes(arg))) {
  log('npm run sample-picture        draws infra/local/sample/window.svg as the PNG beside it');
  process.exit(0);
}
const sharp = await loadSharp();
const svg = await readFile(new URL('window.svg', import.meta.url));
const png = await sharp(svg).png({ palette: true, quality: 95, effort: 10 }).toBuffer();
await writeFile(new URL('window.png', import.meta.url), png);
log(`infra/local/sample/window.png: 1440 × 810, ${Math.ceil(png.length / 1024)} kB`);
