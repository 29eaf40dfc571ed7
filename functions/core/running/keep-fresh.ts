import { type Clock, MINUTE, SECOND } from './clock.ts';
import { describeError, type Log } from './log.ts';

/** How old a value may be when somebody asks for it, in milliseconds. */
const FRESH = 5 * MINUTE;
/** How long an old value stays in use after a failed read, before the next try. */
const RETRY = 30 * SECOND;

/**
 * Reads a value at once. Reads it again when a caller asks for it and it is older than five minutes. Callers that ask
 * at the same time share one read. If a read fails, the old value stays in use. As long as there is none, each call
 * tries again.
 * @param read its error reaches callers only as long as there is no value. After that it is logged.
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
  // Perhaps nobody waits for this read. The next call tries again, and gets the error.
  shared().catch(() => undefined);
  return async () => (held && clock() < held.until ? held.value : shared());
}
