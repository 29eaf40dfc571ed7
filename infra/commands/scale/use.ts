import { throughputFor } from '../../peak.ts';
import { ours } from '../cost/design.ts';
import { cpuMs } from '../cost/measured.ts';
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
/** Records that tally takes at once (`infra/parts/tally.ts`). */
const BATCH = 1_000;
/** A partition takes 1,000 write units a second, and is a lane; a new table has four. */
const UNITS_OF_A_PARTITION = 1_000;
const LANES = 4;

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
    recordsOfALane: n / Math.max(LANES, throughput.Signatures.write / UNITS_OF_A_PARTITION),
  };
}

/** Records a second that one lane of tally can count, as fast as it was measured. */
export function tallyPerSecond(): number {
  if (!ours.batch) throw new Error('There is no tally');
  return Math.floor((1_000 * BATCH) / billedMs({ ...ours.batch.work, cpuMs: (cpuMs.tally * BATCH) / 100 }));
}
