import { type Tally, tallied } from './tallied.ts';

/** What a run finds out. */
export interface Findings {
  /** Requests by kind and answer, and what else was done. */
  readonly done: Tally;
  /** How long each answer took, in milliseconds. */
  readonly took: number[];
  /** A promise that did not hold. The first of each kind are told, all are counted. */
  wrong(kind: string, words: string): void;
  /** Lines, none if every promise held. */
  violations(): string[];
}

/** Of each kind, so many are told. */
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
