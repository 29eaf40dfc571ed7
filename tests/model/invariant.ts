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
import type { Image } from './signatures.ts';
import type { Outcome } from './simulation.ts';

/** Where counts, or names that are shown, are not those of the signatures that stand in the table. Empty: they are. */
export async function differences({ signatures, counts, campaigns }: Outcome): Promise<string[]> {
  const db = { client: counts.client, table: 'Counts' };
  const found: string[] = [];
  for (const campaign of campaigns) {
    const own = [...signatures.images.values()].filter(({ pk }) => pk?.S?.startsWith(`${campaign}#`));
    const wanted = recount(own);
    const stored = summed([...counts.items.values()].filter(({ pk }) => pk?.S === campaign));
    for (const name of new Set([...wanted.keys(), ...stored.keys()])) {
      const [should, is] = [wanted.get(name) ?? 0, stored.get(name) ?? 0];
      if (should !== is) found.push(`${campaign} ${name}: ${is}, not ${should}`);
    }
    const { total } = await queryCounts(db, campaign);
    if (total !== (wanted.get(TOTAL) ?? 0)) found.push(`${campaign} total told: ${total}`);
    const names = (await listPublicNames(db, campaign, 1_000_000)).map(({ name }) => name).sort();
    const shown = own.flatMap(({ status, publicName }) => (status?.S === 'counted' && publicName?.S) || []).sort();
    if (names.join() !== shown.join()) found.push(`${campaign} names: ${names.length}, not ${shown.length}`);
  }
  return found;
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
