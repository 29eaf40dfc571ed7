import { type Tally, tallied } from './tallied.ts';

/** The findings of a run. */
export interface Findings {
  /** Requests by kind and answer, and other events. */
  readonly done: Tally;
  /** How long each answer took, in milliseconds. */
  readonly took: number[];
  /** A broken promise. All are counted, and the first of each kind are printed. */
  wrong(kind: string, words: string): void;
  /** Lines; empty if every promise was kept. */
  violations(): string[];
}

/** How many of each kind are printed. */
const TOLD = 5;

export function newFindings(): Findings {
  const found = new Map<string, string[]>();
  return {
    done: tallied(),
    took: [],
    wrong(kind, words) {
      found.set(kind, [...(found.get(kind) ?? []), words]);
    },
    violations: () =>
      [...found].flatMap(([kind, words]) => [
        ...words.slice(0, TOLD).map((one) => `${kind}: ${one}`),
        ...(words.length > TOLD ? [`${kind}: and ${words.length - TOLD} more`] : []),
      ]),
  };
}
