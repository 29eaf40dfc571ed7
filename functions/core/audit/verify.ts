import type { Acting } from './audited.ts';
import { decodeEntry, hashOf, NO_HASH } from './entry.ts';
import { allEntries } from './read.ts';
import type { RecordStore } from './records.ts';

/** What is wrong with an entry. */
export type AuditFault =
  | { readonly id: string; readonly kind: 'missing' }
  /** It is no entry, or was written by other means than Amparo. */
  | { readonly id: string; readonly kind: 'damaged' }
  /** It does not have the hash of the entry before: one of the two was replaced. */
  | { readonly id: string; readonly kind: 'broken-chain' }
  /** It is not the entry that somebody noted down. */
  | { readonly id: string; readonly kind: 'not-as-noted' };

/** Names an entry and its contents, and so all entries before it. */
export interface Head {
  readonly id: string;
  readonly hash: string;
}

/** What a check of the whole trail found. */
export interface AuditVerdict {
  readonly entries: number;
  readonly faults: readonly AuditFault[];
  /** From which to which entry the chain holds, in their order. One part, from the first to the newest, if there are no faults. */
  readonly holds: readonly { readonly from: string; readonly to: string }[];
  /** The newest entry that was checked. Somebody who notes it down can prove later that no entry up to it was changed, or cut off. */
  readonly head: Head | undefined;
  /** The entry after which the next part begins. Undefined: this was the last one. */
  readonly next?: Head | undefined;
}

/** Which part of the trail to check. */
export interface Part {
  /** The entry before it, as an earlier check has found it. Left out: from the first one. */
  readonly after?: Head | undefined;
  /** How many entries at most. Left out: all. */
  readonly most?: number | undefined;
  /** How many bytes of entries, and one entry more, at most. Left out: all. */
  readonly mostBytes?: number | undefined;
}

/**
 * Checks every entry, up to the one that is the newest at the beginning: later ones are no fault. The chain cannot show that
 * the newest entries were cut off, or that the last one was replaced. Heads that were noted down earlier can. 1 request an entry.
 */
export async function verifyTrail(
  { records }: { readonly records: RecordStore },
  _actor: Acting,
  {
    noted = [],
    progress = () => undefined,
    after,
    most = Number.POSITIVE_INFINITY,
    mostBytes = Number.POSITIVE_INFINITY,
  }: { readonly noted?: readonly Head[]; readonly progress?: (entries: number) => void } & Part = {},
): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  const holds: { from: string; to: string }[] = [];
  const unseen = new Map(noted.map(({ id, hash }) => [id, hash]));
  let [entries, size, previous]: [number, number, string | undefined] = [0, 0, after?.hash ?? NO_HASH];
  let [head, isCut]: [Head | undefined, boolean] = [undefined, false];
  const from = Number(after?.id ?? 0) + 1;
  for await (const { id, bytes } of allEntries(records, { from, most: most + 1 })) {
    isCut = entries === most || size >= mostBytes;
    if (isCut) break;
    progress(++entries);
    size += bytes?.length ?? 0;
    const entry = bytes && decodeEntry(bytes);
    const hash = bytes && hashOf(bytes);
    const expected = unseen.get(id);
    unseen.delete(id);
    if (expected !== undefined && expected !== hash) faults.push({ id, kind: 'not-as-noted' });
    if (!bytes) faults.push({ id, kind: 'missing' });
    else if (entry?.id !== id) faults.push({ id, kind: 'damaged' });
    else if (previous !== undefined && entry.previous !== previous) faults.push({ id, kind: 'broken-chain' });
    const last = holds.at(-1);
    if (entry?.id === id) {
      if (last && previous !== undefined && entry.previous === previous) last.to = id;
      else holds.push({ from: id, to: id });
    }
    previous = entry?.id === id ? hash : undefined;
    if (hash) head = { id, hash };
  }
  // Those of later parts are not missing.
  for (const id of unseen.keys()) if (Number(id) >= from && !isCut) faults.push({ id, kind: 'missing' });
  return { entries, faults, holds, head, next: isCut ? head : undefined };
}
