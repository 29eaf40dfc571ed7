import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadAssets } from '../../functions/ui/assets.ts';
import { buildAssets } from '../../infra/bundle/assets.ts';

const directory = mkdtempSync(join(tmpdir(), 'amparo-bench-assets-'));
await buildAssets(directory);

/** The assets as they are deployed. */
export const benchAssets = loadAssets(pathToFileURL(`${directory}/`));
