import { knownLimits, type LimitId } from './known-limits.ts';
import { type Peak, useOf } from './use.ts';

/** A limit, and what a busy second needs of it. */
export interface Limit {
  readonly id: LimitId;
  readonly name: string;
  readonly needed: number;
  readonly usual: number;
  readonly unit: string;
  readonly lessAtFirst?: true;
  readonly raise: string;
  readonly check: string | undefined;
}

/** What an account has of limits, as far as it is known. */
export type LimitsNow = Partial<Record<LimitId, number>>;

/** What so many executions at once let an account do, for each as much as is usual. */
export const limitsOfExecutions = (executions: number): LimitsNow => ({
  functions: executions,
  'functions-rate': (knownLimits['functions-rate'].usual / knownLimits.functions.usual) * executions,
});

/** A peak is seldom longer than an hour. */
const PEAK_SECONDS = 3_600;

/** Every limit that a busy second may meet. */
export function limitsFor(peak: Peak): Limit[] {
  const { signaturesPerSecond: n } = peak;
  const use = useOf(peak);
  const needed: Record<LimitId, number> = {
    'mail-rate': n,
    'mail-day': n * PEAK_SECONDS,
    'stage-api': use.apiRequests,
    api: use.apiRequests,
    'api-burst': use.apiRequests / 10,
    functions: use.functionsAtOnce,
    'functions-rate': use.apiRequests,
    'signatures-table': use.throughput.Signatures.write,
    'limits-table': use.throughput.Limits.write,
    'table-quota': use.throughput.Signatures.write,
    stream: use.throughput.Signatures.write,
    lane: use.recordsOfALane,
    edge: use.edgeRequests,
    secrets: use.secretsRead,
    keys: use.secretsRead,
  };
  return Object.entries(knownLimits).map(([id, limit]) => ({
    ...limit,
    id: id as LimitId,
    needed: needed[id as LimitId],
  }));
}
