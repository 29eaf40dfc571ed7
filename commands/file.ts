import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { FaultyFile } from '../functions/core/campaigns/faults.ts';
import type { CommonOptions } from './command.ts';
import { CommandError, fileError } from './terminal/errors.ts';
import { agreed, onYesOfNpm, type Terminal } from './terminal/terminal.ts';

/** Reads and checks a file that an organiser wrote. @throws {CommandError} with all faults, each with its line, its field and the reason. */
export async function readChecked<File>(path: string, parse: (bytes: Uint8Array) => File): Promise<File> {
  const bytes = await readFile(path).catch((error) => {
    throw fileError(path, 'read', error);
  });
  try {
    return parse(bytes);
  } catch (error) {
    throw error instanceof FaultyFile ? new CommandError(...faultLines(error, path)) : error;
  }
}

/** A line for each fault of a campaign. @param path of the file that it was read from, if it was. */
export function faultLines({ faults, more }: FaultyFile, path?: string): string[] {
  const lines = faults.flatMap(({ line, column, label, message, written }) => {
    const place = [path, line, column].filter((part) => part !== undefined).join(':');
    const words = [place, label, message].filter(Boolean).join(' ');
    return written === undefined ? [words] : [words, `    ${line} | ${written}`];
  });
  return more > 0 ? [...lines, `… and ${more} more. Is it the right file?`] : lines;
}

/** An option that names a file for the output. npm prints lines of its own, which `>` would write into the file, too. */
export const out = { out: { type: 'string' } } as const;

/** Prints a text, or writes it to a file. Asks before it replaces one, or needs `--yes`. @throws {CommandError} */
export async function show(
  text: string,
  { out: path, ...options }: CommonOptions & { readonly out?: string | undefined },
  terminal: Terminal,
): Promise<void> {
  if (path === undefined) return terminal.print(text.trimEnd());
  if (existsSync(path) && !options.yes) {
    if (!terminal.ask)
      throw new CommandError(`${path} already exists. Nothing written; run again with --yes.${onYesOfNpm(terminal)}`);
    if (!(await agreed(`${path} already exists. Replace it?`, options, terminal, 'Nothing written'))) return;
  }
  await writeFile(path, text).catch((error) => {
    throw fileError(path, 'written', error);
  });
  terminal.print(`Written: ${path}.`);
}
