import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Challenge, Solution } from 'altcha-lib/types';

/** How many keys are derived at once: browsers derive them outside the page's thread, some on several cores. */
const LANES = 4;

/**
 * Solves a challenge of `POST /api/campaigns/{slug}/challenges`. WebCrypto derives the keys outside the main thread, so the
 * page stays quick without a worker. Trusted Types would not let the page start a worker.
 * @returns the solution, or undefined if the signal ends the search first.
 * @see https://altcha.org/docs/v2/proof-of-work/
 */
export async function solve(challenge: Challenge, signal: AbortSignal): Promise<Solution | undefined> {
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort());
  if (signal.aborted) controller.abort();
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const found = await solveChallenge({
      challenge,
      controller,
      deriveKey,
      counterStart: lane,
      counterStep: LANES,
    });
    if (found) controller.abort();
    return found;
  });
  const found = await Promise.all(lanes);
  return found.find((solution) => solution !== null) ?? undefined;
}
