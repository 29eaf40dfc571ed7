import { audited } from '../audit/audited.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { type ExportedPart, exportPart } from '../audit/export.ts';
import type { AuditLog } from '../audit/log.ts';
import { type AuditPage, type AuditQuery, MOST_DECODED, readEntry } from '../audit/read.ts';
import { type AuditVerdict, type Head, type Part, verifyTrail } from '../audit/verify.ts';
import type { Db } from '../aws/db.ts';
import { Problem } from '../problem.ts';
import type { Clock } from '../running/clock.ts';
import type { Actor } from './actor.ts';
import { requireRightNow } from './right-now.ts';
import { requireRight } from './rights.ts';

/** What admins do with the audit trail: they read, export and check it. Nobody can do more. */

export interface TrailDeps {
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Entries from the newest to the oldest. Price as `AuditLog.list`. @throws {Problem} `not-allowed` */
export async function readTrail(deps: TrailDeps, actor: Actor, query: AuditQuery): Promise<AuditPage> {
  requireRight(actor, 'audit.read', deps);
  return deps.audit.list(query);
}

/** One entry. 1 request. @throws {Problem} `not-allowed` or `entry-unknown` */
export async function readTrailEntry(deps: TrailDeps, actor: Actor, id: string): Promise<AuditEntry> {
  requireRight(actor, 'audit.read', deps);
  const entry = await readEntry(deps.audit.records, id);
  if (!entry) throw new Problem('entry-unknown');
  return entry;
}

/** Which entries the next part of an export has. Price as `exportPart`. @throws {Problem} `not-allowed` */
export async function nextExport(
  deps: TrailDeps,
  actor: Actor,
  from: number,
): Promise<Omit<ExportedPart, 'lines'> & { readonly size: number }> {
  requireRight(actor, 'audit.read', deps);
  const { lines, ...part } = await exportPart(deps.audit.records, from);
  return { ...part, size: lines.length };
}

/**
 * A part of the trail as JSON Lines. Who takes it leaves an entry, which is in the last part. Price as `exportPart`.
 * @throws {Problem} `not-allowed`
 */
export async function exportTrail(
  deps: TrailDeps & { readonly organisers: Db },
  actor: Actor,
  from: number,
): Promise<ExportedPart> {
  requireRight(actor, 'audit.read', deps);
  return audited(deps, actor, 'audit.export', 'trail', { after: { from } }, async () => {
    await requireRightNow(deps, actor, 'audit.read');
    return exportPart(deps.audit.records, from);
  });
}

/** How many entries one request checks: within the seconds that it may take. */
const CHECKED_AT_ONCE = 2_000;

/** Checks a part of the trail, 2,000 entries or 20 MB at most. Price as `verifyTrail`. @throws {Problem} `not-allowed` */
export async function checkTrail(
  deps: TrailDeps,
  actor: Actor,
  { after, noted = [], most = CHECKED_AT_ONCE, mostBytes = MOST_DECODED }: Part & { readonly noted?: readonly Head[] },
): Promise<AuditVerdict> {
  requireRight(actor, 'audit.read', deps);
  return verifyTrail(deps.audit, actor, { after, noted, most, mostBytes });
}
