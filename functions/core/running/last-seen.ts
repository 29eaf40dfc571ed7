import type { Clock } from './clock.ts';

/**
 * What a read answered last, for whom it is good to know but not worth waiting for. Asking begins another read if the last
 * one began some time ago, and never waits for it. A read that fails changes nothing, and is told to `failed`.
 * @param every milliseconds between two reads.
 * @param goodFor milliseconds after which an answer is no longer told: a function sleeps between two requests.
 * @returns undefined as long as nothing is known.
 */
export function lastSeen<Value>(
  read: () => Promise<Value>,
  { clock, every, goodFor, failed }: { clock: Clock; every: number; goodFor: number; failed: (error: unknown) => void },
): () => Value | undefined {
  let seen: { readonly value: Value; readonly at: number } | undefined;
  let began = Number.NEGATIVE_INFINITY;
  async function look(now: number): Promise<void> {
    began = now;
    const value = await read();
    // A later look may have come back sooner.
    if (!seen || seen.at < now) seen = { value, at: now };
  }
  return () => {
    const now = clock();
    if (now - began >= every) look(now).catch(failed);
    return seen && now - seen.at < goodFor ? seen.value : undefined;
  };
}
