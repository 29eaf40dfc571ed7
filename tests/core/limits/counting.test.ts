import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../../functions/core/aws/db.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { type Counted, createCounter } from '../../../functions/core/limits/counter.ts';
import { createDomains } from '../../../functions/core/limits/domains.ts';
import { createLoads } from '../../../functions/core/limits/loads.ts';
import { createNetworks } from '../../../functions/core/limits/networks.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../functions/core/running/clock.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const { Limits: db } = await freshTables();
const noon = Date.parse('2096-03-01T12:00:00Z');
const counted = (id: string): Counted => ({ id, itemKey: (hour) => ({ pk: { S: id }, sk: { S: String(hour) } }) });

/** A table whose writes wait until they are let go. */
function slow() {
  const gate = Promise.withResolvers<void>();
  let writes = 0;
  const send = async (command: object) => {
    if (command.constructor.name === 'UpdateItemCommand') {
      writes++;
      await gate.promise;
    }
    return Reflect.apply(db.client.send, db.client, [command]);
  };
  return { table: { ...db, client: { send } as unknown as Db['client'] }, open: gate.resolve, writes: () => writes };
}

describe('a counter', () => {
  const rules = { period: HOUR, every: 10, isWorthWriting: () => true, remembered: 2 };

  it('writes again when the time between two writes is over, and not before', async () => {
    let now = noon;
    const count = createCounter(db, () => now, rules);
    const unitsAt = async (moment: number) => {
      now = moment;
      return unitsOf(db, () => count(counted('again'), { n: 1 }));
    };
    expect(await unitsAt(noon)).toEqual([1]);
    expect(await unitsAt(noon + 9)).toEqual([]);
    expect(await unitsAt(noon + 10)).toEqual([1]);
  });

  it('returns only the counted number of an item', async () => {
    const count = createCounter(db, () => noon, rules);
    expect(await count(counted('plain'), { n: 2 })).toEqual({ now: { n: 2 }, before: {} });
    const other = createCounter(db, () => noon, { ...rules, isWorthWriting: () => false });
    expect(await other(counted('plain'), { n: 1 })).toEqual({ now: { n: 3 }, before: {} });
  });

  it('lets its item expire two hours after the hour began', async () => {
    await createCounter(db, () => noon + 59 * MINUTE, rules)(counted('expiring'), { n: 1 });
    const Key = counted('expiring').itemKey(noon / HOUR);
    const { Item } = await db.client.send(new GetItemCommand({ TableName: db.table, Key }));
    expect(Number(Item?.expiresAt?.N) * SECOND).toBe(noon + 2 * HOUR);
  });

  it('counts by the day, too, and then its item expires after two days', async () => {
    let now = noon;
    const count = createCounter(db, () => now, { ...rules, period: DAY });
    await count(counted('daily'), { n: 1 });
    now += 11 * HOUR;
    expect(await count(counted('daily'), { n: 1 })).toEqual({ now: { n: 2 }, before: {} });
    const Key = counted('daily').itemKey(Math.floor(noon / DAY));
    const { Item } = await db.client.send(new GetItemCommand({ TableName: db.table, Key }));
    expect(Number(Item?.expiresAt?.N) * SECOND).toBe(noon + 1.5 * DAY);
    now += HOUR;
    expect(await count(counted('daily'), { n: 1 })).toEqual({ now: { n: 1 }, before: { n: 2 } });
  });

  it('does not write again while a write is under way, however long that takes, and counts nothing twice', async () => {
    let now = noon;
    const { table, open, writes } = slow();
    const count = createCounter(table, () => now, rules);
    const first = count(counted('slow'), { n: 1 });
    now += 20;
    expect(await count(counted('slow'), { n: 1 })).toMatchObject({ now: { n: 2 } });
    expect(writes()).toBe(1);
    open();
    await first;
    now += 20;
    expect(await count(counted('slow'), { n: 1 })).toMatchObject({ now: { n: 3 } });
    expect(writes()).toBe(2);
  });

  it('remembers as many as it may', async () => {
    const unwritten = { period: HOUR, every: 10, isWorthWriting: () => false, remembered: 2 };
    const count = createCounter(db, () => noon, unwritten);
    for (const id of ['one', 'two']) await count(counted(id), { n: 1 });
    expect(await count(counted('one'), { n: 1 })).toMatchObject({ now: { n: 2 } });
    expect(await count(counted('two'), { n: 1 })).toMatchObject({ now: { n: 2 } });
    await count(counted('three'), { n: 1 });
    expect(await count(counted('one'), { n: 1 })).toMatchObject({ now: { n: 1 } });
  });
});

describe('a campaign’s load', () => {
  it('is the larger one of this minute and the one before', async () => {
    let now = noon + 5 * MINUTE;
    const loads = createLoads(db, () => now);
    for (let i = 0; i < 3; i++) await loads.count('minutes', 'with-proof');
    now += MINUTE;
    expect((await loads.count('minutes', 'with-proof')).perMinute).toBe(3);
    now += MINUTE;
    expect((await loads.count('minutes', 'with-proof')).perMinute).toBe(1);
  });

  it('is written from five attempts on, with proof and without together, under a key that names campaign and hour', async () => {
    const loads = createLoads(db, () => noon);
    const units = await unitsOf(db, async () => {
      for (let i = 0; i < 4; i++) await loads.count('together', i % 2 ? 'with-proof' : 'without-proof');
    });
    expect(units).toEqual([0.5]);
    await loads.count('together', 'without-proof');
    const Key = { pk: { S: 'load#together' }, sk: { S: '2096-03-01T12' } };
    const { Item } = await db.client.send(new GetItemCommand({ TableName: db.table, Key }));
    expect(Item).toMatchObject({ p: { N: '2' }, w: { N: '3' }, m0: { N: '5' } });
  });

  it('is written every ten seconds at most', async () => {
    let now = noon;
    const loads = createLoads(db, () => now);
    const unitsOfSix = () =>
      unitsOf(db, async () => {
        for (let i = 0; i < 6; i++) await loads.count('every-ten', 'with-proof');
      });
    expect(await unitsOfSix()).toEqual([0.5, 1]);
    now += 10 * SECOND - 1;
    expect(await unitsOfSix()).toEqual([]);
    now += 1;
    expect(await unitsOfSix()).toEqual([1]);
  });
});

describe('a network', () => {
  it('is written when it asked for twenty challenges, as a browser asks for two where an address is corrected', async () => {
    let now = noon;
    const networks = createNetworks(db, () => now);
    const unitsOfMore = (more: number) =>
      unitsOf(db, async () => {
        for (let i = 0; i < more; i++, now += 6 * SECOND)
          await networks.count(new Uint8Array(32), '192.0.2.0/24', 'challenge');
      });
    expect(await unitsOfMore(19)).not.toContain(1);
    expect(await unitsOfMore(1)).toContain(1);
    // Then when that has doubled.
    expect(await unitsOfMore(19)).not.toContain(1);
    expect(await unitsOfMore(1)).toContain(1);
    expect(await unitsOfMore(39)).not.toContain(1);
    expect(await unitsOfMore(1)).toContain(1);
  });

  it('is written every five seconds at most', async () => {
    let now = noon;
    const networks = createNetworks(db, () => now);
    const unitsOfThree = () =>
      unitsOf(db, async () => {
        for (let i = 0; i < 3; i++) await networks.count(new Uint8Array(32), '198.51.100.0/24', 'without-proof');
      });
    expect(await unitsOfThree()).toEqual([0.5, 1]);
    now += 5 * SECOND - 1;
    expect(await unitsOfThree()).toEqual([]);
    now += 1;
    expect(await unitsOfThree()).toEqual([1]);
  });
});

describe('an attempt of a domain', () => {
  const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'limit');

  it('is written at once, so that many processes do not each see one, and every second at most', async () => {
    let now = noon;
    const domains = createDomains(db, () => now);
    const unitsOfThree = () =>
      unitsOf(db, async () => {
        for (let i = 0; i < 3; i++) await domains.count(ring, { campaign: 'free-them', domain: 'ministry.example' });
      });
    expect(await unitsOfThree()).toEqual([1]);
    now += SECOND - 1;
    expect(await unitsOfThree()).toEqual([]);
    now += 1;
    expect(await unitsOfThree()).toEqual([1]);
    // Another process then knows of nearly all of them.
    now += SECOND;
    const elsewhere = createDomains(db, () => now);
    expect(await elsewhere.count(ring, { campaign: 'free-them', domain: 'ministry.example' })).toBe(8);
  });
});
