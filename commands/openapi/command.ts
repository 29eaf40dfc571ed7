import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../../infra/bundle/openapi.ts';
import { defineCommand, verb } from '../command.ts';

const usage = `npm run openapi                writes the OpenAPI document of the service to openapi.json
npm run openapi -- FILE        writes it to FILE`;

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
