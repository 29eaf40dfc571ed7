/** A fault of one field of a form. The catalogue of messages has words for each (`field.<field>.<fault>`). */
export interface FieldFault {
  readonly field: string;
  readonly fault: FaultKind;
  /** What the sender calls the field, in a form of another standard. Left out: as we do. */
  readonly sentAs?: string | undefined;
}
export const faultKinds = [
  'missing',
  'too-long',
  'no-room',
  'malformed',
  'control-characters',
  'undeliverable',
  'unreachable',
  'mistyped',
  'unknown',
  'address-in-text',
  'stacked-marks',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * Every way in which the domain refuses a request about a campaign, a link or a signature. Faults of a request itself,
 * or of the service, are kinds of `http/problems`.
 */
export type ProblemKind =
  | 'invalid-form'
  | 'invalid-query'
  | 'not-acceptable'
  | 'campaign-unknown'
  | 'campaign-not-open'
  | 'campaign-paused'
  | 'campaign-closed'
  | 'campaign-deleted'
  | 'campaign-without-recipient'
  | 'token-missing'
  | 'token-malformed'
  | 'token-expired'
  | 'signature-withdrawn'
  | 'network-busy'
  | 'preview-ended'
  | OrganisersProblemKind;

/** The ways in which it refuses an organiser. */
export type OrganisersProblemKind =
  | 'not-allowed'
  | 'not-fresh'
  | 'not-by-token'
  | 'session-alone'
  | 'token-too-narrow'
  | 'last-admin'
  | 'organiser-known'
  | 'organiser-unknown'
  | 'organisers-changed'
  | 'too-many-tokens'
  | 'too-many-tokens-today'
  | 'access-token-unknown'
  | 'slug-taken'
  | 'version-unknown'
  | 'campaign-in-other-state'
  | 'too-many-previews'
  | 'case-unknown'
  | 'case-spoken-for'
  | 'changed-meanwhile'
  | 'update-unknown'
  | 'entry-unknown'
  | 'endpoint-unknown'
  | 'endpoint-disabled'
  | 'event-unknown';

/** What an actor lacks. Each is left out if that is not what is lacking. */
export interface Needs {
  /** A scope that the token does not have. */
  readonly scope?: string;
  /** The roles that have the right. One of them is enough. */
  readonly roles?: readonly string[];
  /** The campaign in which such a role is needed, or for which the token is not. A token for other campaigns has none in it. */
  readonly campaign?: string;
}

/**
 * The domain refuses a request, for a reason that the caller may read. No other error of the domain is shown to
 * anybody.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly faults: readonly FieldFault[];
  /** The slug of the campaign that the problem is about: the answer links to it. */
  readonly campaign: string | undefined;
  /** The name of the right that an organiser lacks (`access/rights.ts`): a page names the role that has it. */
  readonly right: string | undefined;
  /** What would help an organiser who may not do something: programs read it. */
  readonly needs: Needs | undefined;

  /** What there is, where somebody asks for something that there is not. Programs read it. */
  readonly known: readonly string[] | undefined;

  constructor(
    kind: ProblemKind,
    about: {
      faults?: readonly FieldFault[];
      campaign?: string;
      right?: string;
      needs?: Needs;
      known?: readonly string[];
    } = {},
  ) {
    super(kind);
    this.kind = kind;
    this.faults = about.faults ?? [];
    this.campaign = about.campaign;
    this.right = about.right;
    this.needs = about.needs;
    this.known = about.known;
  }
}
