import { askableActs, isActor } from '../../core/audit/acts.ts';
import type { AuditQuery } from '../../core/audit/read.ts';
import type { Head } from '../../core/audit/verify.ts';
import { type FaultKind, Problem } from '../../core/problem.ts';
import { DAY } from '../../core/running/clock.ts';

/** What an address asks of the audit trail, for pages and the API. */
export const askedOfTrail = ['campaign', 'person', 'act', 'since', 'until', 'before', 'limit'] as const;
export type AskedOfTrail = { readonly [Name in (typeof askedOfTrail)[number]]?: string | undefined };

/** How many entries a page has. */
const PAGE = { usual: 25, most: 100 } as const;

type Fault = keyof AskedOfTrail;

const isText = (text: string): boolean => /^[\w.-]{1,80}$/.test(text);
const isEntry = (text: string): boolean => /^\d{9}$/.test(text);

/** @returns the beginning of a day in UTC, in milliseconds since the epoch. NaN if it is none. */
const dayAt = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;

/**
 * A query of the trail, and the names of what makes no sense. An empty field asks for nothing. An act or a person that there cannot be is
 * refused: no entry at all would look as if nobody had done it.
 */
export function trailQuery(given: AskedOfTrail): { query: AuditQuery; faults: readonly Fault[] } {
  const asked = Object.fromEntries(
    askedOfTrail.flatMap((name) => (given[name]?.trim() ? [[name, given[name].trim()]] : [])),
  ) as AskedOfTrail;
  const { campaign, person, act, since, until, before, limit } = asked;
  const count = limit === undefined ? PAGE.usual : /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : Number.NaN;
  const wrong: Record<Fault, boolean> = {
    campaign: campaign !== undefined && !isText(campaign),
    person: person !== undefined && !isActor(person),
    act: act !== undefined && !askableActs.includes(act),
    since: since !== undefined && Number.isNaN(dayAt(since)),
    until: until !== undefined && Number.isNaN(dayAt(until)),
    before: before !== undefined && !isEntry(before),
    limit: !(count <= PAGE.most),
  };
  const faults = askedOfTrail.filter((name) => wrong[name]);
  const query: AuditQuery = {
    ...{ subject: campaign, actor: person, act, before, limit: count },
    since: since === undefined ? undefined : dayAt(since),
    // Until the end of that day.
    until: until === undefined ? undefined : dayAt(until) + DAY,
  };
  return { query: faults.length > 0 ? { limit: PAGE.usual } : query, faults };
}

/** @throws {Problem} `invalid-query` */
export function trailQueryOrThrow(given: AskedOfTrail): AuditQuery {
  const { query, faults } = trailQuery(given);
  if (faults.length === 0) return query;
  throw new Problem('invalid-query', {
    faults: faults.map((field) => ({ field, fault: faultIn(field) })),
    ...(faults.includes('act') && { known: askableActs }),
  });
}

const faultIn = (field: Fault): FaultKind => (field === 'act' || field === 'person' ? 'unknown' : 'malformed');

/** A head such as `000000012:ab34…`. @throws {Problem} `invalid-query` */
export function headIn(name: string, text: string | undefined): Head | undefined {
  if (!text?.trim()) return undefined;
  const [, id, hash] = /^(\d{9}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (!id || !hash) throw invalid(name);
  return { id, hash };
}

export const headWords = ({ id, hash }: Head): string => `${id}:${hash}`;

/** The number of an entry. Without one, the first. @throws {Problem} `invalid-query` */
export function numberIn(name: string, text: string | undefined): number {
  if (text === undefined || text === '') return 1;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw invalid(name);
  return Number(text);
}

const invalid = (...fields: string[]) =>
  new Problem('invalid-query', { faults: fields.map((field) => ({ field, fault: 'malformed' })) });
