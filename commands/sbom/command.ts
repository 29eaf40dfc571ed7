import { readFileSync, writeFileSync } from 'node:fs';
import { defineCommand, verb } from '../command.ts';
import { sbomOf } from './cyclonedx.ts';

const usage = `npm run sbom                writes all packages that may be deployed as a CycloneDX document
npm run sbom -- FILE        to FILE; sbom.cdx.json if left out`;

export const sbomCommand = defineCommand({
  name: 'sbom',
  usage,
  verbs: {
    '': verb({
      operands: ['[FILE]'],
      run([file = 'sbom.cdx.json'], _, { print }) {
        const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
        const sbom = sbomOf(lock);
        writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
        print(`Wrote ${sbom.components.length} packages that are deployed to ${file}`);
      },
    }),
  },
});
