import { describeError, type Log } from './log.ts';

/**
 * Does a function's work. Lambda logs an error that leaves a function with its message, which may quote personal data.
 * So we log it without the message, and throw another one in its place.
 * @throws {Error} without the message of the first one. AWS then tries the work again.
 */
export async function quietly<Result>(log: Log, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log.error('function-failed', describeError(error));
    throw new Error('See the line before, function-failed.');
  }
}
