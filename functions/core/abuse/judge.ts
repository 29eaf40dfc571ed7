import type { Signal } from './signals.ts';

/**
 * The weight of each signal. A person without JavaScript on Tor has `no-proof` and `busy-network`, and counts. A
 * throw-away address with a proof counts, too. A filled trap without a proof waits for review. So do many signatures
 * without proof from addresses that cost nothing.
 *
 * `tagged-address` and `same-mailbox` weigh nothing, so that no person with a plus-address and no family of two is worse off than others.
 * Nor does `busy-domain`: a university has many signers, too. `busy-mailbox` alone is enough: it was seen three times
 * (docs/decisions/023).
 */
const WEIGHTS: Record<Signal, number> = {
  honeypot: 2,
  'too-fast': 2,
  'disposable-address': 2,
  'busy-campaign': 2,
  'no-proof': 1,
  'role-address': 1,
  'busy-network': 1,
  'tagged-address': 0,
  'same-mailbox': 0,
  'busy-mailbox': 3,
  'busy-domain': 0,
  'late-link': 0,
};
const REVIEWED_FROM = 3;

/**
 * Is no reason for a review by itself, not even in strict mode. A signer can see by the total of a live campaign whether
 * they count. So they would see whether others of their small domain tried to sign on that day.
 */
const NEVER_REVIEWED: Signal = 'busy-domain';

/**
 * Decides whether a confirmed signature counts at once. In strict mode, every signature with a signal is reviewed
 * first, but for that of a busy domain.
 */
export function judge(found: readonly Signal[], { strict }: { strict: boolean }): 'counted' | 'under-review' {
  if (strict) return found.some((signal) => signal !== NEVER_REVIEWED) ? 'under-review' : 'counted';
  const weight = found.reduce((sum, signal) => sum + WEIGHTS[signal], 0);
  return weight >= REVIEWED_FROM ? 'under-review' : 'counted';
}
