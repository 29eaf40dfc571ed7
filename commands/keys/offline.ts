import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { keepOutOfGit } from '../work-tree.ts';
import { checkGroupKey, makeGroupKey } from './group-key.ts';
import { keepingLines } from './print.ts';

/** What needs neither network nor AWS: best done on a computer that has neither. */

/** `make`: tells the public key, and where the private one belongs. @throws {CommandError} */
export async function make(
  path: string,
  { passphrase: isSealed = false, yes }: { passphrase?: boolean | undefined; yes?: boolean | undefined },
  terminal: Terminal,
): Promise<void> {
  const { print, secret, clock } = terminal;
  await keepOutOfGit(path, { yes }, terminal);
  if (isSealed && !secret) throw new CommandError(['There is nobody to ask for a passphrase.']);
  let passphrase: string | undefined;
  if (isSealed && secret) {
    passphrase = await secret('Passphrase of the file: ');
    if (passphrase.length < 12) throw new CommandError(['A passphrase of fewer than 12 characters can be guessed.']);
    if ((await secret('Once more: ')) !== passphrase) throw new CommandError(['The two are not the same.']);
  }
  const recipient = await makeGroupKey(path, { passphrase, now: clock() });
  for (const line of keepingLines(path, recipient, passphrase !== undefined)) print(line);
}

/** `check`: tells whether a file opens what it must. @throws {CommandError} */
export async function check(
  path: string,
  { recipient = [] }: { recipient?: readonly string[] | undefined },
  terminal: Terminal,
): Promise<void> {
  const own = await checkGroupKey(path, recipient, terminal);
  terminal.print(`Good: ${path} opens what is sealed to ${own}.`);
}
