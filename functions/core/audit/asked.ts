import { DAY, startOfDay } from '../running/clock.ts';
import { askableActs, isActor } from './acts.ts';
import type { AuditQuery } from './read.ts';

/** What can be asked of the audit trail, as people and programs write it. */
export const askedOfTrail = ['campaign', 'person', 'act', 'since', 'until', 'before', 'limit'] as const;
export type AskedOfTrail = { readonly [Name in (typeof askedOfTrail)[number]]?: string | undefined };

/** What makes no sense. `early`: the last day comes before the first one. */
export interface FaultOfTrail {
  readonly field: keyof AskedOfTrail;
  readonly fault: 'malformed' | 'unknown' | 'early';
}

/** How many entries a page has. */
const PAGE = { usual: 25, most: 100 } as const;

const isText = (text: string): boolean => /^[\w.-]{1,80}$/.test(text);
const isEntry = (text: string): boolean => /^\d{9}$/.test(text);

/**
 * A query of the trail, and what makes no sense. An empty field asks for nothing. An act or a person that there cannot be is refused, and
 * so are days that are turned round: no entry at all would look as if nobody had done it.
 */
export function trailQuery(given: AskedOfTrail): { query: AuditQuery; faults: readonly FaultOfTrail[] } {
  const asked = Object.fromEntries(
    askedOfTrail.flatMap((name) => (given[name]?.trim() ? [[name, given[name].trim()]] : [])),
  ) as AskedOfTrail;
  const { campaign, person, act, before, limit } = asked;
  const [since, until] = [asked.since, asked.until].map((day) => (day === undefined ? undefined : startOfDay(day)));
  const count = limit === undefined ? PAGE.usual : /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : Number.NaN;
  const wrong: Record<keyof AskedOfTrail, FaultOfTrail['fault'] | false> = {
    campaign: campaign !== undefined && !isText(campaign) && 'malformed',
    person: person !== undefined && !isActor(person) && 'unknown',
    act: act !== undefined && !askableActs.includes(act) && 'unknown',
    since: Number.isNaN(since) && 'malformed',
    until: Number.isNaN(until) ? 'malformed' : since !== undefined && until !== undefined && until < since && 'early',
    before: before !== undefined && !isEntry(before) && 'malformed',
    limit: !(count <= PAGE.most) && 'malformed',
  };
  const faults = askedOfTrail.flatMap((field) => (wrong[field] ? [{ field, fault: wrong[field] }] : []));
  const query: AuditQuery = {
    ...{ subject: campaign, actor: person, act, before, limit: count, since },
    // Until the end of that day.
    until: until === undefined ? undefined : until + DAY,
  };
  return { query: faults.length > 0 ? { limit: PAGE.usual } : query, faults };
}
