import { expect, it } from 'vitest';
import { type KeyringName, secretName } from '../../../functions/core/keys/names.ts';

it.each([
  ['pepper', 'amparo-prod-pepper'],
  ['token', 'amparo-prod-token-keys'],
  ['mail', 'amparo-prod-mail-keys'],
] as const)('calls the secret of the ring %s %s: under another name a deploy would make new keys', (ring, name) => {
  expect(secretName('prod', ring satisfies KeyringName)).toBe(name);
});
