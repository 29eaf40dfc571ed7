import { armor } from 'age-encryption';
import { expect, it } from 'vitest';
import {
  type GroupKey,
  type KeyFileUnusable,
  newGroupKey,
  opensWhatIsSealedTo,
  readGroupKeys,
} from '../../../functions/core/handover/group-key.ts';

const now = Date.parse('2026-03-01T12:00:00.500Z');
const plain = await newGroupKey({ passphrase: undefined, now });
const read = (file: string | Uint8Array, passphrase?: string): Promise<GroupKey[]> =>
  readGroupKeys(Buffer.from(file), passphrase === undefined ? undefined : async () => passphrase);
const fault = (of: KeyFileUnusable['fault']) => expect.objectContaining({ name: 'KeyFileUnusable', fault: of });

it('makes a file as age-keygen does, and reads its key back', async () => {
  const { recipient, file } = await newGroupKey({ passphrase: undefined, now });
  const [created, publicKey, secret] = file.split('\n');
  expect([created, publicKey]).toEqual(['# created: 2026-03-01T12:00:00Z', `# public key: ${recipient}`]);
  expect(secret).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  expect(await read(file)).toEqual([{ privateKey: secret, recipient }]);
});

it('reads every key of a file', async () => {
  const other = await newGroupKey({ passphrase: undefined, now });
  const keys = await read(`${plain.file}${other.file}`);
  expect(keys.map(({ recipient }) => recipient)).toEqual([plain.recipient, other.recipient]);
});

it('opens a file that a passphrase seals, as letters or as bytes', async () => {
  const { recipient, file } = await newGroupKey({ passphrase: 'correct horse battery', now });
  expect(file).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  for (const sealed of [file, armor.decode(file)])
    expect(await read(sealed, 'correct horse battery')).toMatchObject([{ recipient }]);
  await expect(read(file, 'wrong horse battery')).rejects.toThrow(fault('does-not-open'));
  await expect(read(file)).rejects.toThrow(fault('nobody-to-ask'));
});

it.each([
  ['a file without a key', 'AGE', 'no-key'],
  ['a key inside a line', `key: ${plain.file.split('\n')[2]}`, 'no-key'],
  ['a key that lacks its end', plain.file.trim().slice(0, -1), 'damaged-key'],
  ['letters that only begin as a sealed file', '-----BEGIN AGE ENCRYPTED FILE-----\nnothing', 'does-not-open'],
] as const)('refuses %s as a key', async (_what, file, of) => {
  await expect(read(file, 'correct horse battery')).rejects.toThrow(fault(of));
});

it('asks for no passphrase if the file is not sealed', async () => {
  const asked = async () => {
    throw new Error('Asked');
  };
  expect(await readGroupKeys(Buffer.from(plain.file), asked)).toHaveLength(1);
});

it('proves by a trial which keys open texts sealed to a public key', async () => {
  const other = await newGroupKey({ passphrase: undefined, now });
  const keys = await read(plain.file);
  expect(await opensWhatIsSealedTo(keys, plain.recipient)).toBe(true);
  expect(await opensWhatIsSealedTo(keys, other.recipient)).toBe(false);
  expect(await opensWhatIsSealedTo([...keys, ...(await read(other.file))], other.recipient)).toBe(true);
});
