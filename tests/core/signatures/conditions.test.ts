import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../functions/core/abuse/signals.ts';
import type { SignerHash } from '../../../functions/core/keys/signer-hash.ts';
import { HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { anonymiseSignature } from '../../../functions/core/signatures/anonymise.ts';
import { askWhatIsHeld } from '../../../functions/core/signatures/held.ts';
import { decideOn, eachSuspicious, type Suspicious, type Verdict } from '../../../functions/core/signatures/review.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { orderKey, signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures: db } = await freshTables();
/** Far in the future: the table uses real time, and would remove expired items. */
const now = Date.parse('2096-03-01T12:00:00Z');
const campaign = 'free-them';
const signer = (who: string): SignerHash => signerOf(campaign, who, 1);
const sign = (who: string, at = now, more: Partial<ConfirmedSignature> = {}) =>
  putSignatureOnce(db, signatureOf(campaign, signer(who), at, more), orderKey);
const withdraw = (who: string, at: number) =>
  withdrawSignature(db, { orderKey, campaign, signer: signer(who), now: at });

async function itemOf(who: string) {
  const Key = signatureKey(campaign, signer(who));
  return (await db.client.send(new GetItemCommand({ TableName: db.table, Key, ConsistentRead: true }))).Item;
}

describe('a signature is counted', () => {
  it('not by an attempt that was made in the very moment of the withdrawal', async () => {
    await sign('moment');
    await withdraw('moment', now + HOUR);
    expect(await sign('moment', now + HOUR)).toBe('withdrawn');
    expect(await sign('moment', now + HOUR + 1)).toBe('counted');
  });

  it.each(['counted', 'under-review'] as const)(
    'not again over a signature that is %s, which stays unchanged',
    async (status) => {
      const who = `again-${status}`;
      await sign(who, now, { status, country: 'GE' });
      const before = await itemOf(who);
      expect(await sign(who, now + HOUR)).toBe('already-counted');
      expect(await itemOf(who)).toEqual(before);
    },
  );
});

describe('a decision changes a signature only as it was shown', () => {
  const signals: Signal[] = ['honeypot', 'no-proof'];
  const review = { status: 'under-review', signals } as const;

  async function shown(who: string): Promise<Suspicious[]> {
    const found: Suspicious[] = [];
    await eachSuspicious(withFewPartitions(db, campaign, 1), campaign, (one) => void found.push(one));
    return found.filter(({ key }) => key.sk?.S === signerOf(campaign, who, 1));
  }
  async function decide(verdict: Verdict, chosen: readonly Suspicious[]) {
    const decided = { changed: 0, overtaken: 0 };
    await decideOn(db, verdict, chosen, decided);
    return decided;
  }

  it('and not if its status changed since', async () => {
    await sign('decided', now, review);
    const seen = await shown('decided');
    expect(await decide('accept', seen)).toEqual({ changed: 1, overtaken: 0 });
    expect(await decide('void', seen)).toEqual({ changed: 0, overtaken: 1 });
    expect((await itemOf('decided'))?.status?.S).toBe('counted');
  });

  it('and not if it was signed again in another hour since, with the same signals', async () => {
    await sign('afresh', now, review);
    const seen = await shown('afresh');
    await withdraw('afresh', now + HOUR);
    await sign('afresh', now + 2 * HOUR, review);
    expect(await decide('void', seen)).toEqual({ changed: 0, overtaken: 1 });
  });

  it('and not if it was signed again in the same hour since, with another signal', async () => {
    await sign('other-signal', now, review);
    const seen = await shown('other-signal');
    await withdraw('other-signal', now + 1);
    await sign('other-signal', now + 2, { status: 'under-review', signals: ['honeypot'] });
    expect(await decide('accept', seen)).toEqual({ changed: 0, overtaken: 1 });
  });

  it('and not if it had no signal and has one now', async () => {
    await sign('none-before', now, { status: 'under-review' });
    const seen = await shown('none-before');
    expect(seen).toMatchObject([{ signals: [] }]);
    await withdraw('none-before', now + 1);
    await sign('none-before', now + 2, review);
    expect(await decide('accept', seen)).toEqual({ changed: 0, overtaken: 1 });
    expect((await itemOf('none-before'))?.status?.S).toBe('under-review');
  });

  it('and makes no new signature in place of a removed one', async () => {
    await sign('never', now, review);
    const seen = await shown('never');
    const elsewhere = seen.map((one) => ({ ...one, key: signatureKey('free-others', signer('never')) }));
    expect(await decide('accept', elsewhere)).toEqual({ changed: 0, overtaken: 1 });
  });
});

describe('an identity is erased', () => {
  const erase = (who: string, confirmedAt: number, at: number) => {
    const signer = signerOf(campaign, who, 1);
    const [shard = 0] = Buffer.from(signer.slice(0, 2), 'base64url');
    return anonymiseSignature(db, { campaign, shard, signer, confirmedAt: isoTime(confirmedAt), now: at });
  };

  it('once, and keeps when that was', async () => {
    await sign('erased');
    expect(await erase('erased', now, now + HOUR)).toBe(true);
    expect(await erase('erased', now, now + 2 * HOUR)).toBe(false);
    expect((await itemOf('erased'))?.anonymisedAt?.S).toBe(isoTime(now + HOUR));
  });

  it('not if the signer signed again meanwhile', async () => {
    await sign('erased-afresh');
    await withdraw('erased-afresh', now + HOUR);
    await sign('erased-afresh', now + 2 * HOUR);
    expect(await erase('erased-afresh', now, now + 3 * HOUR)).toBe(false);
    expect(await itemOf('erased-afresh')).toHaveProperty('sealedIdentity');
  });

  it('not if the signer withdrew, and nothing new is kept', async () => {
    await sign('erased-withdrawn');
    await withdraw('erased-withdrawn', now + HOUR);
    const before = await itemOf('erased-withdrawn');
    expect(await erase('erased-withdrawn', now, now + 2 * HOUR)).toBe(false);
    expect(await itemOf('erased-withdrawn')).toEqual(before);
  });
});

describe('the stored data of a signer', () => {
  const held = (who: string) => askWhatIsHeld(db, { campaign, signer: signer(who) });
  const count = async () => (await db.client.send(new ScanCommand({ TableName: db.table, Select: 'COUNT' }))).Count;

  it('is read without a change, in every state of the signature', async () => {
    await sign('plain');
    await sign('named', now, { publicName: 'Ada' });
    await sign('reviewed', now, { status: 'under-review', signals: ['honeypot'] });
    await sign('gone');
    await withdraw('gone', now + HOUR);
    const items = () => Promise.all(['plain', 'named', 'reviewed', 'gone'].map(itemOf));
    const before = await items();
    expect(await held('plain')).toEqual({ holding: 'held', isNameShown: false });
    expect(await held('named')).toEqual({ holding: 'held', isNameShown: true });
    expect(await held('reviewed')).toEqual({ holding: 'held', isNameShown: false });
    expect(await held('gone')).toEqual({ holding: 'withdrawn', isNameShown: false });
    expect(await items()).toEqual(before);
  });

  it('says after erasing only that it was erased', async () => {
    await sign('blank', now, { publicName: 'Ada' });
    const signer = signerOf(campaign, 'blank', 1);
    const [shard = 0] = Buffer.from(signer.slice(0, 2), 'base64url');
    await anonymiseSignature(db, { campaign, shard, signer, confirmedAt: isoTime(now), now });
    expect(await held('blank')).toEqual({ holding: 'anonymised', isNameShown: false });
  });

  it('is empty for a person who never signed, and reading makes no item', async () => {
    const before = await count();
    expect(await held('nobody')).toEqual({ holding: 'none', isNameShown: false });
    expect(await count()).toBe(before);
  });
});
