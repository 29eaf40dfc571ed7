import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { decodeEntry } from '../../../functions/core/audit/entry.ts';
import { auditLog } from '../../../functions/core/audit/log.ts';
import { keyOf, newestSequence } from '../../../functions/core/audit/places.ts';
import type { RecordStore } from '../../../functions/core/audit/records.ts';
import { verifyTrail } from '../../../functions/core/audit/verify.ts';
import { newTrail, recordsInMemory } from '../../support/records.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const act = (subject: string) => ({ actor: 'operator', client: 'command', act: 'campaign.put', subject }) as const;

/** The subjects in a store, in the order of the trail. */
const subjects = (store: ReturnType<typeof recordsInMemory>): (string | undefined)[] =>
  [...store.records].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bytes]) => decodeEntry(bytes)?.subject);

/** The same store, with something before each call. */
const slowed = (store: RecordStore, wait: (call: string) => Promise<unknown>): RecordStore => ({
  putOnce: async (key, bytes) => {
    await wait('put');
    return store.putOnce(key, bytes);
  },
  get: async (key) => {
    await wait('get');
    return store.get(key);
  },
  list: async (folder) => {
    await wait('list');
    return store.list(folder);
  },
});

it('numbers entries from 1, and puts the hash of the one before into each', async () => {
  const { audit, entries } = newTrail();
  for (const subject of ['one', 'two']) await audit.append({ ...act(subject), after: { goal: 5 } }, now);
  const [first, second] = entries();
  expect(first).toEqual({
    ...{ version: 1, id: '000000001', at: '2026-11-29T12:00:00.000Z', ...act('one'), after: { goal: 5 } },
    ...{ nonce: expect.any(String), previous: '0'.repeat(64) },
  });
  expect(second).toMatchObject({ id: '000000002', previous: expect.stringMatching(/^(?!0{64})[0-9a-f]{64}$/) });
});

it('goes on after the newest entry of another process, also into the next folder', async () => {
  const store = recordsInMemory();
  const first = auditLog(store);
  for (let i = 0; i < 999; i++) await first.append(act(`a${i}`), now);
  const { id } = await auditLog(store).append(act('another-process'), now);
  await first.append(act('first-process'), now);
  expect([id, await newestSequence(store)]).toEqual(['000001000', 1_001]);
  expect([...store.records.keys()].slice(-3)).toEqual([
    ...['audit/000/000/999.json', 'audit/000/001/000.json', 'audit/000/001/001.json'],
  ]);
  expect((await verifyTrail({ records: store }, operator)).faults).toEqual([]);
});

describe('with many writers at the same time', () => {
  it('loses no entry, writes none twice, and leaves out no number', async () => {
    const store = recordsInMemory();
    const late = slowed(store, () => new Promise((resolve) => setTimeout(resolve, Math.random() * 2)));
    const writers = Array.from({ length: 20 }, (_, i) => ({ log: auditLog(late), i }));
    await Promise.all(
      writers.map(async ({ log, i }) => {
        for (let n = 0; n < 10; n++) await log.append(act(`writer-${i}-act-${n}`), now);
      }),
    );
    expect(new Set(subjects(store)).size).toBe(200);
    const { entries, faults, holds } = await verifyTrail({ records: store }, operator);
    expect({ entries, faults, holds }).toEqual({
      ...{ entries: 200, faults: [], holds: [{ from: '000000001', to: '000000200' }] },
    });
  });

  it('does so in every order of their calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        async (s, acts) => {
          const store = recordsInMemory();
          const scheduled = slowed(store, (call) => s.schedule(Promise.resolve(), call));
          const writing = Promise.all(
            acts.map(async (count, writer) => {
              const log = auditLog(scheduled, { pause: async () => undefined });
              for (let n = 0; n < count; n++) await log.append(act(`${writer}-${n}`), now);
            }),
          );
          await s.waitFor(writing);
          const wanted = acts.flatMap((count, writer) => Array.from({ length: count }, (_, n) => `${writer}-${n}`));
          expect(subjects(store).sort()).toEqual(wanted.sort());
          expect((await verifyTrail({ records: store }, operator)).faults).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps the acts of one process in their order', async () => {
    const store = recordsInMemory();
    const [one, other] = [auditLog(store), auditLog(store)];
    await Promise.all([
      (async () => {
        for (let n = 0; n < 20; n++) await one.append(act(`one-${n}`), now);
      })(),
      (async () => {
        for (let n = 0; n < 20; n++) await other.append(act(`other-${n}`), now);
      })(),
    ]);
    const own = subjects(store).filter((subject) => subject?.startsWith('one'));
    expect(own).toEqual(Array.from({ length: 20 }, (_, n) => `one-${n}`));
  });
});

/** Counts the calls of a store. */
function counted(store: RecordStore) {
  const calls: string[] = [];
  return { calls, store: slowed(store, async (call) => void calls.push(call)) };
}

it('lets the acts of one process wait for each other, so that no call of the store is in vain', async () => {
  const { calls, store } = counted(recordsInMemory());
  const log = auditLog(slowed(store, () => new Promise((resolve) => setTimeout(resolve, Math.random()))));
  const acts = Array.from({ length: 300 }, (_, n) => `act-${n}`);
  const written = await Promise.all(acts.map((subject) => log.append(act(subject), now)));
  expect(written.map(({ subject }) => subject)).toEqual(acts);
  expect(calls.filter((call) => call === 'put')).toHaveLength(300);
});

it('asks little of the store when 32 processes write at once', async () => {
  const { calls, store } = counted(recordsInMemory());
  const slow = slowed(store, () => new Promise((resolve) => setTimeout(resolve, 5)));
  await Promise.all(Array.from({ length: 32 }, (_, i) => auditLog(slow).append(act(`writer-${i}`), now)));
  // Without a pause each writer meets each other one: 32 * 33 / 2 = 528 tries.
  expect(calls.filter((call) => call === 'put').length).toBeLessThan(32 * 8);
});

it('writes no entry for a request that was answered while it waited', async () => {
  const store = recordsInMemory();
  const log = auditLog(slowed(store, () => new Promise((resolve) => setTimeout(resolve, 5))));
  const answered = new AbortController();
  const writing = [log.append(act('one'), now), log.append(act('two'), now, answered.signal)];
  const third = log.append(act('three'), now);
  answered.abort(new Error('answered'));
  expect((await Promise.allSettled(writing)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await third;
  expect(subjects(store)).toEqual(['one', 'three']);
});

it('goes on without an act that waits for the store for ever', async () => {
  const stuck = newTrail();
  let isFirst = true;
  const store: RecordStore = {
    ...stuck.audit.records,
    putOnce: (key, bytes) => {
      if (!isFirst) return stuck.audit.records.putOnce(key, bytes);
      isFirst = false;
      return new Promise(() => undefined);
    },
  };
  const log = auditLog(store, { waits: 20 });
  void log.append(act('stuck'), now);
  await log.append(act('next'), now);
  expect(stuck.entries().map(({ subject }) => subject)).toEqual(['next']);
});

it('writes an entry once if the answer of the store is lost, and the client tries again', async () => {
  const store = recordsInMemory();
  const twice: RecordStore = {
    ...store,
    putOnce: async (key, bytes) => (await store.putOnce(key, bytes)) && store.putOnce(key, bytes),
  };
  const log = auditLog(twice);
  await log.append(act('one'), now);
  await log.append(act('two'), now);
  expect(subjects(store)).toEqual(['one', 'two']);
});

it('passes over an empty folder that somebody left behind', async () => {
  const store = recordsInMemory();
  await auditLog(store).append(act('one'), now);
  const withEmpty: RecordStore = {
    ...store,
    list: async (folder) => [...(await store.list(folder)), ...(folder === 'audit/000/' ? ['001'] : [])],
  };
  expect(await newestSequence(withEmpty)).toBe(1);
});

it('passes over files that are no entries', async () => {
  const store = recordsInMemory();
  await auditLog(store).append(act('one'), now);
  for (const name of ['audit/.DS_Store', 'audit/000/000/999.json.bak']) store.records.set(name, new Uint8Array());
  expect(await newestSequence(store)).toBe(1);
});

it('needs five requests after 100,000 entries, one for each entry after that, and seven after one of another process', async () => {
  const written = 100_000;
  const store = recordsInMemory();
  const bytes = new TextEncoder().encode('{}');
  for (let sequence = 1; sequence <= written; sequence++) store.records.set(keyOf(sequence), bytes);
  let calls = 0;
  const log = auditLog(slowed(store, async () => void calls++));
  expect((await log.append(act('one'), now)).id).toBe('000100001');
  expect(calls).toBe(5);
  calls = 0;
  await log.append(act('two'), now);
  expect(calls).toBe(1);
  await auditLog(store).append(act('three'), now);
  calls = 0;
  await log.append(act('four'), now);
  expect(calls).toBe(7);
});

it('writes nothing that is about no name of a thing, whatever somebody has sent as one', async () => {
  const store = recordsInMemory();
  const audit = auditLog(store);
  for (const subject of ['', 'Maria is a traitor', 'x'.repeat(101), 'a/b', 'a\nb', '\u202e', 'ana@example.org', '<b>'])
    await expect(audit.append(act(subject), now)).rejects.toThrow('no name of a thing');
  expect(store.records.size).toBe(0);
  // Names of things, as acts have them.
  for (const subject of ['free-them', 'org_aaaaaaaaaaaaaaaa', 'tok_aaaaaaaaaa', 'group', 'trail', 'x'.repeat(100)])
    await audit.append(act(subject), now);
  expect(store.records.size).toBe(6);
});
