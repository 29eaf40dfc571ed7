import { expect, it } from 'vitest';
import { secretName } from '../../../functions/core/keys/names.ts';

it.each([
  ['pepper', 'amparo-prod-pepper'],
  ['token', 'amparo-prod-token-keys'],
  ['mail', 'amparo-prod-mail-keys'],
  ['edge', 'amparo-prod-edge'],
] as const)('calls the secret of %s %s: under another name a deploy would make new keys', (ring, name) => {
  expect(secretName('prod', ring)).toBe(name);
});
