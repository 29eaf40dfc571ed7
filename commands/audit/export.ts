import { open } from 'node:fs/promises';
import { operator } from '../../functions/core/access/actor.ts';
import { audited } from '../../functions/core/audit/audited.ts';
import { allEntries } from '../../functions/core/audit/read.ts';
import type { CommonOptions } from '../command.ts';
import type { Target } from '../target.ts';
import { amount } from '../terminal/amount.ts';
import { CommandError, fileError } from '../terminal/errors.ts';
import { checkpoint, onYesOfNpm, type Terminal } from '../terminal/terminal.ts';

/**
 * Writes the whole trail to a file that only its owner can read: a line for each entry, with just the bytes whose hash the next
 * entry has. The last one is of this export.
 * @throws {CommandError} if the file exists, unless `--yes` was given.
 */
export async function exportTo(
  path: string,
  { yes = false }: CommonOptions,
  { records, audit, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const file = await open(path, yes ? 'w' : 'wx', 0o600).catch((error) => {
    throw error.code === 'EEXIST'
      ? new CommandError(`${path} already exists. Nothing written; run again with --yes.${onYesOfNpm(terminal)}`)
      : fileError(path, 'written', error);
  });
  let written = 0;
  const write = async () => {
    for await (const { id, bytes } of allEntries(records)) {
      checkpoint(terminal);
      if (!bytes) {
        terminal.complain(`! Entry ${id} is missing. \`npm run audit -- verify\` says more.`);
        continue;
      }
      await file.write(bytes);
      await file.write('\n');
      written++;
    }
  };
  try {
    await audited({ audit, clock: terminal.clock }, operator, 'audit.export', 'trail', {}, write);
  } finally {
    await file.close();
  }
  terminal.print(`Written: ${path}, ${amount(written, 'entry', 'entries')} of ${name}.`);
}
