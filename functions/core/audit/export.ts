import { allEntries, MOST_BYTES } from './read.ts';
import type { RecordStore } from './records.ts';

/** Entries of an export, as one answer can have them. */
export interface ExportedPart {
  /** A line for each entry, with just the bytes whose hash the next entry has. */
  readonly lines: Uint8Array;
  /** Ids of the first and the last one. Undefined: there are none. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Ids of entries that are missing. */
  readonly missing: readonly string[];
  /** The number at which the next part begins. Undefined: this was the last one. */
  readonly next: number | undefined;
}

const MOST_ENTRIES = 1_000;
const LINE_END = new Uint8Array([10]);

/**
 * A part of the trail as JSON Lines, the oldest entry first. 1 request for each entry, 32 at once, and 3 listings.
 * @param from the number of the first entry.
 */
export async function exportPart(records: RecordStore, from: number): Promise<ExportedPart> {
  const lines: Uint8Array[] = [];
  const missing: string[] = [];
  const ids: string[] = [];
  let size = 0;
  const done = (next: number | undefined): ExportedPart => ({
    ...{ lines: Buffer.concat(lines), first: ids[0], last: ids.at(-1), missing, next },
  });
  // One more shows whether there is a next part.
  for await (const { id, bytes = undefined } of allEntries(records, { from, most: MOST_ENTRIES + 1 })) {
    const isFull = ids.length > 0 && size + (bytes?.length ?? 0) > MOST_BYTES;
    if (isFull || ids.length === MOST_ENTRIES) return done(Number(id));
    ids.push(id);
    if (!bytes) {
      missing.push(id);
      continue;
    }
    size += bytes.length + 1;
    lines.push(bytes, LINE_END);
  }
  return done(undefined);
}
