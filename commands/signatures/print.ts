import type { Decision } from '../../functions/core/signatures/decisions.ts';
import type { Verdict } from '../../functions/core/signatures/review.ts';
import type { Sums } from '../../functions/core/signatures/sums.ts';
import { number } from '../terminal/amount.ts';
import { tableLines } from '../terminal/table.ts';

/** What the command prints: each function makes lines, none writes them. */

export const outcome: Record<Verdict, string> = { accept: 'Counted', void: 'Voided' };

/** Hours that are shown: an attack of weeks must not push everything else off the screen. */
const HOURS = 24;

/** What a decision is about. */
export function sumLines(sums: Sums): string[] {
  const byStatus = sums.byStatus.size > 1 ? table('by status', [...sums.byStatus]) : [];
  return [...byStatus, ...signalLines('by signal', sums), ...hourLines('by hour', sums)];
}

export function signalLines(title: string, { bySignal }: Sums): string[] {
  const bySize = [...bySignal].sort(([, one], [, other]) => other.carry - one.carry);
  const rows = bySize.map(([signal, { carry }]) => [signal, carry] as const);
  return table(`${title} (one may carry several)`, rows).map((line, i) => {
    const sums = bySize[i - 1]?.[1];
    return sums ? `${line}, ${aloneWords(sums)}` : line;
  });
}

const aloneWords = ({ carry, alone }: { carry: number; alone: number }): string => {
  if (alone === 0) return 'always with others';
  return alone === carry ? 'always alone' : `${number(alone)} of them alone`;
};

export function hourLines(title: string, { byHour }: Sums): string[] {
  const hours = [...byHour].sort(([one], [other]) => (one < other ? 1 : -1));
  const rows = hours.slice(0, HOURS).map(([hour, n]) => [`${hour}:00Z`, n] as const);
  const earlier = hours.slice(HOURS).reduce((sum, [, n]) => sum + n, 0);
  return [
    ...table(`${title} of confirmation, UTC`, rows),
    ...(earlier > 0 ? [`  before that: ${number(earlier)}`] : []),
  ];
}

function table(title: string, rows: readonly (readonly [string, number])[]): string[] {
  if (rows.length === 0) return [];
  return [`${title}:`, ...tableLines(rows.map(([name, n]) => [name, number(n)])).map((line) => `  ${line}`)];
}

export function decisionLine({ at, verdict, signals, since, until, again, changed }: Decision): string {
  const which = signals ? signals.join(', ') : 'any signal';
  const when = `${since ? `, since ${since}` : ''}${until ? `, until ${until}` : ''}`;
  const more = again ? `, ${verdict === 'accept' ? 'voided' : 'counted'} ones too` : '';
  return `${at}  ${outcome[verdict].toLowerCase()} ${number(changed)}: ${which}${more}${when}`;
}
