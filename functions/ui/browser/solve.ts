import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Challenge, Solution } from 'altcha-lib/types';

/** How many keys are derived at once: browsers derive them outside the page's thread, some on several cores. */
const LANES = 4;

const SETTLE = 1_050; // ms after the challenge; a proof that is sent sooner looks like a robot's (sign/admission)

/** Where to ask for a challenge, and the body to ask with. */
interface Asking {
  readonly challenges: string;
  readonly body: string;
}

/** @returns base64 of the challenge and its solution, as the field `proof` takes it. Undefined if the signal ends the search. */
export async function findProof(asking: Asking, signal: AbortSignal): Promise<string | undefined> {
  const challenge = await askForChallenge(asking, signal);
  const settled = new Promise((resolve) => setTimeout(resolve, SETTLE));
  const solution = await solve(challenge, signal);
  if (!solution) return undefined;
  await settled;
  return btoa(JSON.stringify({ challenge, solution }));
}

async function askForChallenge({ challenges, body }: Asking, signal: AbortSignal): Promise<Challenge> {
  const answer = await fetch(challenges, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    mode: 'same-origin',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
  if (!answer.ok) throw new Error(`Asking for a challenge was answered with ${answer.status}`);
  const { challenge } = (await answer.json()) as { challenge: Challenge };
  return challenge;
}

/**
 * Solves a challenge of `POST /api/campaigns/{slug}/challenges`. WebCrypto derives the keys outside the main thread, so the
 * page stays quick without a worker. Trusted Types would not let the page start a worker.
 * @returns the solution, or undefined if the signal ends the search first.
 * @see https://altcha.org/docs/v2/proof-of-work/
 */
async function solve(challenge: Challenge, signal: AbortSignal): Promise<Solution | undefined> {
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
