import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../../functions', import.meta.url).pathname;
const sources = (ending: RegExp) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);

it('follows the language of the page, never that of the machine', () => {
  const code = sources(/\.tsx?$/);
  expect(code.length).toBeGreaterThan(200);
  // Without a tag, these ask the machine: in Turkish and Azerbaijani, its I has no dot.
  const asks =
    /\.toLocale(?:Lower|Upper)Case\(\)|\.toLocale(?:Date|Time)?String\(\)|\.localeCompare\([^,()]*\)|new Intl\.\w+\((?:\)|undefined)/;
  expect(code.filter(([, text]) => asks.test(text)).map(([path]) => path)).toEqual([]);
});

it('has styles for both directions: nothing in them is left or right', () => {
  const styles = sources(/\.css$/);
  expect(styles.length).toBeGreaterThan(20);
  const sided =
    /(?:^|[{;\s])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[a-z]+)*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/m;
  expect(styles.filter(([, text]) => sided.test(text)).map(([path]) => path)).toEqual([]);
});
