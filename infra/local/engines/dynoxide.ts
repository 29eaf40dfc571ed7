import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { Refusal } from '../program.ts';
import { askVersion, type Engine, type Place } from './engine.ts';

/** The systems that have a package of dynoxide, and on which `npm start` runs. */
const packaged = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

const FILE = 'dynoxide.sqlite';

/**
 * dynoxide: one static program that keeps its tables in a SQLite file. `npm ci` installs it as an optional package, if
 * there is one for the system.
 * @see https://github.com/nubo-db/dynoxide
 */
export const dynoxide: Engine = {
  name: 'dynoxide',
  title: 'dynoxide',
  file: FILE,
  async find(place) {
    const packaged = packagedProgram(place);
    const command = packaged ?? programOnPath(place);
    if (!command) return `dynoxide is missing: ${howToInstall(place)}, or start with --engine dynamodb-local.`;
    return {
      command,
      version: await versionOf(command, place, packaged ? 'type `npm ci` here' : howToInstall(place)),
      args: ({ host, port }, directory) => [
        'serve',
        '--host',
        host,
        '--port',
        String(port),
        ...(directory ? ['--db-path', join(directory, FILE)] : []),
      ],
    };
  },
};

/** The command that installs it. */
export function howToInstall({ system }: Place): string {
  const version = packageJson.optionalDependencies['@dynoxide/linux-x64'];
  return packaged.includes(system)
    ? `type \`npm install --no-save @dynoxide/${system}@${version}\``
    : 'type `cargo install dynoxide-rs`';
}

function packagedProgram({ system, from }: Place): string | undefined {
  try {
    return join(dirname(createRequire(from).resolve(`@dynoxide/${system}/package.json`)), 'dynoxide');
  } catch {
    return undefined;
  }
}

function programOnPath({ path }: Place): string | undefined {
  return path
    .split(delimiter)
    .map((directory) => join(directory, 'dynoxide'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Asks the program itself. This also shows whether it was made for this system. @param mend what to do if it was not. */
async function versionOf(command: string, place: Place, mend: string): Promise<string> {
  try {
    const { stdout } = await askVersion(command, '--version', place);
    return stdout.trim().split(' ').at(-1) ?? '';
  } catch {
    throw new Refusal(
      `${command} does not run on this computer (${place.system}): ${mend}, or start with --engine dynamodb-local.`,
    );
  }
}
