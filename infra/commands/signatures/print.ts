import type { Decision } from '../../../functions/core/signatures/decisions.ts';
import type { Suspicious, Verdict } from '../../../functions/core/signatures/review.ts';

/** What the command prints: each function makes lines, none writes them. */

export const number = (n: number): string => n.toLocaleString('en');
export const outcome: Record<Verdict, string> = { accept: 'Counted', void: 'Voided' };

/** Signatures in numbers. */
interface Sums {
  total: number;
  /** Under each signal: how many carry it, and how many carry no other. */
  readonly bySignal: Map<string, { carry: number; alone: number }>;
  readonly byHour: Map<string, number>;
  readonly byStatus: Map<string, number>;
  readonly add: (suspicious: Suspicious) => void;
}

export function sumUp(): Sums {
  const sums: Sums = {
    total: 0,
    bySignal: new Map(),
    byHour: new Map(),
    byStatus: new Map(),
    add({ status, signals, confirmedAt }) {
      sums.total++;
      for (const signal of signals) {
        const { carry, alone } = sums.bySignal.get(signal) ?? { carry: 0, alone: 0 };
        sums.bySignal.set(signal, { carry: carry + 1, alone: alone + (signals.length === 1 ? 1 : 0) });
      }
      const hour = confirmedAt.slice(0, 'YYYY-MM-DDTHH'.length);
      sums.byHour.set(hour, (sums.byHour.get(hour) ?? 0) + 1);
      sums.byStatus.set(status, (sums.byStatus.get(status) ?? 0) + 1);
    },
  };
  return sums;
}

/** Hours that are shown: an attack of weeks must not push everything else off the screen. */
const HOURS = 24;

export function sumLines({ bySignal, byHour, byStatus }: Sums): string[] {
  const lines: string[] = [];
  if (byStatus.size > 1) lines.push(...table('by status', [...byStatus]));
  const bySize = [...bySignal].sort(([, one], [, other]) => other.carry - one.carry);
  lines.push(
    ...table(
      'by signal (one may carry several)',
      bySize.map(([signal, { carry }]) => [signal, carry] as const),
    ).map((line, i) => (i === 0 ? line : `${line}, ${number(bySize[i - 1]?.[1].alone ?? 0)} of them nothing else`)),
  );
  const hours = [...byHour].sort(([one], [other]) => (one < other ? 1 : -1));
  lines.push(
    ...table(
      'by hour of confirmation, UTC',
      hours.slice(0, HOURS).map(([hour, n]) => [`${hour}:00Z`, n] as const),
    ),
  );
  const earlier = hours.slice(HOURS).reduce((sum, [, n]) => sum + n, 0);
  if (earlier > 0) lines.push(`  before that: ${number(earlier)}`);
  return lines;
}

function table(title: string, rows: readonly (readonly [string, number])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  const digits = Math.max(...rows.map(([, n]) => number(n).length));
  return [`${title}:`, ...rows.map(([name, n]) => `  ${name.padEnd(width)}  ${number(n).padStart(digits)}`)];
}

export function decisionLine({ at, verdict, signals, since, until, again, changed }: Decision): string {
  const which = signals ? signals.join(', ') : 'any signal';
  const when = `${since ? `, since ${since}` : ''}${until ? `, until ${until}` : ''}`;
  const more = again ? `, ${verdict === 'accept' ? 'voided' : 'counted'} ones too` : '';
  return `${at}  ${outcome[verdict].toLowerCase()} ${number(changed)}: ${which}${more}${when}`;
}
