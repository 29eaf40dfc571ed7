import { DAY, dayOf } from '../running/clock.ts';
import type { Overview } from './entry.ts';

type Entries = Overview['entries'];

/** What was worked out from one version of the overview. */
interface Version {
  /** In milliseconds since the epoch: in this time no campaign opens or closes, and no day begins. */
  readonly from: number;
  readonly until: number;
  readonly values: Map<string, unknown>;
}

const versions = new WeakMap<Entries, Version>();

/**
 * Works out something from all entries, and remembers it until an entry changes, a campaign opens or closes, or a day (UTC)
 * begins: most pages find the overview as the page before did.
 * @param now in milliseconds since the epoch. @param name what it is. Each name belongs to one place in the code.
 */
export function ofVersion<Value>(entries: Entries, now: number, name: string, work: () => Value): Value {
  const { values } = versionAt(entries, now);
  if (!values.has(name)) values.set(name, work());
  return values.get(name) as Value;
}

function versionAt(entries: Entries, now: number): Version {
  const known = versions.get(entries);
  if (known && known.from <= now && now < known.until) return known;
  const version = { from: now, until: nextTurn(entries, now), values: new Map() };
  versions.set(entries, version);
  return version;
}

function nextTurn(entries: Entries, now: number): number {
  let next = dayOf(now) + DAY;
  for (const { opensAt, closesAt } of entries)
    for (const at of [opensAt, closesAt]) {
      const turn = at === undefined ? next : Date.parse(at);
      if (turn > now && turn < next) next = turn;
    }
  return next;
}
