import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Problem, type ProblemKind } from '../core/problem.ts';
import { problemWords, type Translator } from '../ui/messages/messages.ts';

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
  'token-malformed': 400,
  'token-expired': 400,
  'signature-withdrawn': 410,
  'cross-site': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  unavailable: 503,
  internal: 500,
};

/** Seconds after which a caller may try again, told where a service that we need does not answer. */
const RETRY_AFTER = '5';

export const problemStatus = (kind: ProblemKind): ContentfulStatusCode => statuses[kind];

/** Headers that an answer to a problem carries besides its body. Nothing about a fault is kept by a cache. */
export const problemHeaders = (kind: ProblemKind): Record<string, string> => ({
  'cache-control': 'no-store',
  ...(kind === 'unavailable' && { 'retry-after': RETRY_AFTER }),
});

/** `application/problem+json` (RFC 9457), with `errors: [{field, message}]` for fields. */
export function problemJson(c: Context, problem: Problem, translator: Translator): Response {
  const { title, detail } = problemWords(translator, problem.kind);
  const status = problemStatus(problem.kind);
  const errors = problem.faults.map(({ field, fault }) => ({ field, message: translator.fault(field, fault) }));
  return c.body(
    JSON.stringify({
      type: `urn:amparo:problem:${problem.kind}`,
      title,
      status,
      detail,
      ...(errors.length > 0 && { errors }),
    }),
    status,
    { 'content-type': 'application/problem+json', ...problemHeaders(problem.kind) },
  );
}

/**
 * What a caller is told of an error: a problem as it is; a service of AWS that failed or could not be reached as
 * `unavailable`, since trying again may help; anything else as `internal`.
 */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(isServiceFailure(error) ? 'unavailable' : 'internal');
}

/** Every error that the SDK throws, of a service or of the way to it, carries `$metadata`, or a system error's code. */
const isServiceFailure = (error: unknown): boolean =>
  error instanceof Error && ('$metadata' in error || 'code' in error || error.name === 'TimeoutError');
