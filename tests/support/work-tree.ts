import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether there is git here. Without it, commands cannot know what a work tree ignores, and take the careful answer. */
export const hasGit = spawnSync('git', ['--version']).status === 0;

/** Makes an empty git work tree, also where there is no git. */
export function makeWorkTree(folder: string): void {
  for (const part of ['objects', 'refs']) mkdirSync(join(folder, '.git', part), { recursive: true });
  writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
}
