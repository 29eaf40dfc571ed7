import { randomBytes } from 'node:crypto';
import { GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../functions/core/abuse/proof.ts';
import type { Item } from '../../../functions/core/aws/db.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import {
  ADDRESSES_PER_DAY,
  giveBackMailAllowance,
  MAILS_PER_DAY,
  MAILS_PER_DAY_WITH_PROOF,
  MAILS_PER_HOUR,
  MAILS_PER_HOUR_WITH_PROOF,
  PROOFS_PER_HOUR,
  takeMailAllowance,
} from '../../../functions/core/limits/address.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { addressOf } from '../../support/solved.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const { Limits: db } = await freshTables();
const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'limit');
/** Far in the future: the table uses real time, and would remove expired items. */
const noon = Date.parse('2096-03-01T12:00:00Z');
const midnight = noon - 12 * HOUR;

const proofAt = (issuedAt: number): Proof => ({ id: randomBytes(6), issuedAt, expiresAt: issuedAt + 20 * MINUTE });
const attempted = (email: string, now: number, proof?: Proof, campaign = 'free-them') => ({
  key: ring,
  campaign,
  address: addressOf(email),
  now,
  proof,
});
const take = async (...[email, now, proof]: Parameters<typeof attempted>) =>
  (await takeMailAllowance(db, attempted(email, now, proof))).isMailAllowed;
/** How many other addresses of its mailbox an attempt meets. */
const others = async (...[email, now, proof, campaign]: Parameters<typeof attempted>) =>
  (await takeMailAllowance(db, attempted(email, now, proof, campaign))).otherAddresses;
/** How many of some attempts with proofs of their own get a mail, one after the other. */
async function sentOf(email: string, now: number, attempts: number): Promise<number> {
  let sent = 0;
  for (let i = 0; i < attempts; i++) if (await take(email, now, proofAt(now))) sent++;
  return sent;
}

const items = async () => (await db.client.send(new ScanCommand({ TableName: db.table }))).Items ?? [];
/** The one item that some work makes. */
async function itemOf(work: () => Promise<unknown>) {
  const before = new Set((await items()).map(({ pk }) => pk?.S));
  await work();
  const made = (await items()).filter(({ pk }) => !before.has(pk?.S));
  expect(made).toHaveLength(1);
  return made[0]!;
}

/** Bytes as DynamoDB counts them, and some more: names and values of attributes. */
const bytesOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, { S, N, B, BS }]) => {
    const ofNumber = N === undefined ? 0 : Math.ceil(N.length / 2) + 1;
    return sum + name.length + (S?.length ?? 0) + ofNumber + (B?.length ?? 0) + (BS ? Buffer.concat(BS).length + 3 : 0);
  }, 0);

describe('an address', () => {
  it('gets so many mails an hour and a day without proof', async () => {
    const answers = [];
    for (let i = 0; i < MAILS_PER_HOUR + 1; i++) answers.push(await take('plain@example.org', noon + i));
    expect(answers).toEqual([...Array(MAILS_PER_HOUR).fill(true), false]);
    for (let i = 0; i < MAILS_PER_HOUR; i++) expect(await take('plain@example.org', noon + HOUR)).toBe(true);
    expect(MAILS_PER_DAY).toBe(2 * MAILS_PER_HOUR);
    expect(await take('plain@example.org', noon + 2 * HOUR)).toBe(false);
    expect(await take('plain@example.org', noon + 12 * HOUR)).toBe(true);
  });

  it('gets more with proofs, and no more than that', async () => {
    expect(await sentOf('proved@example.org', noon, 9)).toBe(MAILS_PER_HOUR_WITH_PROOF);
    expect(await sentOf('proved@example.org', noon + HOUR, 9)).toBe(5);
    expect(await sentOf('proved@example.org', noon + 2 * HOUR, 1)).toBe(0);
  });

  it('can sign with a proof however many without one came before, also all day long', async () => {
    for (let hour = 0; hour < 23; hour++) {
      for (let i = 0; i < MAILS_PER_HOUR + 1; i++) await take('mobbed@example.org', midnight + hour * HOUR);
    }
    const later = midnight + 23 * HOUR;
    expect(await take('mobbed@example.org', later)).toBe(false);
    expect(await sentOf('mobbed@example.org', later, 9)).toBe(MAILS_PER_DAY_WITH_PROOF - MAILS_PER_DAY);
  });

  it('never gets more in an hour than the larger limit, in any order', async () => {
    // Each bit says whether one of eight attempts has a proof.
    const runs = Array.from({ length: 64 }, async (_, run) => {
      let sent = 0;
      for (let i = 0; i < 8; i++) {
        const proof = (run * 37) & (1 << i) ? proofAt(noon) : undefined;
        if (await take(`mixed-${run}@example.org`, noon, proof)) sent++;
      }
      return sent;
    });
    const sent = await Promise.all(runs);
    expect(Math.max(...sent)).toBe(MAILS_PER_HOUR_WITH_PROOF);
    expect(Math.min(...sent)).toBe(MAILS_PER_HOUR);
  });

  it('gets at most ten e-mails a day, at any times', async () => {
    let runs = 0;
    const moment = fc.record({
      // Also many within an hour, and about midnight.
      at: fc.oneof(
        fc.integer({ min: 0, max: 2 * DAY - 1 }),
        fc.integer({ min: DAY - 3 * MINUTE, max: DAY + 3 * MINUTE }),
      ),
      hasProof: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 20, maxLength: 40 }), async (moments) => {
        const email = `random-${runs++}@example.org`;
        const sent: { at: number; hasProof: boolean }[] = [];
        for (const { at, hasProof } of moments.toSorted((a, b) => a.at - b.at)) {
          const now = midnight + at;
          if (await take(email, now, hasProof ? proofAt(now) : undefined)) sent.push({ at, hasProof });
        }
        const most = (length: number, of: typeof sent) =>
          Math.max(
            0,
            ...Object.values(Object.groupBy(of, ({ at }) => Math.floor(at / length))).map((all) => all!.length),
          );
        expect(most(DAY, sent)).toBeLessThanOrEqual(MAILS_PER_DAY_WITH_PROOF);
        expect(most(HOUR, sent)).toBeLessThanOrEqual(MAILS_PER_HOUR_WITH_PROOF);
        const plain = sent.filter(({ hasProof }) => !hasProof);
        expect(most(DAY, plain)).toBeLessThanOrEqual(MAILS_PER_DAY);
        // With only proofs, it is exactly the rest of the hour and of the day.
        if (moments.some(({ hasProof }) => !hasProof)) return;
        const asked = Object.groupBy(moments, ({ at }) => Math.floor(at / HOUR));
        const left = [0, 0];
        for (const [hour, of] of Object.entries(asked)) left[Math.floor(Number(hour) / 24)]! += Math.min(of!.length, 5);
        const expected = left.reduce((sum, n) => sum + Math.min(n, MAILS_PER_DAY_WITH_PROOF), 0);
        expect(sent).toHaveLength(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('gets all of a day’s mails in its first hours, its last ones, or about midnight: ten on each day', async () => {
    for (const [email, hours] of [
      ['early@example.org', [0, 1, 2]],
      ['late@example.org', [21, 22, 23]],
    ] as const) {
      const sent = [];
      for (const hour of hours) sent.push(await sentOf(email, midnight + hour * HOUR, 6));
      expect(sent).toEqual([5, 5, 0]);
    }
    const sent = [];
    for (const at of [-HOUR, -MINUTE, 0, MINUTE, HOUR]) sent.push(await sentOf('owl@example.org', midnight + at, 6));
    expect(sent).toEqual([5, 0, 5, 0, 5]);
    for (const at of [22, 23]) await sentOf('fed@example.org', midnight + at * HOUR, 6);
    expect(await sentOf('fed@example.org', midnight + 23 * HOUR + 59 * MINUTE, 6)).toBe(0);
  });

  it('counts many at the same moment correctly', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => take('burst@example.org', noon, proofAt(noon))));
    expect(answers.filter(Boolean)).toHaveLength(MAILS_PER_HOUR_WITH_PROOF);
  });

  it('gets one e-mail for a proof, in any process and however often it is used, also in the next hour', async () => {
    for (const at of [0, 55 * MINUTE, 11 * HOUR + 35 * MINUTE]) {
      const email = `spent-${at}@example.org`;
      const proof = proofAt(noon + at);
      expect(await take(email, noon + at, proof)).toBe(true);
      for (let i = 0; i < 4; i++) expect(await take(email, noon + at + i * 5 * MINUTE, proof)).toBe(false);
      expect(await take(email, noon + at, proofAt(noon + at))).toBe(true);
    }
  });

  it('gets a mail where the answer to the write was lost and the client sent it again, and counts it once', async () => {
    expect(await sentOf('lost@example.org', noon, MAILS_PER_HOUR_WITH_PROOF - 1)).toBe(MAILS_PER_HOUR_WITH_PROOF - 1);
    let calls = 0;
    db.client.middlewareStack.add(
      (next) => async (args) => {
        calls++;
        const answer = await next(args);
        if (calls > 1) return answer;
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      },
      { step: 'deserialize', name: 'losing' },
    );
    expect(await take('lost@example.org', noon, proofAt(noon))).toBe(true);
    db.client.middlewareStack.remove('losing');
    expect(calls).toBe(2);
    expect(await sentOf('lost@example.org', noon, 9)).toBe(0);
  });

  it('leaves nothing in the table that identifies a proof or a second', async () => {
    const proof = proofAt(noon + 12_345);
    const item = await itemOf(() => take('untraceable@example.org', noon + 67_891, proof));
    expect(item.expiresAt?.N).toBe(String(Date.parse('2096-03-03T00:00:00Z') / 1000));
    const [mark] = item.s12?.BS ?? [];
    expect(mark).toHaveLength(8);
    for (const bytes of Object.values(item).flatMap(({ BS, B }) => BS ?? B ?? []))
      expect(Buffer.from(bytes as Uint8Array).includes(Buffer.from(proof.id))).toBe(false);
  });

  it('is the same under a newer key: neither its e-mails nor a spent proof are new again', async () => {
    const from = new Date(noon + MINUTE).toISOString();
    const key = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64), k2: { secret: 'y'.repeat(64), from } }), 'limit');
    const proof = proofAt(noon);
    const again = async (now: number, issued = proof) =>
      (await takeMailAllowance(db, { ...attempted('rotated@example.org', now, issued), key })).isMailAllowed;
    expect(await again(noon + 1)).toBe(true);
    expect(await again(noon + 2 * MINUTE)).toBe(false);
    const after = [];
    for (let i = 0; i < 6; i++) after.push(await again(noon + 3 * MINUTE, proofAt(noon)));
    expect(after.filter(Boolean)).toHaveLength(MAILS_PER_HOUR_WITH_PROOF - 1);
  });

  it.each([true, false])('gets a mail back that could not be sent, and its proof: %s', async (hasProof) => {
    const email = `back-${hasProof}@example.org`;
    const proof = hasProof ? proofAt(noon) : undefined;
    const taken = attempted(email, noon, proof);
    for (let i = 0; i < 8; i++) {
      expect((await takeMailAllowance(db, taken)).isMailAllowed).toBe(true);
      await giveBackMailAllowance(db, { ...taken, mails: 1 });
    }
  });

  it.each([true, false])(
    'gets nothing back for a decoy, with the same write as for an e-mail: %s',
    async (hasProof) => {
      const proof = hasProof ? proofAt(noon) : undefined;
      const taken = attempted(`held-${hasProof}@example.org`, noon, proof);
      const { pk, sk, ...item } = await itemOf(() => takeMailAllowance(db, taken));
      expect(await unitsOf(db, () => giveBackMailAllowance(db, { ...taken, mails: 0 }))).toEqual([1]);
      const after = await db.client.send(new GetItemCommand({ TableName: db.table, Key: { pk: pk!, sk: sk! } }));
      expect(after.Item).toEqual({ pk, sk, ...item });
    },
  );

  it('costs one write unit for an attempt, allowed or not, also at the end of the worst possible day', async () => {
    const lastHours = 22 * HOUR;
    let addresses = 0;
    // As many addresses as are remembered, and the counts of all day before them.
    const address = (at: number) =>
      at < lastHours || addresses++ === 0 ? 'units@example.org' : `units+${addresses}@example.org`;
    const units = await unitsOf(db, async () => {
      for (let at = 0; at < DAY; at += HOUR) {
        const now = midnight + at;
        for (let i = 0; i < PROOFS_PER_HOUR; i++) await take(address(at), now, proofAt(now));
        await take('units@example.org', now);
      }
    });
    expect(units).toEqual(Array(24 * (PROOFS_PER_HOUR + 1)).fill(1));
    const item = (await items()).find(({ p0, p23 }) => p0?.N === '12' && p23?.N === '12')!;
    // As many digits as there could be.
    const flooded = Object.keys(item).filter((name) => /^w\d/.test(name));
    expect(flooded).toHaveLength(24);
    await db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: { pk: item.pk!, sk: item.sk! },
        UpdateExpression: `ADD ${flooded.map((name) => `${name} :many`).join(', ')}`,
        ExpressionAttributeValues: { ':many': { N: '123456789' } },
      }),
    );
    const rest = ADDRESSES_PER_DAY - 1;
    const filling = () => Array.from({ length: rest }, (_, i) => take(`units+w${i}@example.org`, midnight + 23 * HOUR));
    expect(await unitsOf(db, () => Promise.all(filling()))).toEqual(Array(rest).fill(1));
    const [full] = (await items()).filter(({ pk }) => pk?.S === item.pk?.S);
    expect([full?.ap?.BS?.length, full?.aw?.BS?.length]).toEqual([ADDRESSES_PER_DAY, ADDRESSES_PER_DAY]);
    expect(bytesOf(full ?? {})).toBeLessThan(1_024);
    for (const proof of [undefined, proofAt(midnight + 23 * HOUR)])
      expect(await take('units@example.org', midnight + 23 * HOUR, proof)).toBe(false);
  });

  it('cannot be made to grow for ever', async () => {
    const item = await itemOf(() =>
      Promise.all(Array.from({ length: 40 }, () => take('bounded@example.org', noon, proofAt(noon)))),
    );
    expect([item.s12?.BS?.length, item.p12?.N]).toEqual([PROOFS_PER_HOUR, '12']);
    for (const hour of [1, 2]) await take('bounded@example.org', noon + hour * HOUR, proofAt(noon + hour * HOUR));
    const { Item } = await db.client.send(
      new GetItemCommand({ TableName: db.table, Key: { pk: item.pk!, sk: item.sk! } }),
    );
    expect([Item?.s12, Item?.s13?.BS?.length, Item?.s14?.BS?.length]).toEqual([undefined, 1, 1]);
  });
});

describe('a mailbox with many addresses', () => {
  /** 46 addresses of one mailbox, by tags and dots. */
  const addressesOf = (name: string) =>
    Array.from({ length: 46 }, (_, i) =>
      i % 2 ? `${name}+${i}@gmail.com` : `${name[0]}.${name.slice(1)}+${i}@googlemail.com`,
    );

  it('gets no more e-mails under 46 of them than under one', async () => {
    const sentTo = async (name: string, hasProof: boolean, hours: readonly number[]) => {
      let sent = 0;
      for (const hour of hours) {
        const now = midnight + hour * HOUR;
        for (const email of addressesOf(name)) if (await take(email, now, hasProof ? proofAt(now) : undefined)) sent++;
      }
      return sent;
    };
    expect(new Set(addressesOf('quick').map(addressOf)).size).toBe(46);
    expect(await sentTo('quick', true, [9])).toBe(MAILS_PER_HOUR_WITH_PROOF);
    expect(await sentTo('allday', true, [1, 5, 9, 13])).toBe(MAILS_PER_DAY_WITH_PROOF);
    expect(await sentTo('plain', false, [9])).toBe(MAILS_PER_HOUR);
  });

  it('still gets e-mails with proof, after a flood without proof', async () => {
    for (const email of addressesOf('flooded')) await take(email, noon);
    expect(await take('flooded@gmail.com', noon + HOUR)).toBe(false);
    expect(await sentOf('flooded@gmail.com', noon + HOUR, 9)).toBe(MAILS_PER_HOUR_WITH_PROOF);
  });

  it('uses up its day with the last proof that is remembered, and not before', async () => {
    const sent = [];
    for (const hour of [1, 2, 3]) {
      const now = midnight + hour * HOUR;
      let some = 0;
      for (let i = 0; i < PROOFS_PER_HOUR; i++)
        if (await take(`many+${hour}-${i}@example.org`, now, proofAt(now))) some++;
      sent.push(some);
    }
    expect(sent).toEqual([5, 5, 0]);
  });

  it('shows an attempt how many others attempted on the campaign and the day, and not how often', async () => {
    const seen = [];
    for (const [email, campaign, at = 0, hasProof = true] of [
      ['ada@example.org', 'free-them'],
      ['Ada@example.org', 'free-them'],
      ['ada+bob@example.org', 'free-them', HOUR],
      ['ada+bob@example.org', 'free-them', HOUR, false],
      ['ada@example.org', 'free-them', 2 * HOUR],
      ['ada+x@example.org', 'free-them', 3 * HOUR, false],
      ['ada@example.org', 'free-them', 4 * HOUR, false],
      // Another campaign, another day, another mailbox.
      ['ada@example.org', 'free-others'],
      ['ada+x@example.org', 'free-others'],
      ['ada+y@example.org', 'free-them', 12 * HOUR],
      ['a.da@example.org', 'free-them'],
    ] as const) {
      const now = noon + at;
      seen.push(await others(email, now, hasProof ? proofAt(now) : undefined, campaign));
    }
    expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2, 0, 1, 0, 0]);
  });

  it('counts others for an attempt that gets no e-mail, too', async () => {
    for (const email of addressesOf('full')) await others(email, noon);
    expect(await others('full@gmail.com', noon)).toBe(ADDRESSES_PER_DAY);
    const proof = proofAt(noon);
    await others('full@gmail.com', noon, proof);
    expect(await others('full@gmail.com', noon, proof)).toBe(ADDRESSES_PER_DAY);
  });

  it('leaves no two items that are alike because of one campaign, one address or one mailbox', async () => {
    const marksOf = async (...attempt: Parameters<typeof attempted>) => {
      const item = await itemOf(() => others(...attempt));
      const [mark] = [...(item.aw?.BS ?? []), ...(item.ap?.BS ?? [])].map((bytes) => Buffer.from(bytes));
      return [mark!.subarray(0, 2).toString('hex'), mark!.subarray(2).toString('hex')];
    };
    const marks = [
      await marksOf('mark-1@example.org', noon),
      await marksOf('mark-2@example.org', noon),
      await marksOf('mark-1@example.org', noon + DAY),
      await marksOf('mark-1+x@example.org', noon + 2 * DAY),
    ].flat();
    expect(new Set(marks).size).toBe(marks.length);
  });
});
