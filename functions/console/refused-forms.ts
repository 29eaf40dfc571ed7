import type { AnyProblem } from '../http/problems.ts';

/**
 * What becomes of a form of ours that is refused. Its writer can lose it otherwise: the way back may lead to the same refusal.
 *
 * - `send`: a button sends it again, once its sender has signed in, or has their role again, or a service answers.
 * - `copy`: it can never be taken as it is, so all that was typed is shown.
 * - `unread`: it could not be read, or was not.
 */
type AfterRefusal = 'send' | 'copy' | 'unread';

/** A kind that is not here does not compile. */
export const afterRefusal: Readonly<Record<AnyProblem['kind'], AfterRefusal>> = {
  'not-signed-in': 'send',
  'not-fresh': 'send',
  'not-allowed': 'send',
  'cross-site': 'send',
  'too-many-at-once': 'send',
  'changed-meanwhile': 'send',
  unavailable: 'send',
  internal: 'send',

  'campaign-unknown': 'copy',
  'campaign-not-open': 'copy',
  'campaign-paused': 'copy',
  'campaign-closed': 'copy',
  'campaign-deleted': 'copy',
  'campaign-without-recipient': 'copy',
  'campaign-in-other-state': 'copy',
  'campaign-faulty': 'copy',
  'case-unknown': 'copy',
  'case-spoken-for': 'copy',
  'case-faulty': 'copy',
  'version-unknown': 'copy',
  'preview-ended': 'copy',
  'too-many-previews': 'copy',
  'update-unknown': 'copy',
  'entry-unknown': 'copy',
  'endpoint-unknown': 'copy',
  'endpoint-disabled': 'copy',
  'event-unknown': 'copy',
  'last-admin': 'copy',
  'organiser-known': 'copy',
  'organiser-unknown': 'copy',
  'organisers-changed': 'copy',
  'too-many-tokens': 'copy',
  'too-many-tokens-today': 'copy',
  'access-token-unknown': 'copy',
  'slug-taken': 'copy',
  'not-found': 'copy',
  'method-not-allowed': 'copy',
  'language-unknown': 'copy',
  'format-unknown': 'copy',
  'no-room': 'copy',
  'not-acceptable': 'copy',
  'invalid-form': 'copy',
  'invalid-query': 'copy',
  'not-by-token': 'copy',
  'token-too-narrow': 'copy',
  'session-alone': 'copy',
  'revision-missing': 'copy',
  'other-revision': 'copy',
  'no-picture-sent': 'copy',
  'picture-faulty': 'copy',
  'token-missing': 'copy',
  'token-malformed': 'copy',
  'token-expired': 'copy',
  'signature-withdrawn': 'copy',
  'network-busy': 'copy',

  'body-too-large': 'unread',
  'request-malformed': 'unread',
  'invalid-json': 'unread',
  'unsupported-content-type': 'unread',
  // These answers say nothing.
  'other-network': 'unread',
  'edge-only': 'unread',
};
