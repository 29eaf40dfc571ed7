import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import * as z from 'zod/mini';
import { Refusal } from './program.ts';

/** The key rings (`core/keys/keyring`) that AWS Secrets Manager keeps for a stage. */
const localSecrets = z.object({
  pepper: z.string(),
  token: z.string(),
  mail: z.string(),
  /** A file of an earlier version has none of these until the next start. */
  webhooks: z.optional(z.string()),
  organisers: z.optional(z.string()),
});
export type LocalSecrets = z.infer<typeof localSecrets>;

/**
 * Makes the secrets of this machine on the first start, and reads them later: with another pepper, signers would count
 * again.
 * @throws {Refusal} if the file is no longer readable.
 */
export function readOrMakeSecrets(directory: string): LocalSecrets {
  const file = join(directory, 'secrets.json');
  readOrMake(file, () => {
    const [pepper, token, mail] = [newKeyring(), newKeyring(), newKeyring()];
    return secretsText({ pepper, token, mail, webhooks: newKeyring(), organisers: newKeyring() });
  });
  addLaterRings(file);
  return readSecrets(directory);
}

/** The file of an earlier version has no keys for webhooks, or for organisers. */
function addLaterRings(file: string): void {
  let secrets: unknown;
  try {
    secrets = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // `readSecrets` says so.
    return;
  }
  if (typeof secrets !== 'object' || secrets === null) return;
  const lacking = LATER.filter((ring) => !(ring in secrets)).map((ring) => [ring, newKeyring()]);
  if (lacking.length === 0) return;
  writeWhole(file, secretsText({ ...(secrets as LocalSecrets), ...Object.fromEntries(lacking) }));
}

const LATER = ['webhooks', 'organisers'] as const;

const secretsText = (secrets: LocalSecrets): string => `${JSON.stringify(secrets, null, 2)}\n`;

/** @throws {Refusal} if the file is no longer readable. */
export function readSecrets(directory: string): LocalSecrets {
  const file = join(directory, 'secrets.json');
  try {
    const text = readFileSync(file, 'utf8');
    // An earlier version called two rings by these names.
    const { linkKeys: token, mailKeys: mail, ...named } = JSON.parse(text);
    const secrets = z.parse(localSecrets, { token, mail, ...named });
    const { pepper, token: links, mail: mails, webhooks, organisers } = secrets;
    return { pepper: inOrder(pepper), token: inOrder(links), mail: inOrder(mails), webhooks, organisers };
  } catch {
    throw new Refusal(`${file} contains no secrets: restore it, or start again with another DATA_DIR.`);
  }
}

/**
 * Reads the key pair of this machine's group, or makes it. The file has the form of `age-keygen`: with
 * `age --decrypt --identity FILE` a person can open the sealed identities.
 * @returns the public key.
 */
export async function readOrMakeGroupKey(directory: string): Promise<string> {
  const file = join(directory, 'group-key.txt');
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const text = readOrMake(file, () => `# public key: ${recipient}\n${identity}\n`);
  const kept = /^AGE-SECRET-KEY-1\S+$/m.exec(text)?.[0];
  if (!kept) throw new Refusal(`${file} contains no age key: restore it, or start again with another DATA_DIR.`);
  return identityToRecipient(kept);
}

/**
 * Rings of an earlier version named their current key. If all keys are valid from the beginning, the last one is
 * current.
 */
function inOrder(ring: string): string {
  const { current, ...keys } = JSON.parse(ring);
  if (typeof current !== 'string') return ring;
  const { [current]: newest, ...others } = keys;
  return JSON.stringify({ ...others, [current]: newest });
}

const newKeyring = (): string => JSON.stringify({ k1: newSecret() });

/** A secret as long as those that Secrets Manager makes. */
export const newSecret = (): string => randomBytes(48).toString('base64url');

/** Reads a file, or makes it first. Only its owner can read it, and it is never half written. */
function readOrMake(file: string, make: () => string): string {
  if (!existsSync(file)) writeWhole(file, make());
  return readFileSync(file, 'utf8');
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
