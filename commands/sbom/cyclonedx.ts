/** The parts of package-lock.json (version 3) that this reads. The key of a package is its folder. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
export interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Makes a CycloneDX 1.6 document of all packages that may be deployed: the project's dependencies, and theirs. It contains no
 * time and no random number, so that the same lock file gives the same bytes.
 * (`npm sbom --omit=dev` leaves out packages that are also needed for development.)
 * @throws {Error} if a package that another one needs is not locked.
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf({
  packages,
}: Lock): Readonly<Record<string, unknown>> & { readonly components: readonly object[] } {
  const project = packages[''];
  if (!project) throw new Error('The lock file names no project');
  const folders = [...deployed(packages)].sort();
  const refs = new Map(folders.map((folder) => [folder, refOf(folder, packages[folder])]));
  // One version of a package in two folders is one component.
  const byRef = new Map(folders.map((folder) => [refs.get(folder) ?? '', folder]));
  const root = { ref: `${project.name}@${project.version}`, of: '' };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root.ref,
        name: project.name,
        version: project.version,
        purl: purlOf(project.name ?? '', project.version ?? ''),
        ...licensed(project.license),
      },
    },
    components: [...byRef].map(([ref, folder]) => component(ref, folder, packages[folder])),
    dependencies: [[root.ref, root.of] as const, ...byRef].map(([ref, folder]) => ({
      ref,
      dependsOn: [...new Set(neededBy(packages, folder).map((needed) => refs.get(needed) ?? ''))].sort(),
    })),
  };
}

/** The folders of all packages that the deployed project needs. */
function deployed(packages: Lock['packages']): Set<string> {
  const found = new Set<string>();
  const open = neededBy(packages, '');
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (found.has(folder)) continue;
    found.add(folder);
    open.push(...neededBy(packages, folder));
  }
  return found;
}

/** The folders of a package's dependencies. Node looks in the package's own folder first, then in each folder above. */
function neededBy(packages: Lock['packages'], folder: string): string[] {
  const {
    dependencies,
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = packages[folder] ?? {};
  // An optional peer is not installed with the package.
  const peers = Object.entries(peerDependencies).filter(([name]) => !peerDependenciesMeta[name]?.optional);
  const mayBeMissing: Record<string, string> = { ...optionalDependencies, ...Object.fromEntries(peers) };
  return Object.keys({ ...mayBeMissing, ...dependencies }).flatMap((name) => {
    const found = foldersAbove(folder)
      .map((above) => `${above}node_modules/${name}`)
      .find((place) => packages[place]);
    if (!found && !(name in mayBeMissing))
      throw new Error(`${name}, which ${folder || 'the project'} needs, is not locked`);
    return found ?? [];
  });
}

/** `a/node_modules/b` finds things in `a/node_modules/b/`, `a/` and the root. */
const foldersAbove = (folder: string): string[] =>
  folder === '' ? [''] : [`${folder}/`, ...foldersAbove(folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, ''))];

const nameOf = (folder: string, { name }: LockedPackage): string =>
  name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

const refOf = (folder: string, locked: LockedPackage = {}): string => `${nameOf(folder, locked)}@${locked.version}`;

/** @see https://github.com/package-url/purl-spec */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function component(ref: string, folder: string, locked: LockedPackage = {}): object {
  const { version = '', integrity, license } = locked;
  const name = nameOf(folder, locked);
  return {
    type: 'library',
    'bom-ref': ref,
    name,
    version,
    purl: purlOf(name, version),
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
    }),
    ...licensed(license),
  };
}

/** One licence by its SPDX id, several as an expression. */
const licensed = (license: string | undefined): object =>
  license === undefined
    ? {}
    : { licenses: [/\s/.test(license) ? { expression: license } : { license: { id: license } }] };
