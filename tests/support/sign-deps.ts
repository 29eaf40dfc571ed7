import type { SignDeps } from '../../functions/sign/deps.ts';
import { parseSignKeys, type SignKeys } from '../../functions/sign/keys.ts';
import { appDeps } from './app-deps.ts';

/** Key rings of one key, as the sign function reads them at a moment. @param edge the keys of the edge, as a file. */
export function testKeys(now: number, edge?: string): SignKeys {
  const ring = JSON.stringify({ k1: 'x'.repeat(64) });
  return parseSignKeys({ pepper: ring, token: ring, mail: ring, ...(edge && { edge }) }, now);
}

/** What the sign function cannot do without, and anything else that a test is about. */
type Given = Pick<SignDeps, 'campaign' | 'signatures' | 'keys'> & Partial<SignDeps>;

/** What the sign function works with: no limits, a queue that takes every mail, real time. */
export const signDepsOf = (given: Given): SignDeps => ({
  ...appDeps,
  translation: async () => undefined,
  limits: 'off',
  networkOf: () => undefined,
  outbox: { put: async () => undefined },
  publicKeys: [],
  campaignPublicKeys: 'any',
  keepMonths: 6,
  patience: 20_000,
  answersEvery: 0,
  clock: Date.now,
  ...given,
});
