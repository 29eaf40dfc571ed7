import { randomUUID } from 'node:crypto';
import { isoTime } from '../running/clock.ts';
import { drawnPause } from '../running/drawn-pause.ts';
import { inLine } from '../running/in-line.ts';
import { type AuditEntry, encodeEntry, hashOf, isSubject, type NewEntry, NO_HASH } from './entry.ts';
import { idOf, keyOf, newestSequence } from './places.ts';
import { type AuditPage, type AuditQuery, listEntries } from './read.ts';
import type { RecordStore } from './records.ts';

/** The audit trail: entries that nobody can change, each with the hash of the one before. */
export interface AuditLog {
  /** Where it is kept. */
  readonly records: RecordStore;
  /**
   * Adds an entry after the newest one. Entries of one process wait for each other. 1 request if this process wrote the newest one, 5 for
   * its first one, and 6 more each time that another process was faster.
   * @param now milliseconds since the epoch.
   * @param answered the entry is not written if that ends while it waits. Left out: it is written in any case.
   * @throws {Error} if its subject is no name of a thing. The reason of `answered`.
   */
  append(entry: NewEntry, now: number, answered?: AbortSignal): Promise<AuditEntry>;
  /** Entries from the newest to the oldest. Reads 2,000 entries, or 20 MB of them, at most. */
  list(query?: AuditQuery): Promise<AuditPage>;
}

/** The newest entry that this process knows. */
interface Newest {
  readonly sequence: number;
  readonly hash: string;
}

interface Dependencies {
  readonly nonce?: () => string;
  /** Milliseconds after which an entry waits no longer for the one before. */
  readonly waits?: number;
  readonly pause?: (overtaken: number) => Promise<void>;
}

/**
 * The trail in a store. The number of an entry is its key, and a key is written once. So if two processes want the same number, one
 * of them gets it. The other one waits a little, looks for the newest entry, and takes the next number: no entry is lost, and no number left
 * out. Within a process nobody meets anybody: each would make all others try again.
 */
export function auditLog(
  records: RecordStore,
  { nonce = randomUUID, waits, pause = drawnPause }: Dependencies = {},
): AuditLog {
  let known: Newest | undefined;
  const next = inLine(waits);
  async function add(entry: NewEntry, now: number, answered: AbortSignal | undefined): Promise<AuditEntry> {
    const own = { ...entry, version: 1 as const, at: isoTime(now), nonce: nonce() };
    for (let overtaken = 0; ; ) {
      answered?.throwIfAborted();
      const newest = known ?? (await findNewest(records));
      const sequence = newest.sequence + 1;
      const written: AuditEntry = { ...own, id: idOf(sequence), previous: newest.hash };
      const bytes = encodeEntry(written);
      const hash = hashOf(bytes);
      // Otherwise it may be ours: the answer to our first try was lost, and the client tried again.
      if ((await records.putOnce(keyOf(sequence), bytes)) || (await read(records, sequence)).hash === hash) {
        known = { sequence, hash };
        return written;
      }
      // What this process knew may be old. Nobody is in the way until it was overtaken by what it has just looked for.
      if (known === undefined) await pause(++overtaken);
      known = undefined;
    }
  }
  return {
    records,
    async append(entry, now, answered) {
      if (!isSubject(entry.subject)) throw new Error('An entry of the audit trail is about no name of a thing');
      return next(() => add(entry, now, answered));
    },
    list: (query = {}) => listEntries(records, query),
  };
}

async function findNewest(records: RecordStore): Promise<Newest> {
  const sequence = await newestSequence(records);
  return sequence === 0 ? { sequence, hash: NO_HASH } : read(records, sequence);
}

async function read(records: RecordStore, sequence: number): Promise<Newest> {
  const bytes = await records.get(keyOf(sequence));
  if (!bytes) throw new Error(`Entry ${idOf(sequence)} of the audit trail is there, but cannot be read`);
  return { sequence, hash: hashOf(bytes) };
}
