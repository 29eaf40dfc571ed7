import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects whose files mostly wait: for a browser, for a machine that starts, for a mail. */
const waiting = ['journeys', 'long', 'machine'];

/**
 * Spreads the files that mostly wait over the others, so that one lane has work for the processor while another waits. They
 * end early, as they are long: none may begin when the other lanes have nothing left.
 */
export class Spread extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWaiting = ({ project }: TestSpecification) => waiting.includes(project.name);
    return spread(
      sorted.filter(isWaiting),
      sorted.filter((file) => !isWaiting(file)),
    );
  }
}

/** Puts some entries evenly among the first two thirds of the others, beginning with one. Both keep their order. */
export function spread<Entry>(some: readonly Entry[], others: readonly Entry[]): Entry[] {
  const step = (others.length * 2) / 3 / Math.max(some.length, 1);
  const place = (i: number) => Math.floor(i * step);
  return [
    ...some.flatMap((entry, i) => [entry, ...others.slice(place(i), place(i + 1))]),
    ...others.slice(place(some.length)),
  ];
}
