import type { Proof } from '../abuse/proof.ts';
import type { Clock } from '../running/clock.ts';

/** Proofs that a process has taken. It knows only the proofs of attempts that came to itself. */
export interface SpentProofs {
  /** @returns false if the proof was spent here before: then it counts as none. */
  spend(proof: Proof): boolean;
  /** For a proof whose attempt came to nothing. */
  giveBack(proof: Proof): void;
}

/** A bound on memory, about 5 MB: of more within 20 minutes, the oldest are forgotten here, and the table alone knows them. */
const REMEMBERED = 50_000;

export function createSpentProofs(clock: Clock, remembered = REMEMBERED): SpentProofs {
  /** When each proof expires, by its id; the proof that was spent first comes first. */
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
