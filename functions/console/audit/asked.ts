import { askableActs } from '../../core/audit/acts.ts';
import { type AskedOfTrail, trailQuery } from '../../core/audit/asked.ts';
import type { AuditQuery } from '../../core/audit/read.ts';
import type { Head } from '../../core/audit/verify.ts';
import { Problem } from '../../core/problem.ts';

/** @throws {Problem} `invalid-query` */
export function trailQueryOrThrow(given: AskedOfTrail): AuditQuery {
  const { query, faults } = trailQuery(given);
  if (faults.length === 0) return query;
  throw new Problem('invalid-query', {
    faults: faults.map(({ field, fault }) => ({ field, fault: fault === 'early' ? 'malformed' : fault })),
    ...(faults.some(({ field }) => field === 'act') && { known: askableActs }),
  });
}

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
