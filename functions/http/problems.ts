import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type FieldFault, Problem } from '../core/problem.ts';
import { describeError, type Log } from '../core/running/log.ts';

/** Faults of a request that do not depend on what it asks for, and of the service (`unavailable`, `internal`). */
export type HttpProblemKind =
  | 'invalid-json'
  | 'unsupported-content-type'
  | 'body-too-large'
  | 'cross-site'
  | 'edge-only'
  | 'not-found'
  | 'language-unknown'
  | 'method-not-allowed'
  | 'request-malformed'
  | 'format-unknown'
  | 'no-room'
  | 'not-signed-in'
  | 'other-network'
  | 'revision-missing'
  | 'other-revision'
  | 'campaign-faulty'
  | 'case-faulty'
  | 'too-many-at-once'
  | 'no-picture-sent'
  | 'picture-faulty'
  | 'unavailable'
  | 'internal';

/** HTTP says no: the domain was never asked, or did not answer. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly kind: HttpProblemKind;
  /** What its words say about limits, where these are not those of signing. */
  readonly figures: Readonly<Record<string, number>> | undefined;
  /** The media types of which a body would be taken. Programs read them. */
  readonly accepts: readonly string[] | undefined;

  constructor(kind: HttpProblemKind, figures?: Readonly<Record<string, number>>, accepts?: readonly string[]) {
    super(kind);
    this.kind = kind;
    this.figures = figures;
    this.accepts = accepts;
  }
}

/** A body is of a type that its address does not take. @param accepts those that it takes. */
export const wrongType = (
  accepts: readonly string[],
  kind: 'unsupported-content-type' | 'no-picture-sent' = 'unsupported-content-type',
): HttpProblem => new HttpProblem(kind, undefined, accepts);

/** The only errors whose words reach a caller. Every other error is answered as `internal` or `unavailable`. */
export type AnyProblem = Problem | HttpProblem;
type AnyKind = AnyProblem['kind'];

/** The one place where a problem becomes a status. A kind without a status does not compile, nor one without words. */
const statuses: Record<AnyKind, ContentfulStatusCode> = {
  'invalid-form': 400,
  'invalid-query': 400,
  'not-acceptable': 406,
  'invalid-json': 400,
  'unsupported-content-type': 415,
  'body-too-large': 413,
  'campaign-unknown': 404,
  'campaign-not-open': 409,
  'campaign-paused': 409,
  'campaign-closed': 410,
  'campaign-deleted': 410,
  'campaign-without-recipient': 409,
  'token-missing': 400,
  'token-malformed': 400,
  'token-expired': 400,
  'signature-withdrawn': 410,
  'network-busy': 429,
  'not-allowed': 403,
  'not-fresh': 403,
  'not-by-token': 403,
  'session-alone': 403,
  'token-too-narrow': 403,
  'last-admin': 409,
  'organiser-known': 409,
  'organiser-unknown': 404,
  'organisers-changed': 409,
  'too-many-tokens': 409,
  'too-many-tokens-today': 409,
  'access-token-unknown': 404,
  'slug-taken': 409,
  'version-unknown': 404,
  'preview-ended': 404,
  'case-unknown': 404,
  'case-spoken-for': 409,
  'changed-meanwhile': 409,
  'campaign-in-other-state': 409,
  'too-many-previews': 409,
  'update-unknown': 404,
  'entry-unknown': 404,
  'endpoint-unknown': 404,
  'endpoint-disabled': 409,
  'event-unknown': 404,
  'cross-site': 403,
  'edge-only': 403,
  'not-found': 404,
  'language-unknown': 404,
  'method-not-allowed': 405,
  'request-malformed': 400,
  // oEmbed has 501 for this. But then anybody could ring the alarm that counts every answer from 500 on.
  'format-unknown': 400,
  'no-room': 404,
  'not-signed-in': 401,
  'other-network': 403,
  'revision-missing': 428,
  'other-revision': 412,
  'campaign-faulty': 422,
  'case-faulty': 422,
  'too-many-at-once': 429,
  'no-picture-sent': 415,
  'picture-faulty': 422,
  unavailable: 503,
  internal: 500,
};

/**
 * Seconds after which a caller may try again: when others have done what is under way, when a service that we need answers again, and when
 * the hour is over.
 */
const RETRY_AFTER: Partial<Record<AnyKind, string>> = {
  ...{ 'too-many-at-once': '1', 'changed-meanwhile': '1', unavailable: '5', 'network-busy': '3600' },
};

/** What is wrong with single fields, if anything. */
export const faultsOf = (problem: AnyProblem): readonly FieldFault[] =>
  problem instanceof Problem ? problem.faults : [];

export const problemStatus = ({ kind }: AnyProblem): ContentfulStatusCode => statuses[kind];

/** Headers that the answer to a problem carries. No cache may keep an answer to a problem. */
export const problemHeaders = ({ kind }: AnyProblem): Record<string, string> => ({
  'cache-control': 'no-store',
  ...(RETRY_AFTER[kind] !== undefined && { 'retry-after': RETRY_AFTER[kind] }),
  ...(kind === 'not-signed-in' && { 'www-authenticate': 'Bearer' }),
});

/**
 * The problem as which an error is answered. A fault on our side (status 500 and above) is logged, without the error's
 * own words.
 */
export function reportedProblem(c: Context, log: Log, error: unknown): AnyProblem {
  const problem = problemOf(error);
  const status = problemStatus(problem);
  if (status >= 500) log.error('request-failed', { ...describeError(error), status, method: c.req.method });
  return problem;
}

/**
 * A problem stays as it is. If a service of AWS failed or could not be reached, trying again may help: `unavailable`. Any
 * other error is `internal`.
 */
export function problemOf(error: unknown): AnyProblem {
  if (error instanceof Problem || error instanceof HttpProblem) return error;
  return new HttpProblem(isServiceFailure(error) ? 'unavailable' : 'internal');
}

/** The names of errors by which a service rejects a request that makes no sense: our fault, which no retry changes. */
const OUR_FAULT = new Set(['ValidationException', 'SerializationException', 'InvalidMessageContents']);

/** The SDK puts `$metadata` on every error that arises once a request is on its way. */
const isServiceFailure = (error: unknown): boolean =>
  error instanceof Error && '$metadata' in error && !OUR_FAULT.has(error.name);
