import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import * as z from 'zod/mini';
import { Refusal } from './program.ts';

/** What AWS Secrets Manager keeps for a stage: key rings (`core/keys/keyring`). */
const localSecrets = z.object({ pepper: z.string(), token: z.string(), mail: z.string() });
export type LocalSecrets = z.infer<typeof localSecrets>;

/**
 * Makes the secrets of this machine once, and reads them ever after: with another pepper, signers would count again.
 * @throws {Refusal} if the file is no longer readable.
 */
export function readOrMakeSecrets(directory: string): LocalSecrets {
  const file = join(directory, 'secrets.json');
  readOrMake(file, () => {
    const secrets = { pepper: newKeyring(), token: newKeyring(), mail: newKeyring() } satisfies LocalSecrets;
    return `${JSON.stringify(secrets, null, 2)}\n`;
  });
  return readSecrets(directory);
}

/** @throws {Refusal} if the file is no longer readable. */
export function readSecrets(directory: string): LocalSecrets {
  const file = join(directory, 'secrets.json');
  try {
    const text = readFileSync(file, 'utf8');
    // An earlier version called two rings by these names.
    const { linkKeys: token, mailKeys: mail, ...named } = JSON.parse(text);
    const secrets = z.parse(localSecrets, { token, mail, ...named });
    return { pepper: inOrder(secrets.pepper), token: inOrder(secrets.token), mail: inOrder(secrets.mail) };
  } catch {
    throw new Refusal(`${file} holds no secrets: put it back, or start afresh with another DATA_DIR.`);
  }
}

/**
 * The key pair of the group that this machine plays, as `age-keygen` writes it: `age --decrypt --identity FILE` opens
 * what signers sealed here.
 * @returns the public key.
 */
export async function readOrMakeGroupKey(directory: string): Promise<string> {
  const file = join(directory, 'group-key.txt');
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const text = readOrMake(file, () => `# public key: ${recipient}\n${identity}\n`);
  const kept = /^AGE-SECRET-KEY-1\S+$/m.exec(text)?.[0];
  if (!kept) throw new Refusal(`${file} holds no age key: put it back, or start afresh with another DATA_DIR.`);
  return identityToRecipient(kept);
}

/** Rings of an earlier version named their current key. Of keys that all hold from the beginning, the last one counts. */
function inOrder(ring: string): string {
  const { current, ...keys } = JSON.parse(ring);
  if (typeof current !== 'string') return ring;
  const { [current]: newest, ...others } = keys;
  return JSON.stringify({ ...others, [current]: newest });
}

const newKeyring = (): string => JSON.stringify({ k1: newSecret() });

/** As long as those that Secrets Manager draws. */
export const newSecret = (): string => randomBytes(48).toString('base64url');

/** Readable by its owner alone, and never half written. */
function readOrMake(file: string, make: () => string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, make(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8');
}
