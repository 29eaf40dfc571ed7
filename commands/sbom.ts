import { readFileSync, writeFileSync } from 'node:fs';
import { sbomOf } from './sbom/cyclonedx.ts';

/** `npm run sbom [-- FILE]`: writes what is deployed, and what that is made of, as a CycloneDX document. */
const [file = 'sbom.cdx.json'] = process.argv.slice(2);
const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const sbom = sbomOf(lock) as { components: readonly object[] };
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`Wrote ${sbom.components.length} packages that are deployed to ${file}`);
