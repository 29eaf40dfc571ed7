import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

/** Works a challenge out, as a signer's browser does. @returns the proof, as the form carries it. */
export async function solved(answer: Response): Promise<string> {
  const { challenge } = (await answer.json()) as { challenge: Challenge };
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The challenge has no solution');
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
