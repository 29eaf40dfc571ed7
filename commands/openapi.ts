import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../infra/bundle/openapi.ts';

/** `npm run openapi [-- FILE]`: writes the OpenAPI document that the service answers at /openapi.json. */
const [file = 'openapi.json'] = process.argv.slice(2);
writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
console.log(`Wrote the OpenAPI document to ${file}`);
