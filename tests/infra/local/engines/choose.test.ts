import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseEngine } from '../../../../infra/local/engines/choose.ts';
import type { EngineName, Place } from '../../../../infra/local/engines/engine.ts';
import packageJson from '../../../../package.json' with { type: 'json' };

const version = packageJson.optionalDependencies['@dynoxide/linux-x64'];

/** A computer that has these programs. Each stands in for a real one, and knows only which version it is. */
function computer({
  packaged,
  onPath,
  java,
  jar = true,
  system = 'linux-x64',
  patience = 20_000,
}: {
  packaged?: string;
  onPath?: string;
  java?: string;
  jar?: boolean;
  system?: string;
  patience?: number;
}): Place {
  const root = mkdtempSync(join(tmpdir(), 'amparo-computer-'));
  const write = (path: string, text: string) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o755 });
  };
  const inPackage = `node_modules/@dynoxide/${system}`;
  if (packaged !== undefined) {
    write(`${inPackage}/package.json`, '{}');
    write(`${inPackage}/dynoxide`, packaged);
  }
  if (onPath !== undefined) write('bin/dynoxide', onPath);
  if (java !== undefined)
    write('bin/java', java.startsWith('#!') ? java : `#!/bin/sh\necho 'openjdk version "${java}"' >&2\n`);
  if (jar) write('node_modules/amplify-dynamodb-simulator/package.json', '{}');
  const path = `${join(root, 'nowhere')}:${join(root, 'bin')}`;
  return { path, system, from: join(root, 'index.js'), patience };
}

const dynoxideOf = (version: string) => `#!/bin/sh\necho dynoxide ${version}\n`;

const chosen = async (place: Place, name?: EngineName) => {
  const { engine, program } = await chooseEngine(name, place);
  return [engine.title, program.version];
};
const refused = (place: Place, name?: EngineName) =>
  chooseEngine(name, place).then(
    () => undefined,
    ({ name, message }: Error) => [name, message],
  );

it('chooses the dynoxide of npm first, then one on the PATH, then DynamoDB Local', async () => {
  const all = { packaged: dynoxideOf('1.0.0'), onPath: dynoxideOf('2.0.0'), java: '17.0.1' };
  expect(await chosen(computer(all))).toEqual(['dynoxide', '1.0.0']);
  expect(await chosen(computer({ onPath: all.onPath, java: all.java }))).toEqual(['dynoxide', '2.0.0']);
  expect(await chosen(computer({ java: all.java }))).toEqual(['DynamoDB Local', 'on Java 17.0.1']);
});

it('chooses the named engine, although another comes first', async () => {
  const both = computer({ packaged: dynoxideOf('1.0.0'), java: '25' });
  expect(await chosen(both, 'dynamodb-local')).toEqual(['DynamoDB Local', 'on Java 25']);
  expect(await chosen(both, 'dynoxide')).toEqual(['dynoxide', '1.0.0']);
});

it.each([
  ['linux-x64', `type \`npm install --no-save @dynoxide/linux-x64@${version}\``],
  ['darwin-arm64', `type \`npm install --no-save @dynoxide/darwin-arm64@${version}\``],
  ['freebsd-x64', 'type `cargo install dynoxide-rs`'],
])('says on %s what to type if there is no engine', async (system, words) => {
  for (const less of [{}, { java: '11.0.2' }, { java: '17', jar: false }])
    expect(await refused(computer({ system, ...less }))).toEqual([
      'Refusal',
      `There is no database engine here: ${words}, or install Java 17 or newer.`,
    ]);
});

const installJava = 'install Java 17 or newer (such as Eclipse Temurin), so that `java -version` works.';
it.each<[string, EngineName, Parameters<typeof computer>[0], string]>([
  [
    'dynoxide is missing',
    'dynoxide',
    { java: '17' },
    `dynoxide is missing: type \`npm install --no-save @dynoxide/linux-x64@${version}\`, or start with --engine dynamodb-local.`,
  ],
  ['Java is missing', 'dynamodb-local', { packaged: dynoxideOf('1') }, `Java is missing: ${installJava}`],
  [
    'Java is too old',
    'dynamodb-local',
    { java: '11.0.2' },
    `DynamoDB Local does not run on Java 11.0.2: ${installJava}`,
  ],
  [
    'Java is very old',
    'dynamodb-local',
    { java: '1.8.0_292' },
    `DynamoDB Local does not run on Java 1.8.0_292: ${installJava}`,
  ],
  [
    'its package is missing',
    'dynamodb-local',
    { java: '17', jar: false },
    'The package amplify-dynamodb-simulator is missing: type `npm ci`.',
  ],
])('says what to do if an engine is named and %s', async (_, name, has, words) => {
  expect(await refused(computer(has), name)).toEqual(['Refusal', words]);
});

const HANGS = '#!/bin/sh\nexec /bin/sleep 60\n';
/** As long as programs have to show their version, where one never does. */
const patience = 500;

const broken: [string, string, number?][] = [
  ['of another system', '\xcf\xfa\xed\xfe not for this processor'],
  ['that fails', '#!/bin/sh\nexit 1\n'],
  ['that never ends', HANGS, patience],
];
it.each(broken)('chooses no other engine in place of a program %s, and says what to do', async (_, program, wait) => {
  const place = computer({
    packaged: program,
    onPath: dynoxideOf('2.0.0'),
    java: '17',
    ...(wait && { patience: wait }),
  });
  expect(await refused(place)).toEqual([
    'Refusal',
    `${join(dirname(place.from), 'node_modules/@dynoxide/linux-x64/dynoxide')} does not run on this computer (linux-x64): type \`npm ci\` here, or start with --engine dynamodb-local.`,
  ]);
});

it.each(broken)('says how to install dynoxide in place of one on the PATH %s', async (_, onPath, wait) => {
  const place = computer({ onPath, java: '17', ...(wait && { patience: wait }) });
  expect(await refused(place)).toEqual([
    'Refusal',
    `${join(dirname(place.from), 'bin/dynoxide')} does not run on this computer (linux-x64): type \`npm install --no-save @dynoxide/linux-x64@${version}\`, or start with --engine dynamodb-local.`,
  ]);
});

it('waits for no Java that never shows its version', async () => {
  expect(await refused(computer({ java: HANGS, patience }))).toEqual([
    'Refusal',
    `Java does not run: \`java -version\` does not end. Try again, or ${installJava}`,
  ]);
});
