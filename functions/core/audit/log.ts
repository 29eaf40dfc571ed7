import { randomUUID } from 'node:crypto';
import { isoTime } from '../running/clock.ts';
import { type AuditEntry, encodeEntry, hashOf, isSubject, type NewEntry, NO_HASH } from './entry.ts';
import { idOf, keyOf, newestSequence } from './places.ts';
import { type AuditPage, type AuditQuery, listEntries } from './read.ts';
import type { RecordStore } from './records.ts';

/** The audit trail: entries that nobody can change, each with the hash of the one before. */
export interface AuditLog {
  /** Where it is kept. */
  readonly records: RecordStore;
  /**
   * Adds an entry after the newest one. 2 requests if this process wrote the newest one, 6 otherwise, and 2 more for each entry that
   * somebody else writes at the same time. @param now milliseconds since the epoch. @throws {Error} if its subject is no name of a thing.
   */
  append(entry: NewEntry, now: number): Promise<AuditEntry>;
  /** Entries from the newest to the oldest. Reads 2,000 entries at most. */
  list(query?: AuditQuery): Promise<AuditPage>;
}

/** The newest entry that this process knows. */
interface Newest {
  readonly sequence: number;
  readonly hash: string;
}

/** So often others may be faster, one entry after the other, before the newest one is looked up again. */
const PATIENCE = 8;

/**
 * The trail in a store. The number of an entry is its key, and a key is written once. So if two writers want the same number, one
 * of them gets it. The other one reads what was written, and takes the next number: no entry is lost, and no number left out.
 */
export function auditLog(records: RecordStore, nonce: () => string = randomUUID): AuditLog {
  let known: Newest | undefined;
  return {
    records,
    async append(entry, now) {
      if (!isSubject(entry.subject)) throw new Error('An entry of the audit trail is about no name of a thing');
      const own = { ...entry, version: 1 as const, at: isoTime(now), nonce: nonce() };
      let newest = known ?? (await findNewest(records));
      for (let overtaken = 1; ; overtaken++) {
        const sequence = newest.sequence + 1;
        const written: AuditEntry = { ...own, id: idOf(sequence), previous: newest.hash };
        const bytes = encodeEntry(written);
        const hash = hashOf(bytes);
        if (!(await records.putOnce(keyOf(sequence), bytes))) {
          newest = await read(records, sequence);
          if (newest.hash !== hash) {
            if (overtaken % PATIENCE === 0) newest = await findNewest(records);
            continue;
          }
          // It is ours: the answer to our first try was lost, and the client tried again.
        }
        known = { sequence, hash };
        return written;
      }
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
