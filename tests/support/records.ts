import { type AuditEntry, decodeEntry } from '../../functions/core/audit/entry.ts';
import { type AuditLog, auditLog } from '../../functions/core/audit/log.ts';
import type { RecordStore } from '../../functions/core/audit/records.ts';

/** Records in the memory of one test, with the rules of the real stores (tests/infra/records.test.ts holds all to them). */
export function recordsInMemory(): RecordStore & { readonly records: Map<string, Uint8Array> } {
  const records = new Map<string, Uint8Array>();
  return {
    records,
    async putOnce(key, bytes) {
      if (records.has(key)) return false;
      records.set(key, bytes);
      return true;
    },
    get: async (key) => records.get(key),
    async list(folder) {
      const inside = [...records.keys()].filter((key) => key.startsWith(folder));
      const names = inside.map((key) => key.slice(folder.length).split('/')[0] as string);
      return [...new Set(names)].sort().slice(0, 1_000);
    },
  };
}

/** A trail of one test, and what is in it. */
export interface Trail {
  readonly audit: AuditLog;
  /** The entries so far, the oldest first. */
  readonly entries: () => AuditEntry[];
  /** The acts so far, the oldest first; `act: failed` or `act: done` for an entry that says what became of one. */
  readonly acts: () => string[];
}

export function newTrail(): Trail {
  const store = recordsInMemory();
  const entries = () =>
    [...store.records.keys()].sort().map((key) => decodeEntry(store.records.get(key) as Uint8Array) as AuditEntry);
  return {
    audit: auditLog(store),
    entries,
    acts: () => entries().map(({ act, outcome }) => (outcome ? `${act}: ${outcome}` : act)),
  };
}

/** A trail for tests that look at none. */
export const anyTrail = (): AuditLog => newTrail().audit;
