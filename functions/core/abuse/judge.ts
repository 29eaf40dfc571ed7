import type { Signal } from './signals.ts';

/**
 * The weight of each signal. One alone never keeps a signature from counting. A person without JavaScript on Tor has
 * `no-proof` and `busy-network`, and counts. A throw-away address with a proof counts, too. A filled trap without a
 * proof waits for review. So do many signatures without proof from addresses that cost nothing.
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

/**
 * Decides whether a confirmed signature counts at once. In strict mode, every signature with a signal is reviewed
 * first.
 */
export function judge(found: readonly Signal[], { strict }: { strict: boolean }): 'counted' | 'under-review' {
  if (strict) return found.length > 0 ? 'under-review' : 'counted';
  const weight = found.reduce((sum, signal) => sum + WEIGHTS[signal], 0);
  return weight >= REVIEWED_FROM ? 'under-review' : 'counted';
}
