import type { NameToCheck } from '../../functions/core/counts/name-decisions.ts';
import type { ReviewSummary } from '../../functions/core/counts/review-summary.ts';
import type { Decision, NameVerdict } from '../../functions/core/signatures/decisions.ts';
import type { Selection, Verdict } from '../../functions/core/signatures/review.ts';
import type { Sums } from '../../functions/core/signatures/sums.ts';
import { number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';

/** What the command prints. Each function returns lines, and prints nothing. */

export const outcome: Record<Verdict, string> = { accept: 'Counted', void: 'Voided' };
export const nameOutcome: Record<NameVerdict, string> = {
  approve: 'Approved',
  hide: 'Hidden',
  'hide-for-ever': 'Hidden for ever',
  undo: 'Waiting again',
};

/**
 * A name with its id, in quotes and on one line. Nothing in it can command the terminal or turn the direction of the line.
 */
export const nameLine = ({ shortId, name, reason }: Pick<NameToCheck, 'shortId' | 'name' | 'reason'>): string =>
  `  ${shortId}  ${quoted(name)}${reason === undefined ? '' : ` – ${quoted(reason)}`}`;

/** Isolates the text, so that one in another direction does not turn the line. */
const quoted = (text: string): string =>
  `\u2068${JSON.stringify(text).replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, codeOf)}\u2069`;
const codeOf = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** @param where the campaign, and where it is. */
export function summaryLines(where: string, { total, decisions, ...sums }: ReviewSummary): string[] {
  const { underReview, counted, voided } = sums;
  const withSignal = counted.total > 0 ? ` (${number(counted.total)} with a signal)` : '';
  return [
    `${where}: ${number(underReview.total)} under review, ${number(total)} counted${withSignal}, ${number(voided.total)} voided.`,
    ...sumLines(underReview, 'under review, '),
    ...sumLines(counted, 'counted, '),
    ...sumLines(voided, 'voided, '),
    ...table('last decisions', decisions.map(decisionRow)),
  ];
}

/** Suspicious signatures in numbers. @param of begins each title. */
export const sumLines = ({ byStatus, bySignal, byHour }: Sums, of = ''): string[] => [
  ...(byStatus.size > 1 ? table(`${of}by status`, numbersOf([...byStatus])) : []),
  ...signalLines(`${of}by signal (a signature can have several)`, bySignal),
  ...hourLines(`${of}by hour of confirmation, UTC`, byHour),
];

function signalLines(title: string, bySignal: Sums['bySignal']): string[] {
  if (bySignal.size === 0) return [];
  const bySize = [...bySignal].sort(([, one], [, other]) => other.all - one.all);
  const rows = bySize.map(([signal, { all, alone }]) => [signal, number(all), number(alone)] as const);
  return table(title, [['', 'signatures', 'no other signal'], ...rows]);
}

/** Hours that are shown: an attack of weeks must not push everything else off the screen. */
const HOURS = 24;

function hourLines(title: string, byHour: Sums['byHour']): string[] {
  const hours = [...byHour].sort(([one], [other]) => (one < other ? 1 : -1));
  const rows = hours.slice(0, HOURS).map(([hour, n]) => [`${hour}:00Z`, n] as const);
  const earlier = hours.slice(HOURS).reduce((sum, [, n]) => sum + n, 0);
  return [...table(title, numbersOf(rows)), ...(earlier > 0 ? [`  earlier: ${number(earlier)}`] : [])];
}

/** Why a decision finds no signature, and what waits there. @param where the campaign, and where it is. */
export function nothingLines(where: string, selection: Selection, summary: ReviewSummary): string[] {
  const { verdict, signals, since, until, again } = selection;
  const { underReview, counted, voided } = summary;
  const other = verdict === 'accept' ? voided : counted;
  const found = again ? [underReview, other] : [underReview];
  const [state, flag] = verdict === 'accept' ? ['voided', '--voided'] : ['counted with a signal', '--counted'];
  const isInHours = since !== undefined || until !== undefined;
  const lines = [`Nothing to ${verdict} on ${where}.`];
  if (underReview.total === 0) lines.push('No signature is under review.');
  else if (signals)
    lines.push(...signals.map((signal) => withSignal(signal, found, verdict === 'accept' && !isInHours)));
  if (isInHours && found.some(({ total }) => total > 0))
    lines.push('None was confirmed in these hours, or not with these signals.');
  if (!again && other.total > 0) lines.push(`${number(other.total)} ${state}: ${flag} includes them.`);
  return [...lines, ...signalLines('under review, by signal', underReview.bySignal)];
}

/** @param isAlone whether only another signal can keep these signatures out. */
function withSignal(signal: string, found: readonly Sums[], isAlone: boolean): string {
  const all = found.reduce((sum, { bySignal }) => sum + (bySignal.get(signal)?.all ?? 0), 0);
  if (all === 0) return `None has the signal ${signal}.`;
  const words = `With ${signal}: ${number(all)}`;
  return isAlone ? `${words}, but each has another signal, too. To accept them, name that one as well.` : `${words}.`;
}

const numbersOf = (rows: readonly (readonly [string, number])[]) => rows.map(([name, n]) => [name, number(n)] as const);

const table = (title: string, rows: Parameters<typeof tableLines>[0]): string[] =>
  rows.length === 0 ? [] : [`${title}:`, ...tableLines(rows).map((line) => `  ${line}`)];

function decisionRow(decision: Decision): readonly [string] {
  if ('names' in decision)
    return [`${decision.at}  names ${nameOutcome[decision.names].toLowerCase()} ${number(decision.changed)}`];
  const { at, verdict, signals, since, until, again, changed } = decision;
  const which = signals ? signals.join(', ') : 'any signal';
  const when = `${since ? `, since ${since}` : ''}${until ? `, until ${until}` : ''}`;
  const more = again ? `, also ${verdict === 'accept' ? 'voided' : 'counted'} ones` : '';
  return [`${at}  ${outcome[verdict].toLowerCase()} ${number(changed)}: ${which}${more}${when}`];
}
