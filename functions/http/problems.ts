import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem, type ProblemKind } from '../core/problem.ts';
import { describeError, type Log } from '../core/running/log.ts';

/** The one place where a problem becomes a status. */
const statuses: Record<ProblemKind, ContentfulStatusCode> = {
  'invalid-form': 400,
  'invalid-json': 400,
  'unsupported-content-type': 415,
  'body-too-large': 413,
  'campaign-unknown': 404,
  'campaign-not-open': 409,
  'campaign-closed': 410,
  'campaign-without-recipient': 409,
  'token-missing': 400,
  'token-malformed': 400,
  'token-expired': 400,
  'signature-withdrawn': 410,
  'network-busy': 429,
  'cross-site': 403,
  'edge-only': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-malformed': 400,
  unavailable: 503,
  internal: 500,
};

/** Seconds after which a caller may try again: where a service that we need does not answer, and where its hour is full. */
const RETRY_AFTER: Partial<Record<ProblemKind, string>> = { unavailable: '5', 'network-busy': '3600' };

export const problemStatus = (kind: ProblemKind): ContentfulStatusCode => statuses[kind];

/** Headers that an answer to a problem carries besides its body. Nothing about a fault is kept by a cache. */
export const problemHeaders = (kind: ProblemKind): Record<string, string> => ({
  'cache-control': 'no-store',
  ...(RETRY_AFTER[kind] !== undefined && { 'retry-after': RETRY_AFTER[kind] }),
});

/** What a caller is told of an error, which is logged if it is on our side, without its words. */
export function reportedProblem(c: Context, log: Log, error: unknown): Problem {
  const problem = asProblem(error);
  if (problemStatus(problem.kind) >= 500) {
    log.error('request-failed', { ...describeError(error), problem: problem.kind, method: c.req.method });
  }
  return problem;
}

/**
 * What a caller is told of an error: a problem as it is; a service of AWS that failed or could not be reached as
 * `unavailable`, since trying again may help; anything else as `internal`.
 */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(isServiceFailure(error) ? 'unavailable' : 'internal');
}

/** What a service answers when our request makes no sense: a fault of ours, that no retry changes. */
const OUR_FAULT = new Set(['ValidationException', 'SerializationException', 'InvalidMessageContents']);

/** The SDK puts `$metadata` on every error of a service, and of the way to it, once a request is on its way. */
const isServiceFailure = (error: unknown): boolean =>
  error instanceof Error && '$metadata' in error && !OUR_FAULT.has(error.name);
