import type { Signal } from './signals.ts';

/**
 * What each signal weighs. One alone never keeps a signature from counting: a person without JavaScript on Tor has
 * `no-proof` and `busy-network`, and counts; so does a throw-away address with a proof. A filled trap without a proof, or
 * many without proof from addresses that cost nothing, do not.
 */
const WEIGHTS: Record<Signal, number> = {
  honeypot: 2,
  'too-fast': 2,
  'disposable-address': 2,
  'busy-campaign': 2,
  'no-proof': 1,
  'role-address': 1,
  'busy-network': 1,
};
const REVIEWED_FROM = 3;

/** Whether a confirmed signature counts at once. In a campaign in strict mode, whatever has a signal is reviewed first. */
export function judge(found: readonly Signal[], { strict }: { strict: boolean }): 'counted' | 'under-review' {
  if (strict) return found.length > 0 ? 'under-review' : 'counted';
  const weight = found.reduce((sum, signal) => sum + WEIGHTS[signal], 0);
  return weight >= REVIEWED_FROM ? 'under-review' : 'counted';
}
