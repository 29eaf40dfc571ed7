import { readFile, writeFile } from 'node:fs/promises';
import { isRecipient } from '../../functions/core/campaigns/recipient.ts';
import {
  type GroupKey,
  KeyFileUnusable,
  newGroupKey,
  opensWhatIsSealedTo,
  readGroupKeys,
} from '../../functions/core/handover/group-key.ts';
import type { CommonOptions } from '../command.ts';
import { CommandError, fileError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { keepOutOfGit } from '../work-tree.ts';
import { keepingLines } from './print.ts';

/** None of this needs a network. A computer without one is best. */

/** `make`: prints the public key, and how to keep the private one. @throws {CommandError} */
export async function make(
  path: string,
  { passphrase: isSealed = false, ...options }: CommonOptions & { readonly passphrase?: boolean },
  terminal: Terminal,
): Promise<void> {
  await keepOutOfGit(path, options, terminal);
  const passphrase = isSealed ? await newPassphrase(terminal) : undefined;
  const recipient = await makeGroupKey(path, { passphrase, now: terminal.clock() });
  for (const line of keepingLines(path, recipient, isSealed)) terminal.print(line);
}

async function newPassphrase({ secret }: Terminal): Promise<string> {
  if (!secret) throw new CommandError('Nobody can type a passphrase here: run the command in a terminal.');
  const passphrase = await secret('Passphrase of the file: ');
  if (passphrase.length < 12) throw new CommandError('The passphrase is too short: it needs at least 12 characters.');
  if ((await secret('Once more: ')) !== passphrase) throw new CommandError('The two passphrases differ.');
  return passphrase;
}

/**
 * Writes a new key pair into a file that only its owner can read.
 * @returns the public key.
 * @throws {CommandError} if the file exists: it may be the only copy of a key.
 */
export async function makeGroupKey(path: string, options: Parameters<typeof newGroupKey>[0]): Promise<string> {
  const { recipient, file } = await newGroupKey(options);
  await writeFile(path, file, { mode: 0o600, flag: 'wx' }).catch((error) => {
    throw error.code === 'EEXIST'
      ? new CommandError(`${path} exists already, and may be the only copy of a key. Name another file.`)
      : fileError(path, 'written', error);
  });
  return recipient;
}

/** `check`: proves that a file opens texts sealed to each recipient. @throws {CommandError} if it does not. */
export async function check(
  path: string,
  { recipient: recipients }: { readonly recipient?: readonly string[] },
  terminal: Terminal,
): Promise<void> {
  const keys = await readKeyFile(path, terminal);
  const own = keys.map(({ recipient }) => recipient);
  for (const recipient of recipients ?? own) {
    if (!isRecipient(recipient))
      throw new CommandError(`${recipient} is not an age public key, or has a typing mistake.`);
    if (!(await opensWhatIsSealedTo(keys, recipient)))
      throw new CommandError(`${path} does not open texts sealed to ${recipient}, only to ${own.join(' and ')}.`);
  }
  terminal.print(`Good: ${path} opens texts sealed to ${own.join(' and ')}.`);
}

/** Reads the private keys of a file. Asks for its passphrase, if it is sealed. @throws {CommandError} if it finds no key. */
export async function readKeyFile(path: string, { secret }: Pick<Terminal, 'secret'>): Promise<GroupKey[]> {
  const file = await readFile(path).catch((error) => {
    throw fileError(path, 'read', error);
  });
  try {
    return await readGroupKeys(file, secret && (() => secret(`Passphrase of ${path}: `)));
  } catch (error) {
    throw error instanceof KeyFileUnusable ? new CommandError(`${path} ${unusableWords[error.fault]}`) : error;
  }
}

const unusableWords: Record<KeyFileUnusable['fault'], string> = {
  'no-key': 'contains no private key (AGE-SECRET-KEY-1…).',
  'damaged-key': 'contains a damaged private key: try another copy.',
  'does-not-open': 'does not open with this passphrase, or is damaged.',
  'nobody-to-ask': 'is sealed, and nobody can type its passphrase here: run the command in a terminal.',
};
