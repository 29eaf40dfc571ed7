import { type Clock, MINUTE, SECOND } from './clock.ts';
import { describeError, type Log } from './log.ts';

/** How old a value may be when it is asked for, in milliseconds. */
const FRESH = 5 * MINUTE;
/** How long a value that could not be read again is held before the next try. */
const RETRY = 30 * SECOND;

/**
 * Reads a value at once, and again when it is asked for and older than five minutes. Whoever asks meanwhile shares one
 * read. While it cannot be read again the old value holds; while there is none, each asker tries.
 * @param read what fails is told to those who ask only as long as there is no value.
 */
export function keepFresh<Value>(
  read: () => Promise<Value>,
  { clock, log }: { clock: Clock; log: Log },
): () => Promise<Value> {
  let held: { value: Value; until: number } | undefined;
  let reading: Promise<Value> | undefined;
  const shared = () => {
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  async function readAgain(): Promise<Value> {
    const began = clock();
    try {
      const value = await read();
      held = { value, until: began + FRESH };
      return value;
    } catch (error) {
      if (!held) throw error;
      log.error('secrets-not-read', describeError(error));
      held = { ...held, until: clock() + RETRY };
      return held.value;
    }
  }
  // Nobody may be waiting yet; whoever asks next tries again, and is told.
  shared().catch(() => undefined);
  return async () => (held && clock() < held.until ? held.value : shared());
}
