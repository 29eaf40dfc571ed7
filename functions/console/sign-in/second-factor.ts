/** How somebody proved who they are, as the ID token says it. */
export interface Proof {
  readonly acr: string | undefined;
  readonly amr: readonly string[];
}

/**
 * Methods that prove more than a password (RFC 8176): several factors, a code, a key in hardware or software, a smart card. A code by
 * SMS is not among them: the people who run a telephone network can read it.
 */
const SECOND = new Set(['mfa', 'otp', 'hwk', 'swk', 'sc', 'fido', 'webauthn', 'passkey']);

/**
 * Whether a second factor was proved. A provider's word for it may be an `acr` that the settings name. Otherwise `amr` must have
 * one of the standard words. A token that says nothing proves nothing: Cognito gives one at the first sign-in of a new person.
 * @param accepted the values of `acr` that mean a second factor here.
 */
export const isSecondFactor = ({ acr, amr }: Proof, accepted: readonly string[]): boolean =>
  accepted.length > 0 ? acr !== undefined && accepted.includes(acr) : amr.some((method) => SECOND.has(method));
