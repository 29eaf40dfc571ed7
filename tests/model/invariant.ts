import type { Db } from '../../functions/core/aws/db.ts';
import {
  COUNTRY,
  type Delta,
  HOUR_OF,
  SIGNAL,
  SOURCE,
  TOTAL,
  UNDER_REVIEW,
  WAITING_SINCE,
} from '../../functions/core/counts/delta.ts';
import { queryNames, queryShownNames } from '../../functions/core/counts/names.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { namesIn } from '../support/names.ts';
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
    const names = (await namesIn(db, campaign)).map(({ name }) => name).sort();
    const shown = own.flatMap(({ status, publicName }) => (status?.S === 'counted' && publicName?.S) || []).sort();
    if (names.join() !== shown.join()) found.push(`${campaign} names: ${names.length}, not ${shown.length}`);
    found.push(...(await namesThatShowTooMuch(db, campaign, own)));
  }
  return found;
}

/** What is wrong with the names that everybody sees: nobody approved them, or the order says who signed first. */
async function namesThatShowTooMuch(db: Db, campaign: string, own: readonly Image[]): Promise<string[]> {
  const approved = (await queryNames(db, campaign)).filter(({ state }) => state === 'approved');
  const shown = await queryShownNames(db, campaign);
  const unapproved = shown.filter(({ id, name }) => !approved.some((one) => one.id === id && one.name === name));
  const hours = new Map(own.map(({ publicName, confirmedAt }) => [publicName?.S, confirmedAt?.S?.slice(0, 13) ?? '']));
  const keys = [...(await queryNames(db, campaign))].sort((one, other) => (one.key < other.key ? -1 : 1));
  return [
    ...unapproved.map(({ name }) => `${campaign} shows ${name}, which is not approved`),
    ...(isInOrder(keys.map(({ name }) => hours.get(name) ?? ''))
      ? [`${campaign} keeps names in the order of signing`]
      : []),
  ];
}

/** Whether hours rise, which many different ones do not by chance. */
function isInOrder(hours: readonly string[]): boolean {
  const sizes = [...Map.groupBy(hours, (hour) => hour).values()].map(({ length }) => length);
  const isTelling = hours.length >= 12 && sizes.length >= 5 && Math.max(...sizes) <= hours.length / 2;
  return isTelling && hours.every((hour, i) => i === 0 || (hours[i - 1] ?? '') <= hour);
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
      add(WAITING_SINCE + confirmedAt?.S?.slice(0, 10));
      for (const signal of signals?.SS ?? []) add(SIGNAL + signal);
    }
  }
  return sums;
}

function summed(items: readonly Image[]): Delta {
  const sums: Delta = new Map();
  for (const item of items) {
    for (const [name, { N }] of Object.entries(item)) {
      if (N !== undefined && /^[nr]$|^[chsrw]:/.test(name)) sums.set(name, (sums.get(name) ?? 0) + Number(N));
    }
  }
  return sums;
}
