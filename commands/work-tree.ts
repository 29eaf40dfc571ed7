import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './terminal/errors.ts';
import type { Terminal } from './terminal/terminal.ts';

/**
 * Asks before a secret is written to a place where git would take it along.
 * @param path of a file, there already or not.
 * @throws {CommandError} unless the answer is yes, or `--yes` was given.
 */
export async function keepOutOfGit(
  path: string,
  { yes = false }: { readonly yes?: boolean | undefined },
  { print, ask }: Terminal,
): Promise<void> {
  const root = exposingWorkTree(path);
  if (root === undefined) return;
  const warning = `${path} would lie in the git work tree ${root}, which does not ignore it: a commit could publish it.`;
  if (!yes && !ask)
    throw new CommandError(`${warning} Nothing written: name a place outside it, or run again with --yes.`);
  print(`! ${warning}`);
  if (!(yes || (await ask?.('Write it there nevertheless?')))) throw new CommandError('Nothing written.');
}

/** @returns the git work tree that a file would belong to: undefined if there is none, or if it ignores the file. */
export function exposingWorkTree(path: string): string | undefined {
  const { folder, rest } = whatIsThere(resolve(path));
  const root = workTreeOf(folder);
  if (root === undefined) return undefined;
  const { status } = spawnSync('git', ['-C', root, 'check-ignore', '--quiet', '--', join(folder, rest)]);
  // Without git on this computer nothing says what is ignored: then the answer is the careful one.
  return status === 0 ? undefined : root;
}

/** A path as the folder that is there, with its links followed, and what is still to be made in it. */
function whatIsThere(path: string, rest = basename(path)): { folder: string; rest: string } {
  const folder = dirname(path);
  return existsSync(folder) || folder === dirname(folder)
    ? { folder: realpathSync(folder), rest }
    : whatIsThere(folder, join(basename(folder), rest));
}

function workTreeOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return folder === dirname(folder) ? undefined : workTreeOf(dirname(folder));
}
