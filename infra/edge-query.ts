import { readFileSync } from 'node:fs';
import { languages } from '../functions/ui/messages/messages.ts';

/** The code of the CloudFront Function that drops what no page asks for. It is no module: CloudFront has no imports. */
export const edgeQueryCode = (): string =>
  readFileSync(new URL('edge-query.js', import.meta.url), 'utf8').replace("'LANGUAGES'", `'${languages.join(' ')}'`);
