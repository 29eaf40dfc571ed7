import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './terminal/errors.ts';
import { onYesOfNpm, type Terminal } from './terminal/terminal.ts';

/**
 * Asks before a secret is written where git could publish it.
 * @param path of a file, which may not exist yet.
 * @throws {CommandError} unless the answer is yes, or `--yes` was given.
 */
export async function keepOutOfGit(
  path: string,
  { yes = false }: { readonly yes?: boolean | undefined },
  terminal: Terminal,
): Promise<void> {
  const { print, ask } = terminal;
  const root = exposingWorkTree(path);
  if (root === undefined) return;
  const warning = `${path} would be in the git work tree ${root}, which does not ignore it: a commit could publish it.`;
  if (!yes && !ask)
    throw new CommandError(
      `${warning} Nothing written: choose a place outside it, or run again with --yes.${onYesOfNpm(terminal)}`,
    );
  print(`! ${warning}`);
  if (!(yes || (await ask?.('Write it there anyway?')))) throw new CommandError('Nothing written.');
}

/** @returns the git work tree that a file would belong to: undefined if there is none, or if it ignores the file. */
export function exposingWorkTree(path: string): string | undefined {
  const { folder, rest } = splitAtExisting(resolve(path));
  const root = workTreeOf(folder);
  if (root === undefined) return undefined;
  const { status } = spawnSync('git', ['-C', root, 'check-ignore', '--quiet', '--', join(folder, rest)]);
  // Without git, this cannot know what git ignores. Then the answer is the careful one.
  return status === 0 ? undefined : root;
}

/** Splits a path into the folder that exists, with its links followed, and the rest. */
function splitAtExisting(path: string, rest = basename(path)): { folder: string; rest: string } {
  const folder = dirname(path);
  return existsSync(folder) || folder === dirname(folder)
    ? { folder: realpathSync(folder), rest }
    : splitAtExisting(folder, join(basename(folder), rest));
}

function workTreeOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return folder === dirname(folder) ? undefined : workTreeOf(dirname(folder));
}
