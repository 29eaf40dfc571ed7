import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armor } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeGroupKey } from '../../commands/keys/group-key.ts';
import { type Identity, sealIdentity } from '../../functions/core/keys/seal.ts';
import { openWithPyrage, pythonWithPyrage } from './pyrage/pyrage.ts';

const directory = await mkdtemp(join(tmpdir(), 'standard-age-'));
const now = Date.parse('2026-03-01T12:00:00Z');
const identity: Identity = { name: 'Лейла Məmmədova', email: 'leyla@example.org', comment: 'آزاد', updates: true };

describe('an implementation of age that is not ours', () => {
  let python: string;
  beforeAll(async () => {
    python = await pythonWithPyrage();
  });

  it('opens a text that is sealed to keys of `keys make`, with each of them and with no other key', async () => {
    const [first, second, stranger] = await Promise.all(['first', 'second', 'stranger'].map(newKey));
    const sealed = await sealIdentity(identity, [first!.recipient, second!.recipient]);
    for (const { secret } of [first!, second!]) {
      expect(JSON.parse(await openWithPyrage(python, sealed, { identity: secret }))).toEqual(identity);
    }
    await expect(openWithPyrage(python, sealed, { identity: stranger!.secret })).rejects.toThrow('No matching keys');
  });

  it('opens a key file that a passphrase seals, and finds the key in it', async () => {
    const path = join(directory, 'sealed.key');
    const recipient = await makeGroupKey(path, { passphrase: 'correct horse battery', now });
    const file = armor.decode(await readFile(path, 'utf8'));
    const opened = await openWithPyrage(python, file, { passphrase: 'correct horse battery' });
    expect(opened).toMatch(
      new RegExp(`^# created: 2026-03-01T12:00:00Z\n# public key: ${recipient}\nAGE-SECRET-KEY-1`),
    );
    await expect(openWithPyrage(python, file, { passphrase: 'wrong horse battery' })).rejects.toThrow();
  });
});

async function newKey(name: string): Promise<{ recipient: string; secret: string }> {
  const path = join(directory, name);
  const recipient = await makeGroupKey(path, { passphrase: undefined, now });
  return { recipient, secret: (await readFile(path, 'utf8')).trim().split('\n').at(-1) ?? '' };
}
