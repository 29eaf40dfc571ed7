import { CHALLENGE_LIFETIME } from '../abuse/lifetime.ts';
import type { Proof } from '../abuse/proof.ts';
import type { Clock } from '../running/clock.ts';

/** Proofs that a process has taken. What it holds came of the caller's own attempts, and of nobody else's. */
export interface SpentProofs {
  /** @returns false if it was spent here before, and so is none. */
  spend(proof: Proof): boolean;
  /** For a proof whose attempt came to nothing. */
  giveBack(proof: Proof): void;
}

/** A bound on memory, some 5 MB: of more within 20 minutes, the oldest are forgotten, and known by the table alone. */
const REMEMBERED = 50_000;

export function createSpentProofs(clock: Clock, remembered = REMEMBERED): SpentProofs {
  /** By id, until when; the oldest first. */
  const spent = new Map<string, number>();
  const nameOf = ({ id }: Proof) => Buffer.from(id).toString('base64url');
  return {
    spend(proof) {
      const name = nameOf(proof);
      if (spent.has(name)) return false;
      const now = clock();
      for (const [oldest, until] of spent) {
        if (until > now && spent.size < remembered) break;
        spent.delete(oldest);
      }
      spent.set(name, now + CHALLENGE_LIFETIME);
      return true;
    },
    giveBack: (proof) => void spent.delete(nameOf(proof)),
  };
}
