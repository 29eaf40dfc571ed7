import { expect, it } from 'vitest';
import { encodeEntry } from '../../../functions/core/audit/entry.ts';
import { auditLog } from '../../../functions/core/audit/log.ts';
import { keyOf } from '../../../functions/core/audit/places.ts';
import { type AuditQuery, MOST_BYTES, MOST_DECODED } from '../../../functions/core/audit/read.ts';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';
import { recordsInMemory } from '../../support/records.ts';

const start = Date.parse('2026-11-01T00:00:00Z');
const act = (subject: string) => ({ actor: 'operator', client: 'command', act: 'campaign.put', subject }) as const;

/** A trail with an entry for each hour. Every tenth is about `rare`. */
async function trailOf(hours: number) {
  const store = recordsInMemory();
  const log = auditLog(store);
  for (let i = 1; i <= hours; i++) await log.append(act(i % 10 === 0 ? 'rare' : 'common'), start + i * HOUR);
  const ids = async (query: AuditQuery) => (await log.list(query)).entries.map(({ id }) => Number(id));
  return { store, log, ids };
}

it('lists the newest first, and goes on where a page ended', async () => {
  const { log, ids } = await trailOf(100);
  const first = await log.list({ limit: 40 });
  expect(first.entries.map(({ id }) => Number(id))).toEqual(Array.from({ length: 40 }, (_, i) => 100 - i));
  expect(await ids({ limit: 40, before: first.next })).toEqual(Array.from({ length: 40 }, (_, i) => 60 - i));
  const last = await log.list({ limit: 40, before: '000000021' });
  expect([last.entries.length, last.next]).toEqual([20, undefined]);
  expect(await log.list({ before: '000000001' })).toEqual({ entries: [], unreadable: [], next: undefined });
});

it('lists what is about one subject', async () => {
  const { ids } = await trailOf(100);
  expect(await ids({ subject: 'rare' })).toEqual([100, 90, 80, 70, 60, 50, 40, 30, 20, 10]);
  expect(await ids({ subject: 'rare', limit: 2, before: '000000080' })).toEqual([70, 60]);
  expect(await ids({ subject: 'unknown' })).toEqual([]);
});

it('lists what was done since a moment, also if clocks differ by less than an hour', async () => {
  const { log, ids } = await trailOf(48);
  expect(await ids({ since: start + 2 * DAY - 3 * HOUR })).toEqual([48, 47, 46, 45]);
  await log.append(act('slow-clock'), start + 2 * DAY - 1);
  await log.append(act('common'), start + 2 * DAY + HOUR);
  expect(await ids({ since: start + 2 * DAY })).toEqual([50, 48]);
});

it('stops after 2,000 entries without one, and says where to go on', async () => {
  const { log } = await trailOf(2_100);
  const first = await log.list({ subject: 'unknown' });
  expect(first.entries).toEqual([]);
  expect(Number(first.next)).toBeLessThanOrEqual(101);
  expect(await log.list({ subject: 'unknown', before: first.next })).toMatchObject({ entries: [], next: undefined });
});

it('lists an empty trail', async () => {
  expect(await auditLog(recordsInMemory()).list()).toEqual({ entries: [], unreadable: [], next: undefined });
});

it('names entries that are missing or damaged, and lists the others', async () => {
  const { store, log } = await trailOf(5);
  store.records.delete(keyOf(2));
  store.records.set(keyOf(4), new TextEncoder().encode('{"half'));
  const { entries, unreadable } = await log.list();
  expect([entries.map(({ id }) => Number(id)), unreadable]).toEqual([
    [5, 3, 1],
    ['000000004', '000000002'],
  ]);
});

it('lists no more bytes than one answer may have, one entry at least, and loses none between pages', async () => {
  const store = recordsInMemory();
  const log = auditLog(store);
  // The third is larger than an answer by itself.
  for (const size of [10, 1_200_000, MOST_BYTES + 1, 1_200_000, 1_200_000, 10])
    await log.append({ ...act('large'), after: { letter: 'x'.repeat(size) } }, start);
  const pages: number[][] = [];
  for (let before: string | undefined; ; ) {
    const page = await log.list({ before, limit: 100 });
    pages.push(page.entries.map(({ id }) => Number(id)));
    const bytes = page.entries.reduce((sum, entry) => sum + encodeEntry(entry).length, 0);
    expect(page.entries.length === 1 || bytes <= MOST_BYTES).toBe(true);
    if (page.next === undefined) break;
    before = page.next;
  }
  expect(pages).toEqual([[6, 5, 4], [3], [2, 1]]);
});

it('decodes no more bytes for one page than a request has time for, and finds the entry behind them', async () => {
  const store = recordsInMemory();
  const log = auditLog(store);
  await log.append(act('rare'), start);
  const [large, many] = [1_000_000, 45];
  for (let i = 0; i < many; i++) await log.append({ ...act('common'), after: { letter: 'x'.repeat(large) } }, start);
  const read: number[] = [];
  const counted = auditLog({
    ...store,
    async get(key) {
      const bytes = await store.get(key);
      read.push(bytes?.length ?? 0);
      return bytes;
    },
  });
  let [before, pages, found]: [string | undefined, number, string[]] = [undefined, 0, []];
  do {
    read.length = 0;
    const page = await counted.list({ subject: 'rare', before });
    // At most one batch of 32 more is read, which is not decoded.
    expect(read.reduce((sum, bytes) => sum + bytes)).toBeLessThan(MOST_DECODED + 32 * (large + 1_000));
    found = [...found, ...page.entries.map(({ id }) => id)];
    before = page.next;
    pages++;
  } while (before !== undefined);
  expect(found).toEqual(['000000001']);
  expect(pages).toBe(Math.ceil((many * large) / MOST_DECODED));
});
