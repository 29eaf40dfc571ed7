import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../../functions/core/aws/db.ts';
import { createLoads, isBusy } from '../../../functions/core/limits/loads.ts';
import { createNetworks, type Sent } from '../../../functions/core/limits/networks.ts';
import { HOUR, SECOND } from '../../../functions/core/running/clock.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const { Limits: db } = await freshTables();
const key = new Uint8Array(32).fill(7);
/** Far in the future: the table uses real time, and would remove expired items. */
const noon = Date.parse('2096-03-01T12:00:00Z');

const items = async () => (await db.client.send(new ScanCommand({ TableName: db.table }))).Items ?? [];

/** A table that fails on demand. */
function failing(): { table: Db; fault: { isOn: boolean } } {
  const fault = { isOn: true };
  const send: Db['client']['send'] = (...args: unknown[]) =>
    fault.isOn ? Promise.reject(new Error('no answer')) : Reflect.apply(db.client.send, db.client, args);
  return { table: { ...db, client: { send } as Db['client'] }, fault };
}

describe('a network', () => {
  it('is not stored while few sign from it', async () => {
    const before = (await items()).length;
    const networks = createNetworks(db, () => noon);
    for (let i = 0; i < 2; i++) {
      await networks.count(key, '192.0.2.0/24', 'challenge');
      const seen = await networks.count(key, '192.0.2.0/24', 'without-proof');
      expect(seen).toEqual({ challenges: i + 1, attempts: i + 1, withoutProof: i + 1 });
    }
    expect(await items()).toHaveLength(before);
  });

  it('is soon known to every process, by a key that hides the network', async () => {
    let now = noon;
    const [a, b] = [createNetworks(db, () => now), createNetworks(db, () => now)];
    const network = '203.0.113.0/24';
    for (let i = 0; i < 7; i++) await a.count(key, network, i % 2 ? 'without-proof' : 'with-proof');
    now += 6 * SECOND;
    for (let i = 0; i < 8; i++) await a.count(key, network, 'with-proof');
    expect(await a.count(key, network, 'with-proof')).toEqual({ challenges: 0, attempts: 16, withoutProof: 3 });
    expect(await b.count(key, network, 'challenge')).toEqual({ challenges: 1, attempts: 16, withoutProof: 3 });
    const written = (await items()).filter(({ sk }) => sk?.S === 'network');
    expect(written).toHaveLength(1);
    expect(JSON.stringify(written)).not.toMatch(/203|113/);
    expect(Number(written[0]?.expiresAt?.N) * SECOND - noon).toBeLessThanOrEqual(2 * HOUR);
  });

  it('is written soon without proof, and with proof when it has doubled', async () => {
    let now = noon;
    const networks = createNetworks(db, () => now);
    const isWrittenAfter = async (count: number, sent: Sent): Promise<boolean> => {
      const units = await unitsOf(db, async () => {
        for (let i = 0; i < count; i++, now += 6 * SECOND) await networks.count(key, '198.51.101.0/24', sent);
      });
      return units.includes(1);
    };
    expect(await isWrittenAfter(9, 'with-proof')).toBe(false);
    expect(await isWrittenAfter(1, 'with-proof')).toBe(true);
    expect(await isWrittenAfter(9, 'with-proof')).toBe(false);
    expect(await isWrittenAfter(1, 'with-proof')).toBe(true);
    expect(await isWrittenAfter(19, 'with-proof')).toBe(false);
    expect(await isWrittenAfter(1, 'with-proof')).toBe(true);
    expect(await isWrittenAfter(2, 'without-proof')).toBe(false);
    expect(await isWrittenAfter(1, 'without-proof')).toBe(true);
  });

  it('begins again with each hour', async () => {
    let now = noon;
    const networks = createNetworks(db, () => now);
    for (let i = 0; i < 5; i++) await networks.count(key, '198.51.100.0/24', 'without-proof');
    now += HOUR;
    const seen = await networks.count(key, '198.51.100.0/24', 'with-proof');
    expect(seen).toEqual({ challenges: 0, attempts: 1, withoutProof: 0 });
  });

  it('is written every few seconds at most, however many come', async () => {
    const units = await unitsOf(db, async () => {
      const networks = createNetworks(db, () => noon);
      for (let i = 0; i < 500; i++) await networks.count(key, '192.0.2.0/24', 'without-proof');
    });
    // One read, and one write when it had sent three.
    expect(units).toEqual([0.5, 1]);
  });

  it('refuses nobody, and loses no count, while the table does not answer', async () => {
    let now = noon + HOUR;
    const { table, fault } = failing();
    const networks = createNetworks(table, () => now);
    for (let i = 1; i <= 8; i++, now += 3 * SECOND) {
      const seen = await networks.count(key, '192.0.2.0/24', 'without-proof');
      expect(seen).toEqual({ challenges: 0, attempts: i, withoutProof: i });
    }
    fault.isOn = false;
    now += 5 * SECOND;
    await networks.count(key, '192.0.2.0/24', 'with-proof');
    const others = createNetworks(db, () => now);
    expect((await others.count(key, '192.0.2.0/24', 'challenge')).attempts).toBe(9);
  });

  it('is forgotten last when it was counted last, however many networks come', async () => {
    const { table } = failing();
    const networks = createNetworks(table, () => noon);
    for (let i = 0; i < 6_000; i++) {
      await networks.count(key, `2001:db8:${i.toString(16)}::/48`, 'with-proof');
      if (i % 1_000 === 0) await networks.count(key, '192.0.2.0/24', 'without-proof');
    }
    expect((await networks.count(key, '192.0.2.0/24', 'with-proof')).withoutProof).toBe(6);
    expect((await networks.count(key, '2001:db8:0::/48', 'with-proof')).attempts).toBe(1);
  });
});

describe.each([2, 10])('%i processes', (count) => {
  it('see the attempts of each other, with a challenge before each attempt', async () => {
    let now = noon;
    const clock = () => now;
    const processes = Array.from({ length: count }, () => ({
      networks: createNetworks(db, clock),
      loads: createLoads(db, clock),
    }));
    const [network, campaign] = [`198.51.${count}.0/24`, `seen-by-${count}`];
    const each = 60;
    let least = { attempts: 0, challenges: 0 };
    let load = 0;
    // A minute in which each process is sent one every second.
    for (let i = 0; i < each; i++, now += SECOND - 1) {
      for (const { networks, loads } of processes) {
        await networks.count(key, network, 'challenge');
        await loads.count(campaign, 'challenge');
        least = await networks.count(key, network, 'without-proof');
        load = (await loads.count(campaign, 'without-proof')).perMinute;
      }
    }
    const sent = each * count;
    // Except the last seconds of the others, and small numbers that they do not write.
    const unseen = (seconds: number) => (count - 1) * (seconds * 2 + 5);
    expect(least.attempts).toBeGreaterThanOrEqual(sent - unseen(5));
    expect(least.challenges).toBeGreaterThanOrEqual(sent - unseen(5));
    expect(load).toBeGreaterThanOrEqual(sent - unseen(10));
    expect(Math.max(least.attempts, least.challenges, load)).toBeLessThanOrEqual(sent);
  });
});

describe('a campaign’s load', () => {
  it('costs a campaign with few signers no write, and a flood one every 10 seconds', async () => {
    let now = noon;
    const loads = createLoads(db, () => now);
    const units = await unitsOf(db, async () => {
      for (let i = 0; i < 4; i++)
        for (const sent of ['challenge', 'with-proof'] as const) await loads.count('few', sent);
      for (let second = 0; second < 30; second++, now += SECOND) {
        for (let i = 0; i < 40; i++) await loads.count('many', i % 2 ? 'challenge' : 'with-proof');
      }
    });
    expect(units.filter((unit) => unit === 1)).toHaveLength(3);
    expect(units.filter((unit) => unit === 0.5)).toHaveLength(2);
  });

  it('is known to every process, by the minute and by proof, also over the hour', async () => {
    let now = noon - 30 * SECOND;
    const [a, b] = [createLoads(db, () => now), createLoads(db, () => now)];
    for (let i = 0; i < 40; i++) await a.count('known', i % 4 > 0 ? 'with-proof' : 'without-proof');
    now += 11 * SECOND;
    await a.count('known', 'with-proof');
    expect(await b.count('known', 'challenge')).toEqual({ perMinute: 41, withProof: 31, withoutProof: 10 });
    now += 30 * SECOND;
    expect((await b.count('known', 'challenge')).perMinute).toBe(41);
  });

  it('is as many challenges as were asked for, where fewer attempts came, and counts no browser twice', async () => {
    const loads = createLoads(db, () => noon);
    for (let i = 0; i < 30; i++) await loads.count('browsers', 'challenge');
    for (let i = 0; i < 30; i++) await loads.count('browsers', 'with-proof');
    expect((await loads.count('browsers', 'challenge')).perMinute).toBe(31);
  });

  it('costs one write unit, also at the end of the busiest hour there can be', async () => {
    const campaign = 'a'.repeat(64);
    const names = Array.from({ length: 60 }, (_, minute) => [`c${minute}`, `m${minute}`]).flat();
    const Key = { pk: { S: `load#${campaign}` }, sk: { S: '2096-03-01T12' } };
    await db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key,
        UpdateExpression: `ADD ${[...names, 'c', 'p', 'w'].map((name) => `${name} :many`).join(', ')}`,
        ExpressionAttributeValues: { ':many': { N: '99999' } },
      }),
    );
    const loads = createLoads(db, () => noon + HOUR - 1);
    const units = await unitsOf(db, async () => {
      for (let i = 0; i < 5; i++) await loads.count(campaign, 'with-proof');
    });
    expect(units).toEqual([0.5, 1]);
  });

  it('makes attempts without proof a signal when they are many, and many of all', () => {
    expect(isBusy({ perMinute: 0, withProof: 0, withoutProof: 2_000 })).toBe(false);
    expect(isBusy({ perMinute: 0, withProof: 0, withoutProof: 2_001 })).toBe(true);
    expect(isBusy({ perMinute: 0, withProof: 40_000, withoutProof: 10_000 })).toBe(false);
    expect(isBusy({ perMinute: 0, withProof: 40_000, withoutProof: 10_001 })).toBe(true);
  });
});
