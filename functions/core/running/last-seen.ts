import type { Clock } from './clock.ts';

/** The last answer of a read that nobody waits for. */
export interface LastSeen<Value> {
  /** Begins another read if the last one began some time ago. */
  refresh(): void;
  /** @returns undefined if no answer is known, or only one that is too old. */
  latest(): Value | undefined;
}

/**
 * Remembers the last answer of a read that is good to know but not worth waiting for. A read that fails changes
 * nothing: `failed` gets its error.
 * @param every milliseconds between the beginnings of two reads.
 * @param goodFor how long an answer is good, in milliseconds: a function may sleep for hours between two requests.
 */
export function lastSeen<Value>(
  read: () => Promise<Value>,
  { clock, every, goodFor, failed }: { clock: Clock; every: number; goodFor: number; failed: (error: unknown) => void },
): LastSeen<Value> {
  let seen: { readonly value: Value; readonly at: number } | undefined;
  let began = Number.NEGATIVE_INFINITY;
  async function readAt(now: number): Promise<void> {
    began = now;
    const value = await read();
    // A later read may have got its answer sooner.
    if (!seen || seen.at < now) seen = { value, at: now };
  }
  return {
    refresh() {
      const now = clock();
      if (now - began >= every) readAt(now).catch(failed);
    },
    latest: () => (seen && clock() - seen.at < goodFor ? seen.value : undefined),
  };
}
