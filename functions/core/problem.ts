/** What may be wrong with one field of a form. The catalogue of messages has words for each (`field.<field>.<fault>`). */
export interface FieldFault {
  readonly field: string;
  readonly fault: FaultKind;
}
export const faultKinds = [
  'missing',
  'too-long',
  'malformed',
  'control-characters',
  'undeliverable',
  'unknown',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Every way in which Amparo says no to a caller. HTTP maps each to a status, the catalogue of messages to words. */
export const problemKinds = [
  'invalid-form',
  'invalid-json',
  'unsupported-content-type',
  'body-too-large',
  'campaign-unknown',
  'campaign-not-open',
  'campaign-closed',
  'campaign-without-recipient',
  'token-missing',
  'token-malformed',
  'token-expired',
  'signature-withdrawn',
  'network-busy',
  'cross-site',
  'edge-only',
  'not-found',
  'method-not-allowed',
  'request-malformed',
  'unavailable',
  'internal',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** The only error whose words reach a caller (RFC 9457). Everything else is answered as `internal` or `unavailable`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly faults: readonly FieldFault[];
  /** The slug of the campaign that it is about, to which a person can go on. */
  readonly campaign: string | undefined;

  constructor(kind: ProblemKind, about: { faults?: readonly FieldFault[]; campaign?: string } = {}) {
    super(kind);
    this.kind = kind;
    this.faults = about.faults ?? [];
    this.campaign = about.campaign;
  }
}
