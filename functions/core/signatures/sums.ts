import type { Suspicious } from './review.ts';

/** Suspicious signatures in numbers. */
export interface Sums {
  total: number;
  /** For each signal: how many signatures have it, and how many have no other. */
  readonly bySignal: Map<string, { readonly all: number; readonly alone: number }>;
  /** By the hour of confirmation, such as `2026-10-09T08`, in UTC. */
  readonly byHour: Map<string, number>;
  readonly byStatus: Map<string, number>;
}

export const noSums = (): Sums => ({ total: 0, bySignal: new Map(), byHour: new Map(), byStatus: new Map() });

export function addToSums(sums: Sums, { status, signals, confirmedAt }: Suspicious): void {
  sums.total++;
  for (const signal of signals) {
    const { all, alone } = sums.bySignal.get(signal) ?? { all: 0, alone: 0 };
    sums.bySignal.set(signal, { all: all + 1, alone: alone + (signals.length === 1 ? 1 : 0) });
  }
  const hour = confirmedAt.slice(0, 'YYYY-MM-DDTHH'.length);
  sums.byHour.set(hour, (sums.byHour.get(hour) ?? 0) + 1);
  sums.byStatus.set(status, (sums.byStatus.get(status) ?? 0) + 1);
}
