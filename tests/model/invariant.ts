import {
  COUNTRY,
  type Delta,
  HOUR_OF,
  SIGNAL,
  SOURCE,
  TOTAL,
  UNDER_REVIEW,
} from '../../functions/core/counts/delta.ts';
import { listPublicNames } from '../../functions/core/counts/names.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import type { MemoryTable } from './memory-table.ts';
import type { Image, SignatureTable } from './signatures.ts';

/** The end state of a run. */
interface Left {
  readonly signatures: SignatureTable;
  readonly counts: MemoryTable;
  readonly campaigns: readonly string[];
  /** The false reports about it. */
  readonly mistakes: readonly string[];
}

/** Where counts, or names that are shown, are not those of the signatures that stand in the table, or somebody was mistaken about it. */
export async function differences({ signatures, counts, campaigns, mistakes }: Left): Promise<string[]> {
  const db = { client: counts.client, table: 'Counts' };
  const found = [...mistakes];
  for (const campaign of campaigns) {
    const own = [...signatures.images.values()].filter(({ pk }) => pk?.S?.startsWith(`${campaign}#`));
    for (const [name, missing] of countedDifferences(signatures, counts, campaign)) {
      found.push(`${campaign} ${name} lacks ${missing}`);
    }
    const { total } = await queryCounts(db, campaign);
    if (total !== (recount(own).get(TOTAL) ?? 0)) found.push(`${campaign} total told: ${total}`);
    const names = (await listPublicNames(db, campaign, 1_000_000)).map(({ name }) => name).sort();
    const shown = own.flatMap(({ status, publicName }) => (status?.S === 'counted' && publicName?.S) || []).sort();
    if (names.join() !== shown.join()) found.push(`${campaign} names: ${names.length}, not ${shown.length}`);
  }
  return found;
}

/** The missing amount of each count of a campaign. */
export function countedDifferences(signatures: SignatureTable, counts: MemoryTable, campaign: string): Delta {
  const wanted = recount([...signatures.images.values()].filter(({ pk }) => pk?.S?.startsWith(`${campaign}#`)));
  const stored = summed([...counts.items.values()].filter(({ pk }) => pk?.S === campaign));
  const lacking: Delta = new Map();
  for (const name of new Set([...wanted.keys(), ...stored.keys()])) {
    const missing = (wanted.get(name) ?? 0) - (stored.get(name) ?? 0);
    if (missing !== 0) lacking.set(name, missing);
  }
  return lacking;
}

/** Counts signatures in the simplest way, which shares nothing with tally. */
function recount(images: readonly Image[]): Delta {
  const sums: Delta = new Map();
  const add = (name: string) => sums.set(name, (sums.get(name) ?? 0) + 1);
  for (const { status, country, source, confirmedAt, signals } of images) {
    if (status?.S === 'counted') {
      const hour = confirmedAt?.S?.slice(0, 13);
      for (const name of [TOTAL, COUNTRY + country?.S, SOURCE + source?.S, HOUR_OF + hour]) add(name);
    }
    if (status?.S === 'under-review') {
      add(UNDER_REVIEW);
      for (const signal of signals?.SS ?? []) add(SIGNAL + signal);
    }
  }
  return sums;
}

function summed(items: readonly Image[]): Delta {
  const sums: Delta = new Map();
  for (const item of items) {
    for (const [name, { N }] of Object.entries(item)) {
      if (N !== undefined && /^[nr]$|^[chsr]:/.test(name)) sums.set(name, (sums.get(name) ?? 0) + Number(N));
    }
  }
  return sums;
}
