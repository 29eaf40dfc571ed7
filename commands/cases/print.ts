import { type SharedCase, sharedOf } from '../../functions/core/campaigns/case.ts';
import type { CaseRecord } from '../../functions/core/campaigns/case-store.ts';
import { valueChanges } from '../../functions/core/campaigns/changes.ts';
import { isUndone } from '../../functions/core/campaigns/undone.ts';
import type { SeenCase } from '../../functions/core/cases/case.ts';
import type { ListedCase } from '../../functions/core/cases/list.ts';
import { changeLines } from '../changes.ts';

/** The texts of the command. Functions return lines, and print nothing. */

/** One line for each case, in columns: id, status, who it is, and the campaigns that speak for it. */
export function listLines(cases: readonly ListedCase[]): string[] {
  const rows = cases.map(({ id, status, name, work, people, campaigns }) => [
    id,
    status,
    [name, ...(work ? [work] : []), ...(people > 1 ? [`${people} people`] : [])].join(', '),
    campaigns.join(', ') || 'in no campaign',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

/** The fields in which two versions of a case differ. @param before undefined: the case is new. */
export function differenceLines(before: SharedCase | undefined, after: SharedCase): string[] {
  const names = [...new Set([...Object.keys(sharedOf(after)), ...Object.keys(before ?? {})])] as (keyof SharedCase)[];
  return names.flatMap((name) => valueChanges(name, before?.[name], after[name])).flatMap(changeLines);
}

/** What somebody should know who is about to change a case. */
export function warningLines({ record, campaigns }: SeenCase, after: SharedCase): string[] {
  const slugs = campaigns.map(({ campaign }) => campaign.slug);
  return [
    ...(slugs.length === 0 ? [] : [`It changes in each campaign that speaks for this case: ${slugs.join(', ')}.`]),
    ...(isUndone(record.fields, after)
      ? ['! A release, a death or an entry of the history disappears. Is this file older than the case?']
      : []),
  ];
}

/** Who speaks for a case, as the first lines of its file. */
export const speakerLines = ({ campaigns, behind }: SeenCase): string[] => [
  `# In campaigns: ${campaigns.map(({ campaign }) => campaign.slug).join(', ') || 'none'}`,
  ...(behind.length === 0
    ? []
    : [`# These do not have the last change yet: ${behind.join(', ')}. Put this file to finish it.`]),
];

/** A case as its file has it. The table keeps no order of fields. */
export function fileFields({ id, fields }: CaseRecord): object {
  const { history, ...shared } = sharedOf(fields);
  const { story, ...others } = shared;
  return { id, ...others, ...(history && { history }), ...(story !== undefined && { story }) };
}

/** A version with what it has changed. @param before the version before it. */
export function versionLines({ revision, at, by, fields }: CaseRecord, before: CaseRecord | undefined): string[] {
  const made =
    at === undefined ? 'before it was a case of its own' : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC  ${by}`;
  return [
    `${String(revision).padStart(4)}  ${made}`,
    ...differenceLines(before?.fields, fields).map((line) => `        ${line}`),
  ];
}
