import { createHash } from 'node:crypto';

/** The source of Content-Security-Policy that allows an inline block with this content. */
export const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`;

/**
 * The contents of a page's `<style>` and `<script>` elements, as a browser reads them: from the tag to the first end of that
 * element, whatever is between. A file of ours is none.
 */
export const inlineBlocks = (html: string, element: 'style' | 'script'): string[] =>
  [
    ...html.matchAll(new RegExp(`<${element}\\b(?! type="module" src="/assets/)[^>]*>(.*?)</${element}[\\s/>]`, 'gis')),
  ].map(([, content = '']) => content);

/** The hashes that a policy allows in a directive, such as `script-src`. */
export const hashesIn = (policy: string, directive: string): string[] =>
  policy
    .split(';')
    .map((part) => part.trim().split(/\s+/))
    .filter(([name]) => name === directive)
    .flatMap((part) => part.filter((source) => source.startsWith("'sha256-")));
