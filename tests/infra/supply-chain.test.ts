import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Lock, sbomOf } from '../../commands/sbom/cyclonedx.ts';
import { bundleDecoder } from '../../infra/bundle/decoder.ts';
import { bundleEntry } from '../../infra/bundle/functions.ts';
import { entryOf, functionNames } from '../../infra/functions.ts';

const read = (file: string) => readFile(join(import.meta.dirname, '../..', file), 'utf8');
const lock = JSON.parse(await read('package-lock.json')) as Lock & {
  packages: Record<string, { resolved?: string; inBundle?: boolean; hasInstallScript?: boolean; optional?: boolean }>;
};
const project = JSON.parse(await read('package.json'));
const sbom = sbomOf(lock) as {
  components: {
    'bom-ref': string;
    type: string;
    name: string;
    version: string;
    purl: string;
    hashes?: { content: string }[];
    licenses: object[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
  metadata: { component: { 'bom-ref': string } };
};
const folder = await mkdtemp(join(tmpdir(), 'amparo-test-'));
afterAll(() => rm(folder, { recursive: true }));

it('names in the SBOM every package of which a line is deployed, and its version', async () => {
  const entries = [
    ...functionNames.map(entryOf),
    ...['page', 'solve'].map((name) => `functions/ui/browser/${name}.ts`),
  ];
  const files: string[] = [];
  for (const entry of entries) files.push(...(await bundleEntry(entry, join(folder, entry))));
  // Decoders of pictures are a large attack surface: the worker of one function has them, and commands.
  expect(files.filter((file) => /infra\/|node_modules\/(sharp|@img)\//.test(file))).toEqual([]);
  const decoder = await bundleDecoder(join(folder, 'decoder'));
  const folders = new Set(
    [...files, ...decoder].flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  expect([...folders]).toEqual(expect.arrayContaining(['node_modules/sharp', 'node_modules/@img/sharp-wasm32']));
  const bundled = [...folders].map(
    (place) => `${place.replace(/^.*node_modules\//, '')}@${lock.packages[place]?.version}`,
  );
  expect(bundled.length).toBeGreaterThan(20);
  expect(sbom.components.map((component) => component['bom-ref'])).toEqual(expect.arrayContaining(bundled));
});

it('writes an SBOM in which every package has a hash, a licence and a place', () => {
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  const refs = sbom.components.map((component) => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { type, name, version, purl, hashes, licenses } of sbom.components) {
    expect(type).toBe('library');
    expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
    expect(licenses).toHaveLength(1);
  }
  expect(sbom.dependencies.map(({ ref }) => ref)).toEqual([sbom.metadata.component['bom-ref'], ...refs]);
  for (const { dependsOn } of sbom.dependencies) expect(refs).toEqual(expect.arrayContaining(dependsOn));
});

it('writes the same SBOM from the same lock file, without packages for builds and tests', () => {
  expect(sbomOf(lock)).toEqual(sbom);
  const names = sbom.components.map(({ name }) => name);
  for (const name of ['vitest', 'esbuild', 'node', 'aws-cdk-lib']) expect(names).not.toContain(name);
});

it('names every dependency by one version, never by a range', () => {
  for (const [name, version] of Object.entries({ ...project.dependencies, ...project.devDependencies })) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  }
});

/** Parts of tools for other systems than those of the tests. They are not deployed. */
const ofOtherMachines = /^node_modules\/(@biomejs\/cli-|@oxc-parser\/binding-)/;

it('installs only packages with a known hash, and only from the set registry', () => {
  for (const [place, { integrity, resolved, inBundle, optional }] of Object.entries(lock.packages)) {
    if (place === '') continue;
    expect([place, resolved]).toEqual([place, undefined]);
    // A package inside another one is covered by the hash of that one.
    if (inBundle || (optional && ofOtherMachines.test(place))) continue;
    expect([place, integrity]).toEqual([place, expect.stringMatching(/^sha512-/)]);
  }
});

it('lets only packages that it names run a script when they are installed', () => {
  const withScript = Object.entries(lock.packages).flatMap(([place, { hasInstallScript }]) =>
    hasInstallScript ? [place.replace(/^.*node_modules\//, '')] : [],
  );
  expect(withScript.sort()).toEqual(Object.keys(project.allowScripts).sort());
});

it('installs by the lock file alone, wherever anything is installed', async () => {
  const told = [
    await read('.ci/run'),
    await read('.github/workflows/ci.yml'),
    ...Object.values<string>(project.scripts),
  ];
  for (const text of told) expect(text).not.toMatch(/npm (install|i|add|update)\b|npx (?!--no)(?!cdk\b)|curl|wget/);
  expect(told[0]).toContain('npm ci');
});

it('runs only actions of which it names the very commit, and lets them read, no more', async () => {
  const workflow = parse(await read('.github/workflows/ci.yml'));
  expect(workflow.permissions).toEqual({ contents: 'read' });
  for (const job of Object.values<{ permissions?: object; steps: { uses?: string; with?: object }[] }>(workflow.jobs)) {
    expect(job.permissions).toBeUndefined();
    for (const { uses, with: settings } of job.steps) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
      if (uses.startsWith('actions/checkout@')) expect(settings).toMatchObject({ 'persist-credentials': false });
    }
  }
});

it('stops for a known vulnerability in a deployed package', async () => {
  const { jobs } = parse(await read('.github/workflows/ci.yml'));
  const steps = Object.values<{ steps: { run?: string; 'continue-on-error'?: boolean }[] }>(jobs).flatMap(
    (job) => job.steps,
  );
  const audits = steps.filter(({ run }) => run === 'npm audit --omit=dev');
  expect(audits).toHaveLength(1);
  expect(audits[0]?.['continue-on-error']).toBeUndefined();
});
