import { randomBytes } from 'node:crypto';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { isoTime } from '../running/clock.ts';

/** A private key of the group, and the public one that belongs to it. */
export interface GroupKey {
  /** `AGE-SECRET-KEY-1…`. The age tool calls it an identity. */
  readonly privateKey: string;
  /** The public key, `age1…`. The age tool and campaign files call it a recipient. */
  readonly recipient: string;
}

/** Why no private key can be read from a file. No message ever contains a part of a key. */
export class KeyFileUnusable extends Error {
  override readonly name = 'KeyFileUnusable';
  readonly fault: 'no-key' | 'damaged-key' | 'does-not-open' | 'nobody-to-ask';

  constructor(fault: KeyFileUnusable['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Makes an age key pair, in a file of the form that `age-keygen` writes. The standard `age` tool reads it.
 * @param passphrase seals the file, as `age --passphrase` does. Undefined: the file is not sealed.
 * @param now milliseconds since the epoch.
 */
export async function newGroupKey({
  passphrase,
  now,
}: {
  readonly passphrase: string | undefined;
  readonly now: number;
}): Promise<{ readonly recipient: string; readonly file: string }> {
  const privateKey = await generateX25519Identity();
  const recipient = await identityToRecipient(privateKey);
  const created = isoTime(now).replace(/\.\d+/, '');
  const text = `# created: ${created}\n# public key: ${recipient}\n${privateKey}\n`;
  return { recipient, file: passphrase === undefined ? text : await sealed(text, passphrase) };
}

/** Seals in the text form of age, so that the file can be printed on paper. */
async function sealed(text: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(text));
}

const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';
const AGE = 'age-encryption.org/';

/**
 * Reads the private keys of a file that `newGroupKey` or `age-keygen` made, sealed with a passphrase or not.
 * @param passphrase asks a person for it, if the file is sealed. Undefined if nobody can answer.
 * @returns one key at least.
 * @throws {KeyFileUnusable}
 */
export async function readGroupKeys(
  file: Uint8Array,
  passphrase: (() => Promise<string>) | undefined,
): Promise<GroupKey[]> {
  const letters = Buffer.from(file).toString('utf8');
  const isSealed = letters.startsWith(ARMOR) || letters.startsWith(AGE);
  if (isSealed && !passphrase) throw new KeyFileUnusable('nobody-to-ask');
  const text = isSealed ? await unsealed(letters.startsWith(ARMOR) ? letters : file, await passphrase?.()) : letters;
  const privateKeys = text.match(/^AGE-SECRET-KEY-\S+/gm) ?? [];
  if (privateKeys.length === 0) throw new KeyFileUnusable('no-key');
  return Promise.all(
    privateKeys.map(async (privateKey) => {
      try {
        return { privateKey, recipient: await identityToRecipient(privateKey) };
      } catch {
        throw new KeyFileUnusable('damaged-key');
      }
    }),
  );
}

async function unsealed(file: string | Uint8Array, passphrase = ''): Promise<string> {
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return await decrypter.decrypt(typeof file === 'string' ? armor.decode(file) : file, 'text');
  } catch {
    throw new KeyFileUnusable('does-not-open');
  }
}

/** Makes a decrypter that opens everything that is sealed to one of these keys. */
export function openerOf(keys: readonly GroupKey[]): Decrypter {
  const decrypter = new Decrypter();
  for (const { privateKey } of keys) decrypter.addIdentity(privateKey);
  return decrypter;
}

/** Tries with random bytes whether private keys open what is sealed to a public key. */
export async function opensWhatIsSealedTo(keys: readonly GroupKey[], publicKey: string): Promise<boolean> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(publicKey);
  const proof = randomBytes(32);
  const opened = await openerOf(keys)
    .decrypt(await encrypter.encrypt(proof))
    .catch(() => new Uint8Array());
  return proof.equals(opened);
}
