import { readFileSync } from 'node:fs';

/** Styles, scripts and pictures: those that are in every page, and files. */
export interface Assets {
  readonly inPage: InPage;
  /** The address of a file, such as `/assets/solve-1A2B3C4D.js` for `solve.js`. Its name has a hash of the content, so it never changes. */
  href(name: AssetName): string;
  /** A file by its hashed name, or undefined if there is none. */
  file(hashed: string): AssetFile | undefined;
  /** The OpenAPI document (JSON). The build makes it. */
  readonly openApi: string;
  /** The version of Amparo. */
  readonly version: string;
}

/**
 * Styles of pages with lists; of the dashboard of a campaign; of its wall; of the description of the API and of pages that share;
 * of all pages of an installation that speaks several languages; of the console of organisers.
 */
export const sheetNames = ['lists', 'totals', 'dashboard', 'wall', 'more', 'languages', 'console'] as const;
export type SheetName = (typeof sheetNames)[number];

/**
 * What every page contains, so that a visitor asks once. Content-Security-Policy names the hash of styles and script
 * (`http/security-headers.ts`): a page must have them to the letter.
 */
export interface InPage {
  /** The content of `<style>`. */
  readonly styles: string;
  /** The content of a second one, for some pages. The campaign's page, which is seen most, has none. */
  readonly sheets: Readonly<Record<SheetName, string>>;
  /** The content of `<script type="module">`. */
  readonly script: string;
  /** The content of one more, before it, for pages whose address may have a token. */
  readonly linkedScript: string;
  /** The content of the only `<style>` of a frame on another site. `themed` (`ui/embed/frame-style.ts`) gives it a theme. */
  readonly frameStyles: string;
  /** The content of `<script type="module">` of such a frame. One with the form also has `script`. */
  readonly frameScript: string;
  /** The icon, as a `data:` address. */
  readonly icon: string;
}

export interface AssetFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * What is loaded when it is needed: by a person who fills in a form, looks at charts, tries the API or makes code for another site, by old
 * browsers, by sites that show links or the element.
 */
export const assetNames = [
  'solve.js',
  'help.js',
  'live-count.js',
  'share.js',
  'charts.js',
  'wall.js',
  'amparo.js',
  'maker.js',
  'try.js',
  'shrink.js',
  'copy.js',
  'put-back.js',
  'icon.svg',
  'share.png',
] as const;
export type AssetName = (typeof assetNames)[number];

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** The file `manifest.json` of the folder that the build makes. */
export interface Manifest {
  readonly version: string;
  readonly inPage: InPage;
  /** The hashed name of each file. */
  readonly files: Readonly<Record<AssetName, string>>;
}

/**
 * Loads the folder that the build makes (`infra/bundle/assets.ts`). Only the manifest is read at once. A file is read at its
 * first use: a function that only uses the names reads none.
 */
export function loadAssets(directory: URL): Assets {
  const read = (name: string) => readFileSync(new URL(name, directory));
  const { version, inPage, files: names }: Manifest = JSON.parse(read('manifest.json').toString());
  const hashedNames = new Set(Object.values(names));
  const files = new Map<string, AssetFile>();
  let openApi: string | undefined;
  return {
    version,
    inPage,
    href: (name) => `/assets/${names[name]}`,
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
