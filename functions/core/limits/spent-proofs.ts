import type { Proof } from '../abuse/proof.ts';
import type { Clock } from '../running/clock.ts';

/** Proofs that this process has accepted. Each process knows only its own attempts. */
export interface SpentProofs {
  /** @returns false if the proof was spent here before. Then the attempt counts as one without proof. */
  spend(proof: Proof): boolean;
  /** Makes a proof valid again, because its attempt failed. */
  giveBack(proof: Proof): void;
}

/**
 * A bound on memory, about 5 MB. If more come within 20 minutes, the oldest are forgotten here. Then only the table
 * knows them.
 */
const REMEMBERED = 50_000;

export function createSpentProofs(clock: Clock, remembered = REMEMBERED): SpentProofs {
  /** When each proof expires, by its id. The proof that was spent first comes first. */
  const spent = new Map<string, number>();
  const nameOf = ({ id }: Proof) => Buffer.from(id).toString('base64url');
  return {
    spend(proof) {
      const name = nameOf(proof);
      if (spent.has(name)) return false;
      const now = clock();
      for (const [oldest, expiresAt] of spent) {
        if (expiresAt > now && spent.size < remembered) break;
        spent.delete(oldest);
      }
      spent.set(name, proof.expiresAt);
      return true;
    },
    giveBack: (proof) => void spent.delete(nameOf(proof)),
  };
}
