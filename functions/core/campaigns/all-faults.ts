import { byPlace, FaultyFile, type FileFault, type PlaceOf } from './faults.ts';

/** Checks that are made one after the other, also once one of them has found a fault: one answer names the faults of all. */
export interface Checks {
  /** Makes a check. @returns undefined if it has found faults. @throws what the check throws, unless that is a `FaultyFile`. */
  of<Result>(check: () => Result | Promise<Result>): Promise<Result | undefined>;
  readonly areFaulty: boolean;
  /** All faults. */
  faulty(): FaultyFile;
}

/** @param placeOf where the value at a path was written, if it comes from a text. */
export function allChecks(placeOf?: PlaceOf): Checks {
  const found: FaultyFile[] = [];
  return {
    async of(check) {
      try {
        return await check();
      } catch (error) {
        if (!(error instanceof FaultyFile)) throw error;
        found.push(error);
        return undefined;
      }
    },
    get areFaulty() {
      return found.length > 0;
    },
    faulty: () => joinedFaults(found, placeOf),
  };
}

/** The faults of several checks. Of two about one field, or of one about what is around it, the first says enough. */
function joinedFaults(found: readonly FaultyFile[], placeOf: PlaceOf | undefined): FaultyFile {
  const all: FileFault[] = [];
  for (const one of found.flatMap(({ faults }) => faults)) {
    const { field } = one;
    if (field !== undefined && all.some((other) => isAt(other.field ?? '', field))) continue;
    all.push(one.line === undefined && field !== undefined ? { ...placeOf?.(pathOf(field)), ...one } : one);
  }
  const more = found.reduce((sum, one) => sum + one.more, 0);
  return new FaultyFile(placeOf ? all.toSorted(byPlace) : all, more);
}

/** Whether a place is a field, or in it. */
const isAt = (place: string, field: string): boolean =>
  place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);

/** The path of `cases[0].picture`. */
const pathOf = (field: string): PropertyKey[] =>
  field.split(/[.[]/).map((part) => (part.endsWith(']') ? Number(part.slice(0, -1)) : part));
