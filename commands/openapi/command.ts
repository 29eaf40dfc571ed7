import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../../infra/bundle/openapi.ts';
import { defineCommand, verb } from '../command.ts';

const usage = `npm run openapi                writes the OpenAPI document that the service answers at /openapi.json
npm run openapi -- FILE        to FILE; openapi.json if left out`;

export const openApiCommand = defineCommand({
  name: 'openapi',
  usage,
  verbs: {
    '': verb({
      operands: ['[FILE]'],
      run([file = 'openapi.json'], _, { print }) {
        writeFileSync(file, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
        print(`Wrote the OpenAPI document to ${file}`);
      },
    }),
  },
});
