import { readFileSync } from 'node:fs';

/**
 * The code of the CloudFront Function that drops what no page asks for. It is no module: CloudFront has no imports.
 * @param languages those that the installation speaks.
 */
export const edgeQueryCode = (languages: readonly string[]): string =>
  readFileSync(new URL('edge-query.js', import.meta.url), 'utf8').replace("'LANGUAGES'", `'${languages.join(' ')}'`);
