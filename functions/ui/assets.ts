import { readFileSync } from 'node:fs';

/** Styles, scripts and pictures. The build puts a hash of the content into each name, so a file never changes. */
export interface Assets {
  /** The address of an asset, such as `/assets/styles-1A2B3C4D.css` for `styles.css`. */
  href(name: AssetName): string;
  /** An asset by its hashed file name, or undefined if there is none. */
  file(hashed: string): AssetFile | undefined;
  /** The OpenAPI document (JSON). The build makes it. */
  readonly openApi: string;
}

export interface AssetFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export const assetNames = ['styles.css', 'page.js', 'solve.js', 'icon.svg', 'share.png'] as const;
export type AssetName = (typeof assetNames)[number];

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/**
 * Loads the folder that the build makes (`infra/bundle/assets.ts`): files with hashed names, and a manifest of the names. A
 * file is read at its first use: a function that only uses the names reads none.
 */
export function loadAssets(directory: URL): Assets {
  const read = (name: string) => readFileSync(new URL(name, directory));
  const manifest: Record<AssetName, string> = JSON.parse(read('manifest.json').toString());
  const hashedNames = new Set(Object.values(manifest));
  const files = new Map<string, AssetFile>();
  let openApi: string | undefined;
  return {
    href: (name) => `/assets/${manifest[name]}`,
    file(hashed) {
      if (!hashedNames.has(hashed)) return undefined;
      const type = types[hashed.slice(hashed.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      const file = files.get(hashed) ?? { body: new Uint8Array(read(hashed)), type };
      files.set(hashed, file);
      return file;
    },
    get openApi() {
      openApi ??= read('openapi.json').toString();
      return openApi;
    },
  };
}
