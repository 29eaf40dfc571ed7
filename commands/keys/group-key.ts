import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { isRecipient } from '../../functions/core/campaigns/recipient.ts';
import { readKeyFile } from '../../functions/core/handover/group-key.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * Makes an age key pair and writes it as `age-keygen` does, so that the standard `age` tool reads the file. Needs
 * neither network nor AWS.
 * @param passphrase seals the file, as `age -p` does. Undefined: the file is as good as the key.
 * @returns the public key.
 * @throws {CommandError} if there is a file of that name: it may be the only copy of a key.
 */
export async function makeGroupKey(
  path: string,
  { passphrase, now }: { passphrase: string | undefined; now: number },
): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const created = isoTime(now).replace(/\.\d+/, '');
  const text = `# created: ${created}\n# public key: ${recipient}\n${identity}\n`;
  try {
    await writeFile(path, passphrase === undefined ? text : await sealed(text, passphrase), {
      mode: 0o600,
      flag: 'wx',
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError([
      code === 'EEXIST'
        ? `${path} is there already, and may be the only copy of a key. Name another file.`
        : `${path} cannot be written (${code}).`,
    ]);
  }
  return recipient;
}

/** Readable as text, so that it can be printed on paper. */
async function sealed(text: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(text));
}

/**
 * Seals something to each recipient and opens it with the file, as an organiser would.
 * @param path its passphrase is asked for only if the file is sealed.
 * @returns the public key of the file.
 * @throws {CommandError} if the file holds no key, or opens nothing that is sealed to one of the recipients.
 */
export async function checkGroupKey(
  path: string,
  recipients: readonly string[],
  terminal: Pick<Terminal, 'secret'>,
): Promise<string> {
  const keys = await readKeyFile(path, terminal);
  const own = keys.map(({ recipient }) => recipient);
  for (const recipient of recipients.length > 0 ? recipients : own) {
    if (!isRecipient(recipient))
      throw new CommandError([`${recipient} is no age public key, or has a typing mistake.`]);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const proof = randomBytes(32);
    const decrypter = new Decrypter();
    for (const { identity } of keys) decrypter.addIdentity(identity);
    const opened = await decrypter.decrypt(await encrypter.encrypt(proof)).catch(() => new Uint8Array());
    if (!proof.equals(opened))
      throw new CommandError([
        `${path} does not open what is sealed to ${recipient}. It is the key of ${own.join(' and ')}.`,
      ]);
  }
  return own.join(' and ');
}
