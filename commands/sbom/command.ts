import { readFileSync, writeFileSync } from 'node:fs';
import { defineCommand, verb } from '../command.ts';
import { sbomOf } from './cyclonedx.ts';

const usage = `npm run sbom                writes a CycloneDX document of all packages that may be deployed to sbom.cdx.json
npm run sbom -- FILE        writes it to FILE`;

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
        print(`Wrote ${file}: ${sbom.components.length} packages that may be deployed`);
      },
    }),
  },
});
