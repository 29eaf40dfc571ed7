import { expect, it } from 'vitest';
import type { SignerHash } from '../../../functions/core/keys/signer-hash.ts';
import { askWhatIsHeld } from '../../../functions/core/signatures/held.ts';
import { putSignatureOnce } from '../../../functions/core/signatures/store.ts';
import { changesOf } from '../../support/stream.ts';
import { freshTables } from '../../support/tables.ts';

const NOW = Date.parse('2096-06-01T12:00:00Z');

it('asks what is held without a record in the stream', async () => {
  const { Signatures } = await freshTables();
  const who = { campaign: 'free-them', signer: 'A'.repeat(43) as SignerHash };
  await putSignatureOnce(Signatures, {
    ...{ ...who, attemptedAt: NOW, confirmedAt: NOW, country: 'AZ', locale: 'az', source: 'other', consent: '1' },
    ...{ sealedIdentity: new Uint8Array(100), publicName: 'Ada' },
  });
  const records = async () => [...(await changesOf(Signatures)).values()].flat().length;
  expect(await records()).toBe(1);
  expect(await askWhatIsHeld(Signatures, who)).toEqual({ holding: 'held', isNameShown: true });
  expect(await records()).toBe(1);
});
