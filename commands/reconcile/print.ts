import { COUNTRY, HOUR_OF, SIGNAL, SOURCE, TOTAL, UNDER_REVIEW } from '../../functions/core/counts/delta.ts';
import { type Difference, NAMES, type Unaccounted } from '../../functions/core/counts/recount/compare.ts';
import { isImpossible, isRight, type Verdict } from '../../functions/core/counts/recount/looks.ts';
import type { Judgement } from '../../functions/core/counts/recount/reconcile.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { amount, number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';

/** What the command prints. Each function returns lines, and prints nothing. */

const signed = (n: number): string => (n > 0 ? `+${number(n)}` : number(n));

const kinds: Record<string, string> = {
  [TOTAL]: 'total',
  [UNDER_REVIEW]: 'under review',
  [NAMES]: 'public names',
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

/** A verdict that is certain. */
export function settledLines(slug: string, { recount, verdict }: Extract<Judgement, { kind: 'settled' }>): string[] {
  const by = `by the recount of ${isoTime(recount.startedAt)}`;
  if (isRight(verdict)) return [`${slug}: right, ${number(verdict.total)} counted, ${by}.`];
  return [`${slug}: ${wrongWords(verdict)}, ${by}:`, ...verdictLines(verdict)];
}

/** A verdict while signatures may still be counted late. */
export function unsettledLines(
  slug: string,
  { recount, verdict, certainFrom }: Extract<Judgement, { kind: 'unsettled' }>,
  { repair = false }: { readonly repair?: boolean | undefined },
): string[] {
  const recounted = recount.recounted.get(TOTAL) ?? 0;
  const now = recounted === verdict.total ? '' : ` (${number(verdict.total)} are counted now)`;
  const found = `The recount of ${isoTime(recount.startedAt)} found ${amount(recounted, 'counted signature')}${now}.`;
  const certain = isoTime(certainFrom);
  if (isRight(verdict)) return [`${slug}: the counts agree so far. ${found} Certain from ${certain}.`];
  const later = repair ? [`Nothing can be corrected before ${certain}.`] : [];
  if (!isImpossible(verdict))
    return [
      `${slug}: some counts differ, maybe because signatures are counted late. ${found} Certain from ${certain}.`,
      ...later,
    ];
  const sure = { ...verdict, differences: [] };
  return [
    `${slug}: ${wrongWords(sure)}. ${found} The exact error is certain from ${certain}:`,
    ...verdictLines(sure),
    ...later,
  ];
}

const wrongWords = ({ differences, imbalances }: Verdict): string => {
  if (differences.length > 0) return `${amount(differences.length, 'count is', 'counts are')} wrong`;
  return imbalances.length > 0 ? 'counts do not add up' : 'something other than signatures changed the counts';
};

/** What is wrong, a line each. */
function verdictLines({ differences, imbalances, unaccounted, total }: Verdict): string[] {
  const rows = inOrder(differences).map(
    ({ name, counted, recounted, missing }) =>
      [countName(name), number(counted), number(recounted), signed(missing)] as const,
  );
  const table = rows.length > 0 ? tableLines([['', 'counted', 'recounted', 'missing'], ...rows]) : [];
  return [
    ...table.map((line) => `  ${line}`),
    ...imbalances.map(
      ({ kind, sum }) => `  ${all[kind]} add up to ${number(sum)}, not to the total of ${number(total)}`,
    ),
    ...[...unaccounted]
      .sort(byKind)
      .map(
        ({ kind, changed, counted }) =>
          `  ${all[kind] ?? countName(kind)} changed by ${number(changed)} since the recount began, ${number(counted)} of it by signatures`,
      ),
  ];
}

/** What was corrected, a line each. */
export const correctedLines = (corrected: readonly Difference[]): string[] =>
  inOrder(corrected).map(({ name, missing }) => `  ${countName(name)}: ${signed(missing)}`);
