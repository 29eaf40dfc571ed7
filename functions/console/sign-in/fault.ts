/**
 * Why a sign-in does not go on. Each has a page that says what to do, and a line in the log without data.
 *
 * - `cancelled`: the person turned back at the provider.
 * - `flow-lost`: no sign-in of this browser is under way, or it is older than ten minutes, or the answer belongs to another one.
 * - `provider-silent`: the provider does not answer, or answers with an error of its own.
 * - `not-trusted`: the answer is not from our provider, not for us, or was given before.
 * - `no-second-factor`: a password alone was proved.
 * - `not-fresh`: the provider did not ask again.
 * - `address-not-verified`: nobody has this account, and the provider does not vouch for the address.
 * - `address-not-plain`: nobody has this account, and the provider writes the address otherwise than an invitation can.
 * - `not-invited`: no person here has this account or address, or their invitation has expired.
 * - `other-person`: somebody else proved the second factor.
 * - `too-many-sign-ins`: the account has signed in too often in this hour.
 */
export type SignInFault =
  | 'cancelled'
  | 'flow-lost'
  | 'provider-silent'
  | 'not-trusted'
  | 'no-second-factor'
  | 'not-fresh'
  | 'address-not-verified'
  | 'address-not-plain'
  | 'not-invited'
  | 'other-person'
  | 'too-many-sign-ins';

/** The sign-in is refused, for a reason that the person may read. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly fault: SignInFault;

  /** @param cause the error behind it, if there is one. Its words stay here: they may quote a token. */
  constructor(fault: SignInFault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }

  /** Where its person wanted to go, and whether they only proved again who they are. Undefined: nobody knows. */
  flow: { readonly to: string; readonly isStepUp: boolean } | undefined;

  /** The same, with the sign-in that it ended. */
  during(flow: { readonly to: string; readonly isStepUp: boolean }): this {
    this.flow = flow;
    return this;
  }
}
