import { randomBytes } from 'node:crypto';
import { ScanCommand, type UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../functions/core/abuse/proof.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/clock.ts';
import {
  giveBackMailAllowance,
  MAILS_PER_DAY,
  MAILS_PER_DAY_WITH_PROOF,
  MAILS_PER_HOUR,
  MAILS_PER_HOUR_WITH_PROOF,
  takeMailAllowance,
} from '../../functions/core/limits/address.ts';
import { createLoads, isBusy } from '../../functions/core/limits/loads.ts';
import { createNetworks } from '../../functions/core/limits/networks.ts';
import { parseKeyring } from '../../functions/core/privacy/keyring.ts';
import { addressOf } from '../core/abuse/solved.ts';
import { freshTables } from './tables.ts';

const { Limits: db } = await freshTables();
const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'limit');
const { key } = ring.current(0);
/** Far from now: the table keeps real time, and would remove what has expired by it. */
const noon = Date.parse('2096-03-01T12:00:00Z');

const proofAt = (issuedAt: number): Proof => ({ id: randomBytes(6), issuedAt });
const take = (email: string, now: number, proof?: Proof) =>
  takeMailAllowance(db, { key: ring, address: addressOf(email), now, proof });
const SENT = { isAllowed: true, isSpent: false };
/** Milliseconds, on a machine that is busy. */
const LONG = { timeout: 30_000 };
const HELD = { isAllowed: false, isSpent: false };

/** Write units of each call, as the table itself tells. */
async function unitsOf(work: () => Promise<unknown>): Promise<number[]> {
  const units: number[] = [];
  db.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      units.push((answer.output as UpdateItemCommandOutput).ConsumedCapacity?.CapacityUnits ?? Number.NaN);
      return answer;
    },
    { step: 'initialize', name: 'units' },
  );
  await work().finally(() => db.client.middlewareStack.remove('units'));
  return units;
}
const items = async () => (await db.client.send(new ScanCommand({ TableName: db.table }))).Items ?? [];

describe('an address', () => {
  it('gets so many mails an hour and a day without proof', async () => {
    const answers = [];
    for (let i = 0; i < MAILS_PER_HOUR + 1; i++) answers.push(await take('plain@example.org', noon + i));
    expect(answers).toEqual([...Array(MAILS_PER_HOUR).fill(SENT), HELD]);
    for (let i = 0; i < MAILS_PER_HOUR; i++) expect(await take('plain@example.org', noon + HOUR)).toEqual(SENT);
    expect(MAILS_PER_DAY).toBe(2 * MAILS_PER_HOUR);
    expect(await take('plain@example.org', noon + 2 * HOUR)).toEqual(HELD);
    expect(await take('plain@example.org', noon + 12 * HOUR)).toEqual(SENT);
  });

  it('gets more with proofs, and no more than that', async () => {
    const inTurn = async (now: number, times: number) => {
      const answers = [];
      for (let i = 0; i < times; i++) answers.push((await take('proved@example.org', now, proofAt(now))).isAllowed);
      return answers.filter(Boolean).length;
    };
    expect(await inTurn(noon, 9)).toBe(MAILS_PER_HOUR_WITH_PROOF);
    expect(await inTurn(noon + HOUR, 9)).toBe(MAILS_PER_DAY_WITH_PROOF - MAILS_PER_HOUR_WITH_PROOF);
    expect(await inTurn(noon + 2 * HOUR, 1)).toBe(0);
  });

  it('can sign with a proof however many without one came before', async () => {
    for (let i = 0; i < 30; i++) await take('mobbed@example.org', noon + (i % 2) * HOUR);
    const later = noon + 2 * HOUR;
    expect(await take('mobbed@example.org', later)).toEqual(HELD);
    expect(await take('mobbed@example.org', later, proofAt(later))).toEqual(SENT);
  });

  it('never gets more in an hour than the larger limit, in whatever order they come', LONG, async () => {
    // Each bit says whether one of eight attempts has a proof.
    const runs = Array.from({ length: 64 }, async (_, run) => {
      let sent = 0;
      for (let i = 0; i < 8; i++) {
        const proof = (run * 37) & (1 << i) ? proofAt(noon) : undefined;
        if ((await take(`mixed-${run}@example.org`, noon, proof)).isAllowed) sent++;
      }
      return sent;
    });
    const sent = await Promise.all(runs);
    expect(Math.max(...sent)).toBe(MAILS_PER_HOUR_WITH_PROOF);
    expect(Math.min(...sent)).toBe(MAILS_PER_HOUR);
  });

  it('takes many at the same moment for what they are', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => take('burst@example.org', noon, proofAt(noon))));
    expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(MAILS_PER_HOUR_WITH_PROOF);
  });

  it('spends a proof once, and takes it for none from then on', async () => {
    const proof = proofAt(noon);
    expect(await take('replay@example.org', noon, proof)).toEqual(SENT);
    const again = [];
    for (let i = 0; i < 6; i++) again.push(await take('replay@example.org', noon + 10 * MINUTE, proof));
    expect(again.every(({ isSpent }) => isSpent)).toBe(true);
    expect(again.filter(({ isAllowed }) => isAllowed)).toHaveLength(MAILS_PER_HOUR - 1);
  });

  it.each([
    ['in the next hour', Date.parse('2096-03-01T12:50:00Z')],
    ['on the next day', Date.parse('2096-03-01T23:50:00Z')],
  ])('knows a spent proof %s', async (_when, issuedAt) => {
    const proof = proofAt(issuedAt);
    const email = `spent-${issuedAt}@example.org`;
    expect((await take(email, issuedAt + SECOND, proof)).isSpent).toBe(false);
    expect((await take(email, issuedAt + 15 * MINUTE, proof)).isSpent).toBe(true);
  });

  it('leaves nothing in the table by which a proof, or a second, would be known again', async () => {
    const proof = proofAt(noon + 12_345);
    const taken = { key: ring, address: addressOf('untraceable@example.org'), now: noon + 67_891, proof };
    const before = await items();
    await takeMailAllowance(db, taken);
    const [item] = (await items()).filter(({ pk }) => !before.some((known) => known.pk?.S === pk?.S));
    expect(item?.expiresAt?.N).toBe(String(Date.parse('2096-03-03T00:00:00Z') / 1000));
    const [mark] = Object.values(item ?? {}).flatMap(({ BS }) => BS ?? []);
    expect(mark).toHaveLength(8);
    expect(Buffer.from(mark ?? []).includes(Buffer.from(proof.id))).toBe(false);
  });

  it('knows a spent proof under a key that began since', async () => {
    const from = new Date(noon + MINUTE).toISOString();
    const rotated = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64), k2: { secret: 'y'.repeat(64), from } }), 'limit');
    const proof = proofAt(noon);
    const taken = { key: rotated, address: addressOf('rotated@example.org'), proof };
    expect((await takeMailAllowance(db, { ...taken, now: noon + 1 })).isSpent).toBe(false);
    expect((await takeMailAllowance(db, { ...taken, now: noon + 2 * MINUTE })).isSpent).toBe(true);
  });

  it.each([true, false])('gets a mail back that could not be sent, and its proof: %s', async (hasProof) => {
    const email = `back-${hasProof}@example.org`;
    const proof = hasProof ? proofAt(noon) : undefined;
    const taken = { key: ring, address: addressOf(email), now: noon, proof };
    for (let i = 0; i < 8; i++) {
      expect(await takeMailAllowance(db, taken)).toEqual(SENT);
      await giveBackMailAllowance(db, { ...taken, mails: 1 });
    }
  });

  it('gets nothing back for a mail that was held, by a write like any other', async () => {
    const proof = proofAt(noon);
    const taken = { key: ring, address: addressOf('held-back@example.org'), now: noon, proof };
    await takeMailAllowance(db, taken);
    expect(await unitsOf(() => giveBackMailAllowance(db, { ...taken, mails: 0 }))).toEqual([1]);
    expect((await takeMailAllowance(db, taken)).isSpent).toBe(true);
  });

  it('costs one write unit an attempt, allowed or held, also at the end of the busiest day', LONG, async () => {
    const units = await unitsOf(async () => {
      for (let hour = 0; hour < 24; hour++) {
        const now = noon - 12 * HOUR + hour * HOUR;
        await Promise.all(Array.from({ length: 4 }, () => take('units@example.org', now, proofAt(now))));
        await take('units@example.org', now);
      }
    });
    expect(units).toEqual(Array(24 * 5).fill(1));
  });

  it('cannot be made to grow for ever', LONG, async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => take('bounded@example.org', noon, proofAt(noon))),
    );
    expect(answers.filter(({ isSpent }) => !isSpent)).toHaveLength(12);
    const sizes = (await items()).map((item) => item.s12?.BS?.length ?? 0);
    expect(Math.max(...sizes)).toBe(12);
  });
});

describe('a network', () => {
  const one = { all: 1, withoutProof: 1 };

  it('leaves no trace while few sign from it', async () => {
    const before = (await items()).length;
    const networks = createNetworks(db, () => noon);
    await networks.add(key, '192.0.2.0/24', one);
    expect(await networks.add(key, '192.0.2.0/24', one)).toEqual({ all: 2, withoutProof: 2 });
    expect(await items()).toHaveLength(before);
  });

  it('is known to every process, soon, by a key that tells nobody which it is', async () => {
    let now = noon;
    const [a, b] = [createNetworks(db, () => now), createNetworks(db, () => now)];
    for (let i = 0; i < 7; i++) await a.add(key, '203.0.113.0/24', { all: 1, withoutProof: i % 2 });
    now += 6 * SECOND;
    expect(await a.add(key, '203.0.113.0/24', { all: 1, withoutProof: 0 })).toEqual({ all: 8, withoutProof: 3 });
    expect(await b.of(key, '203.0.113.0/24')).toEqual({ all: 8, withoutProof: 3 });
    const written = (await items()).filter(({ sk }) => sk?.S === 'network');
    expect(written).toHaveLength(1);
    expect(JSON.stringify(written)).not.toMatch(/203|113/);
    expect(Number(written[0]?.expiresAt?.N) * SECOND - noon).toBeLessThanOrEqual(2 * HOUR);
  });

  it('begins afresh with each hour', async () => {
    let now = noon;
    const networks = createNetworks(db, () => now);
    for (let i = 0; i < 5; i++) await networks.add(key, '198.51.100.0/24', one);
    now += HOUR;
    expect(await networks.of(key, '198.51.100.0/24')).toEqual({ all: 0, withoutProof: 0 });
  });

  it('is written every few seconds at most, however many come', async () => {
    const units = await unitsOf(async () => {
      const networks = createNetworks(db, () => noon);
      for (let i = 0; i < 500; i++) await networks.add(key, '192.0.2.0/24', one);
    });
    // One read, and one write when it had sent three.
    expect(units).toEqual([0.5, 1]);
  });
});

describe('a campaign’s load', () => {
  it('costs a campaign with few signers no write, and a flood one every 10 seconds', async () => {
    let now = noon;
    const loads = createLoads(db, () => now);
    const units = await unitsOf(async () => {
      for (let i = 0; i < 3; i++) await loads.add('few', true);
      for (let second = 0; second < 30; second++, now += SECOND) {
        for (let i = 0; i < 40; i++) await loads.add('many', true);
      }
    });
    expect(units.filter((unit) => unit === 1)).toHaveLength(2);
    expect(units.filter((unit) => unit === 0.5)).toHaveLength(2);
  });

  it('is known to every process, by the minute and by proof, also over the hour', async () => {
    let now = noon - 30 * SECOND;
    const [a, b] = [createLoads(db, () => now), createLoads(db, () => now)];
    for (let i = 0; i < 40; i++) await a.add('known', i % 4 > 0);
    now += 11 * SECOND;
    await a.add('known', true);
    expect(await b.of('known')).toEqual({ perMinute: 41, withProof: 31, withoutProof: 10 });
    now += 30 * SECOND;
    expect((await b.of('known')).perMinute).toBe(41);
  });

  it('makes attempts without proof a signal when they are many, and many of all', () => {
    expect(isBusy({ perMinute: 0, withProof: 0, withoutProof: 2_000 })).toBe(false);
    expect(isBusy({ perMinute: 0, withProof: 0, withoutProof: 2_001 })).toBe(true);
    expect(isBusy({ perMinute: 0, withProof: 40_000, withoutProof: 10_000 })).toBe(false);
    expect(isBusy({ perMinute: 0, withProof: 40_000, withoutProof: 10_001 })).toBe(true);
  });
});
