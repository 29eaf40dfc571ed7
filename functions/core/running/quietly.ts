import { describeError, type Log } from './log.ts';

/**
 * Does a function's work. An error that leaves a function is logged by Lambda itself, with its message, which may quote
 * what it was given: so it is told by us, and another leaves in its place.
 * @throws {Error} without a word of the first one, so that the work is tried again.
 */
export async function quietly<Result>(log: Log, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log.error('function-failed', describeError(error));
    throw new Error('See the line before, function-failed.');
  }
}
