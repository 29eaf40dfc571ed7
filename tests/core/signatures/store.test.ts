import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../../functions/core/signatures/store.ts';
import { signatureOf, signerIn, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures: db } = await freshTables();
/** Far in the future: the table uses real time, and would remove expired items. */
const now = Date.parse('2096-03-01T12:00:00Z');
const campaign = 'free-them';

const signatureBy = (who: string, attemptedAt = now): ConfirmedSignature =>
  signatureOf(campaign, signerOf(campaign, who), attemptedAt, { confirmedAt: attemptedAt + 1 });

const itemOf = async ({ signer }: ConfirmedSignature) => {
  const Key = signatureKey(campaign, signer);
  return (await db.client.send(new GetItemCommand({ TableName: db.table, Key, ConsistentRead: true }))).Item;
};

it('counts a signer once when the button is pressed 50 times at once', { timeout: 30_000 }, async () => {
  const signature = signatureBy('many');
  const answers = await Promise.all(Array.from({ length: 50 }, () => putSignatureOnce(db, signature)));
  expect(answers.filter((answer) => answer === 'counted')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'already-counted')).toHaveLength(49);
});

it('keeps of the time the hour alone, and nothing that it does not need', async () => {
  const signature = { ...signatureBy('hour', now + 42 * MINUTE + 7), signals: ['no-proof'] as const };
  await putSignatureOnce(db, signature);
  expect(await itemOf(signature)).toEqual({
    ...signatureKey(campaign, signature.signer),
    status: { S: 'counted' },
    confirmedAt: { S: '2096-03-01T12:00:00.000Z' },
    country: { S: 'AZ' },
    locale: { S: 'en' },
    source: { S: 'other' },
    consent: { S: '1' },
    signals: { SS: ['no-proof'] },
    sealedIdentity: { B: signature.sealedIdentity },
  });
});

it('keeps the name and the reason that the signer chose to show', async () => {
  const signature = { ...signatureBy('shown'), publicName: 'Ada', publicReason: 'Because.' };
  await putSignatureOnce(db, signature);
  expect(await itemOf(signature)).toMatchObject({ publicName: { S: 'Ada' }, publicReason: { S: 'Because.' } });
});

it('puts a signer into one of 256 partitions, by the first byte of the hash', () => {
  expect(signatureKey(campaign, signerIn(0)).pk.S).toBe('free-them#00');
  expect(signatureKey(campaign, signerIn(10)).pk.S).toBe('free-them#0a');
  expect(signatureKey(campaign, signerIn(255)).pk.S).toBe('free-them#ff');
});

it('keeps only key, status and times of a withdrawn signature, and lets it expire', async () => {
  const signature = { ...signatureBy('gone'), publicName: 'Ada', publicReason: 'Because.' };
  await putSignatureOnce(db, signature);
  await withdrawSignature(db, { ...signature, now: now + HOUR + 1 });
  expect(Object.keys((await itemOf(signature)) ?? {}).sort()).toEqual([
    'expiresAt',
    'pk',
    'sk',
    'status',
    'withdrawnAt',
  ]);
  const seconds = (now + HOUR + 8 * DAY) / 1_000;
  expect((await itemOf(signature))?.expiresAt).toEqual({ N: String(seconds + 1) });
});

it('revives nothing by a link that was mailed before the withdrawal, but counts a fresh attempt', async () => {
  const signature = signatureBy('again');
  await putSignatureOnce(db, signature);
  await withdrawSignature(db, { ...signature, now: now + HOUR });
  await withdrawSignature(db, { ...signature, now: now + HOUR });
  expect(await putSignatureOnce(db, signature)).toBe('withdrawn');
  expect(await putSignatureOnce(db, signatureBy('again', now + HOUR + 1))).toBe('counted');
});

it('kills an unconfirmed link when its withdrawal comes first', async () => {
  const signature = signatureBy('never');
  await withdrawSignature(db, { ...signature, now: now + HOUR });
  expect(await putSignatureOnce(db, signature)).toBe('withdrawn');
});
