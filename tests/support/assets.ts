import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Assets, loadAssets } from '../../functions/ui/assets.ts';
import { buildAssets } from '../../infra/bundle/assets.ts';

/** The assets as they are built for production, from a folder that the caller removes. */
export async function buildTestAssets(): Promise<{ assets: Assets; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-assets-'));
  await buildAssets(directory);
  return {
    assets: loadAssets(pathToFileURL(`${directory}/`)),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** For pages whose styles and scripts are not the matter: in the page they are short, and files do not exist. */
export const unbuiltAssets: Assets = {
  inPage: {
    styles: 'p{color:red}',
    sheets: {
      ...{
        lists: 'ul{color:red}',
        totals: 'tr{color:red}',
        dashboard: 'ol{color:red}',
        wall: 'h1{color:red}',
        more: 'dl{color:red}',
      },
      languages: 'nav{color:red}',
      console: 'form{color:red}',
    },
    script: 'void 0;',
    linkedScript: 'void 2;',
    frameStyles: 'b{color:red}',
    frameScript: 'void 1;',
    icon: 'data:image/svg+xml,%3Csvg/%3E',
  },
  href: (name) => `/assets/${name}`,
  file: () => undefined,
  openApi: '{}',
  version: '0.0.0',
};
