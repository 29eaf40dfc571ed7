import { HttpProblem } from './problems.ts';

/**
 * Waits for work only as long as the caller can still get an answer: Lambda's own timeout would give none. Work that is late
 * goes on in the background, so a caller who tries again must do no harm.
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
