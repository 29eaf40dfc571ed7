import { COUNTRY, HOUR_OF, SIGNAL, SOURCE, TOTAL, UNDER_REVIEW } from '../../functions/core/counts/delta.ts';
import { type Difference, NAMES, type Unaccounted } from '../../functions/core/counts/recount/compare.ts';
import type { Verdict } from '../../functions/core/counts/recount/looks.ts';
import { number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';

/** What the command prints: each function makes lines, none writes them. */

const signed = (n: number): string => (n > 0 ? `+${number(n)}` : number(n));

const kinds: Record<string, string> = {
  [TOTAL]: 'total',
  [UNDER_REVIEW]: 'under review',
  [NAMES]: 'names that are shown',
  [COUNTRY]: 'country',
  [HOUR_OF]: 'hour',
  [SOURCE]: 'source',
  [SIGNAL]: 'signal',
};
const all: Record<string, string> = {
  [COUNTRY]: 'countries',
  [HOUR_OF]: 'hours',
  [SOURCE]: 'sources',
};

/** A count in words: `country AZ`. */
export const countName = (name: string): string =>
  kinds[name] ?? `${kinds[name.slice(0, 2)] ?? ''} ${name.slice(2)}${name.startsWith(HOUR_OF) ? ':00Z' : ''}`;

const inOrder = (differences: readonly Difference[]): Difference[] =>
  [...differences].sort((one, other) => (one.name < other.name ? -1 : 1));

const byKind = (one: Unaccounted, other: Unaccounted): number => (one.kind < other.kind ? -1 : 1);

/** What is wrong, a line each. */
export function verdictLines({ differences, imbalances, unaccounted, total }: Verdict): string[] {
  const rows = inOrder(differences).map(
    ({ name, counted, recounted, missing }) =>
      [countName(name), number(counted), number(recounted), signed(missing)] as const,
  );
  const table = rows.length > 0 ? tableLines([['', 'counted', 'recounted', 'lacks'], ...rows]) : [];
  return [
    ...table.map((line) => `  ${line}`),
    ...imbalances.map(
      ({ kind, sum }) => `  ${all[kind]} add up to ${number(sum)}, not to the total of ${number(total)}`,
    ),
    ...[...unaccounted]
      .sort(byKind)
      .map(
        ({ kind, changed, counted }) =>
          `  ${all[kind] ?? countName(kind)} changed by ${number(changed)} since then, ${number(counted)} of it by signatures`,
      ),
  ];
}

/** What was corrected, a line each. */
export const correctedLines = (corrected: readonly Difference[]): string[] =>
  inOrder(corrected).map(({ name, missing }) => `  ${countName(name)}: ${signed(missing)}`);
