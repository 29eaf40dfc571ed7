import type { Stryker } from '@stryker-mutator/core';
import { accepted, acceptedKinds } from './accepted.ts';

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly mutator: string;
  readonly isReached: boolean;
}

export interface Tally {
  /** Mutants that a test noticed, by failing or by never ending. */
  readonly noticed: number;
  readonly survivors: readonly Survivor[];
  readonly accepted: number;
  /** Not run: code that runs once while a module loads, and code that cannot be loaded at all. */
  readonly left: number;
}

/** @param read the text of a file, by its path from the root of the project. */
export function tallyOf(
  results: readonly MutantResult[],
  nameOf: (path: string) => string,
  read: (file: string) => string,
): Tally {
  const unnoticed = results
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((mutant) => survivorOf(mutant, nameOf(mutant.fileName), read(nameOf(mutant.fileName))));
  const survivors = unnoticed.filter((survivor) => !isAccepted(survivor));
  return {
    noticed: results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length,
    survivors,
    accepted: unnoticed.length - survivors.length,
    left: results.filter(({ status }) => status === 'Ignored' || status.endsWith('Error')).length,
  };
}

/** Percent of the mutants that a test should notice and does. */
export const scoreOf = ({ noticed, survivors }: Tally): number =>
  noticed + survivors.length === 0 ? 100 : (100 * noticed) / (noticed + survivors.length);

export const added = (one: Tally, other: Tally): Tally => ({
  noticed: one.noticed + other.noticed,
  survivors: [...one.survivors, ...other.survivors],
  accepted: one.accepted + other.accepted,
  left: one.left + other.left,
});

export const nothing: Tally = { noticed: 0, survivors: [], accepted: 0, left: 0 };

export const describeSurvivor = ({ file, line, source, from, to, isReached }: Survivor): string =>
  [`${file}:${line}  ${source}`, `    ${from}`, `  → ${to}${isReached ? '' : '   (no test reaches it)'}`].join('\n');

function survivorOf(
  { location, replacement, status, mutatorName }: MutantResult,
  file: string,
  text: string,
): Survivor {
  const lines = text.split('\n');
  const { start, end } = location;
  // Stryker counts lines and columns from 1.
  const cut = lines
    .slice(start.line - 1, end.line)
    .map((line, i, all) =>
      line.slice(i === 0 ? start.column - 1 : 0, i === all.length - 1 ? end.column - 1 : undefined),
    )
    .join(' ');
  return {
    file,
    line: start.line,
    source: (lines[start.line - 1] ?? '').trim(),
    from: inOneLine(cut),
    to: inOneLine(replacement ?? ''),
    mutator: mutatorName,
    isReached: status === 'Survived',
  };
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function isAccepted(survivor: Survivor): boolean {
  const { file, source, from, to, mutator } = survivor;
  return (
    acceptedKinds.some(
      (kind) => kind.mutator === mutator && kind.from.test(from) && (kind.line?.test(source) ?? true),
    ) || accepted.some((one) => one.file === file && source.includes(one.line) && one.to.includes(to))
  );
}
