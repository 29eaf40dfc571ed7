import type { RecordStore } from './records.ts';

/** The folder of the trail among the records. */
export const AUDIT = 'audit/';

/** The highest number: nine digits. */
const MOST = 999_999_999;

export const idOf = (sequence: number): string => String(sequence).padStart(9, '0');

/**
 * The key of an entry. Three folders of 1,000 names each, so that the order of keys is the order of entries, and three
 * listings find the newest one however many there are: S3 lists in ascending order alone.
 */
export function keyOf(sequence: number): string {
  if (sequence > MOST) throw new Error('The audit trail is full');
  const id = idOf(sequence);
  return `${AUDIT}${id.slice(0, 3)}/${id.slice(3, 6)}/${id.slice(6)}.json`;
}

/** The number of the newest entry, or 0. 3 listings, however long the trail is. */
export const newestSequence = async (records: RecordStore): Promise<number> => (await newestIn(records, '')) ?? 0;

/** @param digits the first 0, 3 or 6 digits of the numbers to look at. */
async function newestIn(records: RecordStore, digits: string): Promise<number | undefined> {
  const folder = AUDIT + digits.replace(/\d{3}/g, '$&/');
  const isLast = digits.length === 6;
  const pattern = isLast ? /^(\d{3})\.json$/ : /^(\d{3})$/;
  const names = (await records.list(folder)).flatMap((name) => pattern.exec(name)?.[1] ?? []);
  for (const name of names.reverse()) {
    if (isLast) return Number(digits + name);
    // A folder is empty if somebody stopped between making it and writing its first entry.
    const found = await newestIn(records, digits + name);
    if (found !== undefined) return found;
  }
  return undefined;
}
