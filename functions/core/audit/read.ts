import { HOUR, isoTime } from '../running/clock.ts';
import { type AuditEntry, decodeEntry } from './entry.ts';
import { idOf, keyOf, newestSequence } from './places.ts';
import type { RecordStore } from './records.ts';

/** Which entries to list. */
export interface AuditQuery {
  /** Only those about this subject, such as the slug of a campaign. */
  readonly subject?: string | undefined;
  /** Only those of this actor: `operator`, `schedule`, or the id of an organiser. */
  readonly actor?: string | undefined;
  /** Only this act, such as `campaign.open`, or all with this noun, such as `campaign`. */
  readonly act?: string | undefined;
  /** Only those since this moment: milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Only those earlier than this moment: milliseconds since the epoch. */
  readonly until?: number | undefined;
  /** Only those before this one: `next` of the page before. */
  readonly before?: string | undefined;
  /** How many at most. */
  readonly limit?: number | undefined;
}

/** Entries from the newest to the oldest. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Ids of entries that are missing or damaged. `verifyTrail` says more. */
  readonly unreadable: readonly string[];
  /** `before` of the next page. Undefined: there are no more. A page may have few entries, or none, and still have it: large ones, say. */
  readonly next: string | undefined;
}

const LIMIT = 50;
/** Bytes of the entries of one answer. Lambda answers with 6 MB, and writes each quotation mark as two letters. */
export const MOST_BYTES = 2_500_000;
/** How many entries one call reads at most, while it looks for some about one subject. */
const MOST_READ = 2_000;
/**
 * Bytes of the entries that one request decodes. Lambda gives it 9 seconds and half a processor, which decodes some 15 MB a second. An
 * organiser who changes long texts again and again writes far more.
 */
export const MOST_DECODED = 20_000_000;
const AT_ONCE = 32;

/** Entries have the time of the computer that wrote them. No clock should be wrong by more. */
const WRONG_BY = HOUR;

/** `AuditLog.list`. 1 request for each entry that it reads, 32 at once, and 3 listings. */
export async function listEntries(
  records: RecordStore,
  { since, before, limit = LIMIT, ...asked }: AuditQuery,
): Promise<AuditPage> {
  const newest = before === undefined ? await newestSequence(records) : Number(before) - 1;
  const entries: AuditEntry[] = [];
  const unreadable: string[] = [];
  const page = (next?: string): AuditPage => ({ entries, unreadable, next });
  let [size, decoded] = [0, 0];
  const isEarlier = (at: string, moment: number) => since !== undefined && at < isoTime(moment);
  for (let from = newest; from >= 1; from -= AT_ONCE) {
    const last = Math.max(from - AT_ONCE, 0);
    const found = await readEntries(records, last + 1, from);
    for (const { id, bytes } of found.reverse()) {
      if (decoded >= MOST_DECODED) return page(idOf(Number(id) + 1));
      decoded += bytes?.length ?? 0;
      const entry = bytes && decodeEntry(bytes);
      if (!entry) {
        unreadable.push(id);
        continue;
      }
      if (isEarlier(entry.at, (since ?? 0) - WRONG_BY)) return page();
      if (isEarlier(entry.at, since ?? 0) || !isAsked(entry, asked)) continue;
      size += bytes.length;
      // Only an older one that is asked for makes another page.
      const isFull = entries.length === limit || (entries.length > 0 && size > MOST_BYTES);
      if (isFull) return page(idOf(Number(id) + 1));
      entries.push(entry);
    }
    if (last > 0 && newest - last >= MOST_READ) return page(idOf(last + 1));
  }
  return page();
}

function isAsked(entry: AuditEntry, { subject, actor, act, until }: AuditQuery): boolean {
  if (subject !== undefined && entry.subject !== subject) return false;
  if (actor !== undefined && entry.actor !== actor) return false;
  if (until !== undefined && entry.at >= isoTime(until)) return false;
  return act === undefined || entry.act === act || entry.act.startsWith(`${act}.`);
}

/** One entry. 1 request. @returns undefined if there is none with this id, or it is damaged. */
export async function readEntry(records: RecordStore, id: string): Promise<AuditEntry | undefined> {
  const bytes = /^\d{9}$/.test(id) ? await records.get(keyOf(Number(id))) : undefined;
  return bytes && decodeEntry(bytes);
}

/** An entry as it is stored. `bytes` is undefined if it is missing. */
export interface StoredEntry {
  readonly id: string;
  readonly bytes: Uint8Array | undefined;
}

/** Reads entries by their numbers, all at once, in their order. 1 request each. */
const readEntries = (records: RecordStore, first: number, last: number): Promise<StoredEntry[]> =>
  Promise.all(
    Array.from({ length: last - first + 1 }, async (_, i) => ({
      id: idOf(first + i),
      bytes: await records.get(keyOf(first + i)),
    })),
  );

/**
 * Reads entries in their order, up to the one that is the newest now. 1 request each, 32 at once, and 3 listings.
 * @param part.from the number of the first one. @param part.most how many at most.
 */
export async function* allEntries(
  records: RecordStore,
  { from = 1, most = Number.POSITIVE_INFINITY }: { readonly from?: number; readonly most?: number } = {},
): AsyncGenerator<StoredEntry> {
  const last = Math.min(await newestSequence(records), from + most - 1);
  for (let first = from; first <= last; first += AT_ONCE)
    yield* await readEntries(records, first, Math.min(first + AT_ONCE - 1, last));
}
