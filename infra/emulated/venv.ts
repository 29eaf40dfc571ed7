import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../local/program.ts';
import { root } from './account.ts';

const run = promisify(execFile);

/** Python packages, and the place for them. Paths are relative to the project's root. */
export interface PythonPackages {
  readonly name: string;
  /** The file of exact versions with hashes. Its first lines say how to make it from the `.in` file beside it. */
  readonly requirements: string;
  readonly venv: string;
}

const miniStack: PythonPackages = {
  name: 'MiniStack',
  requirements: 'infra/emulated/requirements.txt',
  venv: '.emulated/venv',
};

/** @returns the path of a Python that has MiniStack. @throws {Refusal} like `pythonWith`. */
export const pythonWithMiniStack = (say: (line: string) => void): Promise<string> => pythonWith(miniStack, say);

/**
 * Makes a Python environment with packages on first use, and again when its requirements change.
 * @returns the path of its Python.
 * @throws {Refusal} if there is no Python to make it with, or the package index does not answer.
 */
export async function pythonWith(packages: PythonPackages, say: (line: string) => void): Promise<string> {
  const [requirements, venv] = [join(root, packages.requirements), join(root, packages.venv)];
  const venvPython = join(venv, 'bin/python');
  const wanted = createHash('sha256');
  wanted.update(await readFile(requirements));
  const hash = wanted.digest('hex');
  const mark = join(venv, 'requirements.sha256');
  if ((await readFile(mark, 'utf8').catch(() => undefined)) === hash) return venvPython;
  const python = await findPython();
  say(`Installing ${packages.name} into ${packages.venv} (once) …`);
  await rm(venv, { recursive: true, force: true });
  await mkdir(venv, { recursive: true });
  try {
    await run(python, ['-m', 'venv', venv]);
    await run(venvPython, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--requirement', requirements]);
  } catch (error) {
    throw new Refusal(`${packages.name} was not installed into ${packages.venv}: ${lastWords(error)}`);
  }
  await writeFile(mark, hash);
  return venvPython;
}

/** @throws {Refusal} if there is no Python 3.10 or newer. */
async function findPython(): Promise<string> {
  const tell = 'import sys; print("%d.%d" % sys.version_info[:2])';
  let found = 'Python is missing';
  for (const command of ['python3', 'python']) {
    try {
      const { stdout } = await run(command, ['-c', tell]);
      const [major = 0, minor = 0] = stdout.trim().split('.').map(Number);
      if (major === 3 && minor >= 10) return command;
      found = `Python ${stdout.trim()} is too old`;
    } catch {
      // The next name may be the right one.
    }
  }
  throw new Refusal(`${found}: install Python 3.10 or newer, so that \`python3 --version\` works.`);
}

/** The last line of a command's output. Python and pip write there what went wrong. */
function lastWords(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `${stdout}\n${stderr}`.trim().split('\n').at(-1) || String(error);
}
