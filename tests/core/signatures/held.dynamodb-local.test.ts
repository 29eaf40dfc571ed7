import { expect, it } from 'vitest';
import { askWhatIsHeld } from '../../../functions/core/signatures/held.ts';
import { putSignatureOnce } from '../../../functions/core/signatures/store.ts';
import { signatureOf, signerIn } from '../../support/signature.ts';
import { changesOf } from '../../support/stream.ts';
import { freshTables } from '../../support/tables.ts';

const NOW = Date.parse('2096-06-01T12:00:00Z');

it('reads the stored data without a record in the stream', async () => {
  const { Signatures } = await freshTables();
  const who = { campaign: 'free-them', signer: signerIn(7) };
  await putSignatureOnce(Signatures, signatureOf(who.campaign, who.signer, NOW, { publicName: 'Ada' }));
  const records = async () => [...(await changesOf(Signatures)).values()].flat().length;
  expect(await records()).toBe(1);
  expect(await askWhatIsHeld(Signatures, who)).toEqual({ holding: 'held', isNameShown: true });
  expect(await records()).toBe(1);
});
