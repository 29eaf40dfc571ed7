import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../local/refusal.ts';
import { root } from './account.ts';

/** Exact versions with hashes. Made from `requirements.in` as its first lines tell. */
const requirements = join(root, 'infra/emulated/requirements.txt');
const venv = join(root, '.emulated/venv');
const run = promisify(execFile);

/**
 * Makes a Python environment with MiniStack in it on first use, and again when its requirements change.
 * @returns its Python.
 * @throws {Refusal} if there is no Python to make it with, or the package index does not answer.
 */
export async function pythonWithMiniStack(say: (line: string) => void): Promise<string> {
  const venvPython = join(venv, 'bin/python');
  const wanted = createHash('sha256');
  wanted.update(await readFile(requirements));
  const hash = wanted.digest('hex');
  const mark = join(venv, 'requirements.sha256');
  if ((await readFile(mark, 'utf8').catch(() => undefined)) === hash) return venvPython;
  const python = await findPython();
  say('Installing MiniStack into .emulated/venv (once) …');
  await rm(venv, { recursive: true, force: true });
  await mkdir(venv, { recursive: true });
  try {
    await run(python, ['-m', 'venv', venv]);
    await run(venvPython, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--requirement', requirements]);
  } catch (error) {
    throw new Refusal(`MiniStack was not installed into .emulated/venv: ${lastWords(error)}`);
  }
  await writeFile(mark, hash);
  return venvPython;
}

/** @throws {Refusal} if there is no Python 3.10 or newer. */
export async function findPython(): Promise<string> {
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

/** The last line of what a command wrote, where Python and pip say what went wrong. */
function lastWords(error: unknown): string {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `${stdout}\n${stderr}`.trim().split('\n').at(-1) || String(error);
}
