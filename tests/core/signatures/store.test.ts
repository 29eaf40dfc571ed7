import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, isoTime, MINUTE } from '../../../functions/core/running/clock.ts';
import { askWhatIsHeld } from '../../../functions/core/signatures/held.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../../functions/core/signatures/store.ts';
import { orderKey, signatureOf, signerIn, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

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

it('counts a signer once when the button is pressed 50 times at once', async () => {
  const signature = signatureBy('many');
  const answers = await Promise.all(Array.from({ length: 50 }, () => putSignatureOnce(db, signature, orderKey)));
  expect(answers.filter((answer) => answer === 'counted')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'already-counted')).toHaveLength(49);
});

it('keeps of the time the hour alone, and nothing that it does not need', async () => {
  const signature = { ...signatureBy('hour', now + 42 * MINUTE + 7), signals: ['no-proof'] as const };
  await putSignatureOnce(db, signature, orderKey);
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
  await putSignatureOnce(db, signature, orderKey);
  expect(await itemOf(signature)).toMatchObject({ publicName: { S: 'Ada' }, publicReason: { S: 'Because.' } });
});

it('puts a signer into one of 256 partitions, by the first byte of the hash', () => {
  expect(signatureKey(campaign, signerIn(0)).pk.S).toBe('free-them#00');
  expect(signatureKey(campaign, signerIn(10)).pk.S).toBe('free-them#0a');
  expect(signatureKey(campaign, signerIn(255)).pk.S).toBe('free-them#ff');
});

it('keeps only key, status and hours of a withdrawn signature, and lets it expire', async () => {
  const signature = { ...signatureBy('gone'), publicName: 'Ada', publicReason: 'Because.' };
  await putSignatureOnce(db, signature, orderKey);
  await withdrawSignature(db, { orderKey, ...signature, now: now + HOUR + 1 });
  expect(Object.keys((await itemOf(signature)) ?? {}).sort()).toEqual([
    'expiresAt',
    'passed',
    'pk',
    'sk',
    'status',
    'withdrawnAt',
  ]);
  // The hour in which it was withdrawn, and eight days after the end of that hour.
  expect((await itemOf(signature))?.withdrawnAt).toEqual({ S: '2096-03-01T13:00:00.000Z' });
  expect((await itemOf(signature))?.expiresAt).toEqual({ N: String((now + 2 * HOUR + 8 * DAY) / 1_000) });
});

it('revives nothing by a link that was mailed before the withdrawal, but counts a fresh attempt', async () => {
  const signature = signatureBy('again');
  await putSignatureOnce(db, signature, orderKey);
  await withdrawSignature(db, { orderKey, ...signature, now: now + HOUR });
  await withdrawSignature(db, { orderKey, ...signature, now: now + HOUR });
  expect(await putSignatureOnce(db, signature, orderKey)).toBe('withdrawn');
  expect(await putSignatureOnce(db, signatureBy('again', now + HOUR + 1), orderKey)).toBe('counted');
});

it('kills an unconfirmed link when its withdrawal comes first', async () => {
  const signature = signatureBy('never');
  await withdrawSignature(db, { orderKey, ...signature, now: now + HOUR });
  expect(await putSignatureOnce(db, signature, orderKey)).toBe('withdrawn');
});

describe('a withdrawal in the same hour', () => {
  const attempt = (who: string, at: number) => putSignatureOnce(db, signatureBy(who, at), orderKey);
  const withdraw = (who: string, at: number) => withdrawSignature(db, { orderKey, ...signatureBy(who), now: at });

  it('lets an attempt count that was made a millisecond later, and none of the same moment or before', async () => {
    await withdraw('order', now + MINUTE);
    expect(await attempt('order', now)).toBe('withdrawn');
    expect(await attempt('order', now + MINUTE - 1)).toBe('withdrawn');
    expect(await attempt('order', now + MINUTE)).toBe('withdrawn');
    expect(await attempt('order', now + MINUTE + 1)).toBe('counted');
  });

  it('stays in the way of older attempts if it was at the beginning or the end of the hour', async () => {
    await withdraw('first', now);
    expect(await attempt('first', now)).toBe('withdrawn');
    expect(await attempt('first', now + 1)).toBe('counted');
    await withdraw('last', now + HOUR - 1);
    expect(await attempt('last', now + HOUR - 1)).toBe('withdrawn');
    expect(await attempt('last', now + HOUR)).toBe('counted');
  });

  it('restores nothing in that hour if its key is gone', async () => {
    await withdraw('gone-key', now);
    expect(await putSignatureOnce(db, signatureBy('gone-key', now + 1))).toBe('withdrawn');
    expect(await putSignatureOnce(db, signatureBy('gone-key', now + HOUR))).toBe('counted');
  });

  it('is ordered by its exact time if its note was written before notes had codes', async () => {
    const { signer } = signatureBy('earlier');
    await db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: {
          ...signatureKey(campaign, signer),
          status: { S: 'withdrawn' },
          withdrawnAt: { S: isoTime(now + MINUTE) },
        },
      }),
    );
    expect(await attempt('earlier', now + MINUTE)).toBe('withdrawn');
    expect(await attempt('earlier', now + MINUTE + 1)).toBe('counted');
  });
});

describe('a signature that another e-mail made', () => {
  const signatureWith = (who: string, linkId: string | undefined, more: Partial<ConfirmedSignature> = {}) => ({
    ...signatureBy(who),
    linkId,
    ...more,
  });
  const confirm = (who: string, linkId?: string, more: Partial<ConfirmedSignature> = {}) =>
    putSignatureOnce(db, signatureWith(who, linkId, more), orderKey);
  const ask = (who: string, linkId?: string) => askWhatIsHeld(db, signatureWith(who, linkId));

  it('stays as it is, and its e-mail stays known', async () => {
    expect(await confirm('two', 'one', { publicName: 'Ada' })).toBe('counted');
    const before = await itemOf(signatureBy('two'));
    expect(before?.link?.B).toHaveLength(12);
    expect(await confirm('two', 'other', { country: 'DE' })).toBe('counted');
    const { otherLinks, ...after } = (await itemOf(signatureBy('two'))) ?? {};
    expect(after).toEqual(before);
    expect(otherLinks?.BS).toHaveLength(1);
    for (const id of ['one', 'other']) expect(await confirm('two', id)).toBe('already-counted');
    expect(await ask('two', 'one')).toEqual({ holding: 'held', isNameShown: true });
    expect(await ask('two', 'other')).toEqual({ holding: 'held', isNameShown: false });
    expect(await ask('two', 'third')).toEqual({ holding: 'none', isNameShown: false });
  });

  it('answers each e-mail by the name that it asked to show', async () => {
    await confirm('named', 'one');
    await confirm('named', 'other', { publicName: 'A.' });
    expect(await ask('named', 'one')).toEqual({ holding: 'held', isNameShown: false });
    expect(await ask('named', 'other')).toEqual({ holding: 'held', isNameShown: true });
  });

  it('is known to every earlier link without id if one of these made it, and to no newer one', async () => {
    expect(await confirm('old', undefined)).toBe('counted');
    expect(await confirm('old', undefined)).toBe('already-counted');
    expect(await ask('old')).toMatchObject({ holding: 'held' });
    expect(await ask('old', 'new')).toMatchObject({ holding: 'none' });
    expect(await confirm('old', 'new')).toBe('counted');
    expect(await ask('old', 'new')).toMatchObject({ holding: 'held' });
    expect(await ask('old')).toMatchObject({ holding: 'held' });
  });

  it('is not known to an earlier link without id if a newer one made it', async () => {
    await confirm('newer', 'new');
    expect(await ask('newer')).toMatchObject({ holding: 'none' });
    expect(await confirm('newer', undefined)).toBe('counted');
    expect(await confirm('newer', undefined)).toBe('already-counted');
    expect(await ask('newer')).toMatchObject({ holding: 'held' });
  });

  it('costs one write unit when it is made', async () => {
    expect(await unitsOf(db, () => confirm('price', 'one'))).toEqual([1]);
    // The table reports no units of the write before, whose condition fails.
    expect(await unitsOf(db, () => confirm('price', 'other'))).toEqual([1]);
  });

  it('is answered about after a withdrawal only by the link that withdrew', async () => {
    await confirm('left', 'one');
    await withdrawSignature(db, { orderKey, ...signatureWith('left', 'other'), now: now + HOUR });
    expect(await ask('left', 'one')).toMatchObject({ holding: 'none' });
    expect(await ask('left', 'other')).toMatchObject({ holding: 'withdrawn' });
  });
});
