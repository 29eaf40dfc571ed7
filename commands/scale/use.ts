import { lanesFor, throughputFor } from '../../infra/peak.ts';
import { ours } from '../cost/design.ts';
import { billedMs } from '../cost/parts.ts';
import { runningAtOnce } from '../cost/processes.ts';
import { trafficOf } from '../cost/traffic.ts';

/** What is expected of the busiest second. */
export interface Peak {
  readonly signaturesPerSecond: number;
  readonly viewsPerSignature: number;
}

/** A page is looked at for so long, and half of those who look have its styles. */
const LOOKED_AT = { days: 1, secondsPerView: 30, viewsPerVisitor: 2 };
/** A running function reads its four secrets, each by a key, every five minutes. */
const SECRETS_PER_SECOND = 4 / 300;

/** What a busy second takes of AWS, counted as `npm run cost` counts. */
export function useOf(peak: Peak) {
  const { signaturesPerSecond: n, viewsPerSignature } = peak;
  const traffic = trafficOf({ ...LOOKED_AT, viewsPerSignature, signatures: n * 86_400 }, true);
  const throughput = throughputFor(n);
  const signing = [...ours.signing, ours.mail].reduce((sum, work) => sum + billedMs(work), 0);
  const views = traffic.pagesAsked * billedMs(ours.page.read) + traffic.countsAsked * billedMs(ours.counts.read);
  const functionsAtOnce = Math.ceil(runningAtOnce(n, signing + views));
  return {
    apiRequests: n * (traffic.signingCalls + traffic.pagesAsked + traffic.countsAsked),
    edgeRequests: n * traffic.edgeRequests,
    functionsAtOnce,
    secretsRead: functionsAtOnce * SECRETS_PER_SECOND,
    throughput,
    recordsOfALane: n / lanesFor(throughput.Signatures.write),
  };
}
