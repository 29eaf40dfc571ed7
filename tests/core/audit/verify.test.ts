import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { decodeEntry, encodeEntry, hashOf } from '../../../functions/core/audit/entry.ts';
import { auditLog } from '../../../functions/core/audit/log.ts';
import { idOf, keyOf } from '../../../functions/core/audit/places.ts';
import { type Head, verifyTrail } from '../../../functions/core/audit/verify.ts';
import { recordsInMemory } from '../../support/records.ts';

type Store = ReturnType<typeof recordsInMemory>;

async function trailOf(count: number): Promise<Store> {
  const store = recordsInMemory();
  const log = auditLog(store);
  const act = { actor: 'operator', client: 'command', act: 'campaign.put' } as const;
  for (let i = 1; i <= count; i++) await log.append({ ...act, subject: `act-${i}` }, Date.UTC(2026, 10, i));
  return store;
}

const check = (records: Store, noted: Head[] = []) => verifyTrail({ records }, operator, { noted });
const bytesOf = (store: Store, sequence: number) => store.records.get(keyOf(sequence)) as Uint8Array;
/** What somebody could do who got past every policy: write an entry anew. */
function rewrite(store: Store, sequence: number, more: object): void {
  const entry = decodeEntry(bytesOf(store, sequence))!;
  store.records.set(keyOf(sequence), encodeEntry({ ...entry, ...more }));
}

it('finds a whole trail in order, and names its newest entry', async () => {
  const store = await trailOf(40);
  expect(await check(store)).toEqual({
    ...{ entries: 40, faults: [], holds: [{ from: '000000001', to: '000000040' }] },
    head: { id: '000000040', hash: hashOf(bytesOf(store, 40)) },
  });
});

it('finds no fault in an empty trail', async () => {
  expect(await check(recordsInMemory())).toEqual({ entries: 0, faults: [], holds: [], head: undefined });
});

it('finds an entry that was removed, and says where the chain holds', async () => {
  const store = await trailOf(9);
  store.records.delete(keyOf(4));
  expect(await check(store)).toMatchObject({
    faults: [{ id: '000000004', kind: 'missing' }],
    holds: [
      { from: '000000001', to: '000000003' },
      { from: '000000005', to: '000000009' },
    ],
  });
});

it('finds an entry that was changed, by the one after it', async () => {
  const store = await trailOf(9);
  rewrite(store, 4, { subject: 'another act' });
  expect(await check(store)).toMatchObject({
    faults: [{ id: '000000005', kind: 'broken-chain' }],
    holds: [
      { from: '000000001', to: '000000004' },
      { from: '000000005', to: '000000009' },
    ],
  });
});

it('finds an entry that is none, or stands in the place of another', async () => {
  const store = await trailOf(5);
  store.records.set(keyOf(2), new TextEncoder().encode('{}'));
  store.records.set(keyOf(4), bytesOf(store, 5));
  expect((await check(store)).faults).toEqual([
    { id: '000000002', kind: 'damaged' },
    { id: '000000004', kind: 'damaged' },
  ]);
});

it('does not take an entry for a fault that is written meanwhile', async () => {
  const store = await trailOf(70);
  const meanwhile = auditLog(store);
  const records = {
    ...store,
    async get(key: string) {
      await meanwhile.append(
        { actor: 'operator', client: 'command', act: 'campaign.put', subject: 'later' },
        Date.UTC(2026, 11, 1),
      );
      return store.get(key);
    },
  };
  expect(await verifyTrail({ records }, operator)).toMatchObject({ entries: 70, faults: [] });
});

describe('with a head that somebody noted down', () => {
  it('finds that the newest entries were cut off', async () => {
    const store = await trailOf(9);
    const { head } = await check(store);
    store.records.delete(keyOf(9));
    expect((await check(store)).faults).toEqual([]);
    expect((await check(store, [head!])).faults).toEqual([{ id: '000000009', kind: 'missing' }]);
  });

  it('finds a chain that was written anew from some entry on', async () => {
    const store = await trailOf(9);
    const { head } = await check(store);
    for (let i = 4; i <= 9; i++) rewrite(store, i, { nonce: 'forged', previous: hashOf(bytesOf(store, i - 1)) });
    expect((await check(store)).faults).toEqual([]);
    expect((await check(store, [head!])).faults).toEqual([{ id: '000000009', kind: 'not-as-noted' }]);
  });

  it('finds none if the trail has only grown', async () => {
    const store = await trailOf(5);
    const { head } = await check(store);
    const log = auditLog(store);
    await log.append(
      { actor: 'operator', client: 'command', act: 'campaign.put', subject: 'later' },
      Date.UTC(2026, 11),
    );
    expect((await check(store, [head!])).faults).toEqual([]);
  });
});

it('finds every change of any entry, with the head of the trail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 12 })
        .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count }))),
      fc.constantFrom('remove', 'flip a bit', 'change a field', 'copy another'),
      fc.nat(),
      async ([count, sequence], how, where) => {
        const store = await trailOf(count);
        const { head } = await check(store);
        const before = bytesOf(store, sequence);
        if (how === 'remove') store.records.delete(keyOf(sequence));
        if (how === 'flip a bit') {
          const flipped = Uint8Array.from(before, (byte, i) => (i === where % before.length ? byte ^ 1 : byte));
          store.records.set(keyOf(sequence), flipped);
        }
        if (how === 'change a field') rewrite(store, sequence, { subject: `forged ${where}` });
        if (how === 'copy another') store.records.set(keyOf(sequence), bytesOf(store, (sequence % count) + 1));
        const isChanged = Buffer.compare(before, store.records.get(keyOf(sequence)) ?? new Uint8Array()) !== 0;
        const { faults, holds } = await check(store, [head!]);
        expect(faults.length > 0).toBe(isChanged);
        for (const { from, to } of holds) expect(from <= to).toBe(true);
        if (!isChanged) expect(holds).toEqual([{ from: idOf(1), to: idOf(count) }]);
      },
    ),
    { numRuns: 150 },
  );
});
