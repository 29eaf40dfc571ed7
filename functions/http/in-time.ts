import { HttpProblem } from './problems.ts';

/**
 * Waits for work while there is still somebody to be told of its failure: a caller learns nothing from a function that
 * was cut off. Work that is late goes on, and must be such that it may be done again.
 * @param within milliseconds.
 * @throws {HttpProblem} `unavailable` if the work takes longer.
 */
export async function inTime<Result>(within: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HttpProblem('unavailable')), within);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
