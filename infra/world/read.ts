import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A file of an installed package, such as `cldr-core/LICENSE`. */
export const readText = (path: string): string => readFileSync(require.resolve(path), 'utf8');

export const readData = (path: string): unknown => JSON.parse(readText(path));
