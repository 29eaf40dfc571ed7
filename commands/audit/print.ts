import type { AuditEntry } from '../../functions/core/audit/entry.ts';
import type { AuditFault, AuditVerdict } from '../../functions/core/audit/verify.ts';
import { onStage } from '../target.ts';
import { amount } from '../terminal/amount.ts';

/** The texts of the command. Functions return lines, and print nothing. */

/** Who did what, and which fields it changed. Their values are in the JSON. */
export function entryLine({
  id,
  at,
  actor,
  client,
  act,
  subject,
  of,
  outcome,
  before,
  after,
  broughtBack,
}: AuditEntry): string {
  const when = `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
  const who = actor === 'operator' || actor === 'schedule' ? actor : `${actor} (${client})`;
  const version = broughtBack === undefined ? [] : [`version ${broughtBack}`];
  const what = outcome === undefined ? fieldsIn(before, after) : valuesOf(after);
  const end = outcome === undefined ? [] : [outcome === 'done' ? `${of} is done` : `${of} failed`];
  return [`${id}  ${when}  ${who}  ${act} ${subject}`, ...version, ...end, ...(what ? [what] : [])].join('  ');
}

const fieldsIn = (...versions: unknown[]): string =>
  [...new Set(versions.flatMap((version) => (isFields(version) ? Object.keys(version) : [])))].join(', ');

/** Numbers and words that are known only after an act. */
const valuesOf = (version: unknown): string =>
  isFields(version)
    ? Object.entries(version)
        .map(([name, value]) => `${name} ${isFields(value) ? valuesOf(value) : value}`)
        .join(', ')
    : '';

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const faultWords: Record<AuditFault['kind'], string> = {
  missing: 'is missing',
  damaged: 'is not as Amparo wrote it',
  'broken-chain': 'does not have the hash of the entry before it: one of the two was replaced',
  'not-as-noted': 'has another hash than the one that you noted down: it, or an entry before it, was replaced',
};

export const faultLine = ({ id, kind }: AuditFault): string => `Entry ${id} ${faultWords[kind]}.`;

/** What a check found, without its faults. */
export function verdictLines(
  { entries, faults, holds, head }: AuditVerdict,
  name: string,
  stage: string | undefined,
): string[] {
  if (!head) return [`The audit trail of ${name} is empty.`];
  const parts = holds.map(({ from, to }) => (from === to ? `  ${from}` : `  from ${from} to ${to}`));
  const first =
    faults.length === 0
      ? [`The audit trail of ${name} is whole: ${amount(entries, 'entry', 'entries')}, up to ${head.id}.`]
      : [`The audit trail of ${name} has ${amount(faults.length, 'fault')}. The chain holds:`, ...parts];
  return [
    ...first,
    'Note this down elsewhere. Later it proves that no entry up to this one was changed or cut off:',
    `  npm run audit -- verify --noted ${head.id}:${head.hash}${onStage(stage)}`,
  ];
}
