import { readFile } from 'node:fs/promises';
import { armor, Decrypter, identityToRecipient } from 'age-encryption';
import { CommandError } from '../../../commands/terminal/errors.ts';
import type { Terminal } from '../../../commands/terminal/terminal.ts';

/** A private key of the group, and the public one that belongs to it. */
export interface GroupKey {
  readonly identity: string;
  readonly recipient: string;
}

/**
 * The private keys of a file such as `keys make` or `age-keygen` writes, one at least. Asks for the passphrase of a file that
 * is sealed with one, as `age --passphrase` does it, in letters or in bytes.
 * @throws {CommandError} if it holds none, or does not open. No key is ever part of the words.
 */
export async function readKeyFile(path: string, { secret }: Pick<Terminal, 'secret'>): Promise<GroupKey[]> {
  const bytes = await readBytes(path);
  const letters = bytes.toString('utf8');
  const sealed = letters.startsWith(ARMOR) ? armorOf(path, letters) : letters.startsWith(AGE) ? bytes : undefined;
  let text = letters;
  if (sealed) {
    if (!secret) throw new CommandError([`${path} is sealed, and there is nobody to ask for its passphrase.`]);
    text = await unsealed(path, sealed, await secret(`Passphrase of ${path}: `));
  }
  const identities = text.match(/^AGE-SECRET-KEY-\S+/gm) ?? [];
  if (identities.length === 0) throw new CommandError([`${path} holds no private key (AGE-SECRET-KEY-1…).`]);
  return Promise.all(
    identities.map(async (identity) => {
      try {
        return { identity, recipient: await identityToRecipient(identity) };
      } catch {
        throw new CommandError([`${path} holds a private key that is damaged: try another copy of it.`]);
      }
    }),
  );
}

const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';
const AGE = 'age-encryption.org/';

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError([code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`]);
  }
}

const doesNotOpen = (path: string) => new CommandError([`${path} does not open with this passphrase, or is damaged.`]);

function armorOf(path: string, letters: string): Uint8Array {
  try {
    return armor.decode(letters);
  } catch {
    throw doesNotOpen(path);
  }
}

async function unsealed(path: string, sealed: Uint8Array, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed, 'text');
  } catch {
    throw doesNotOpen(path);
  }
}
