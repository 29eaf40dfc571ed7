import { log } from 'node:console';
import { writeFile } from 'node:fs/promises';
import { asFile } from './as-file.ts';
import { drawWorld } from './draw.ts';
import { populations } from './population.ts';

/**
 * `npm run world`: draws functions/ui/maps/world.json, and writes functions/core/population.json, from the packages
 * `world-atlas` and `cldr-core`. A test compares both with what these packages give, so run it when one has a new version.
 */
if (process.argv.some((arg) => ['help', '--help', '-h'].includes(arg))) {
  log('npm run world        draws the map of the world, and counts its people, from world-atlas and cldr-core');
  process.exit(0);
}
const files = { 'functions/ui/maps/world.json': drawWorld(), 'functions/core/population.json': populations() };
for (const [path, content] of Object.entries(files)) {
  const text = asFile(content);
  await writeFile(new URL(`../../${path}`, import.meta.url), text);
  log(`${path}: ${Math.ceil(text.length / 1000)} kB`);
}
