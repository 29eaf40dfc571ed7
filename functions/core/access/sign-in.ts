import { type Account, addressHash, addressOf, subjectHash } from './account.ts';
import { changeAccount } from './change.ts';
import type { AccessDeps } from './deps.ts';

/** Who a provider says has signed in. */
export interface SignIn {
  readonly issuer: string;
  /** The name that the issuer has for this person, and gives to nobody else. */
  readonly subject: string;
  readonly address?: string | undefined;
  /** Whether the issuer says that the address is theirs. */
  readonly isAddressVerified: boolean;
}

/**
 * Finds the account of a person who signs in: the one of this issuer and subject. At a first sign-in it is the one that was
 * invited by the address, and from then on this person's alone: the same address with another subject is another person. About 1
 * read unit for five accounts, and 4 write units at a first sign-in.
 * @returns the id of the account, or undefined if this person is no organiser, or their invitation has expired.
 */
export async function accountForSignIn(deps: AccessDeps, signIn: SignIn): Promise<string | undefined> {
  const keys = await deps.keys();
  const subject = subjectHash(keys, signIn.issuer, signIn.subject);
  const normalised = signIn.isAddressVerified && signIn.address ? addressOf(signIn.address) : undefined;
  const address = normalised && addressHash(keys, normalised);
  return changeAccount<string | undefined>(deps, (accounts) => {
    const known = accounts.find((one) => one.subjectHash === subject);
    if (known) return { unchanged: true, result: known.id };
    const invited = accounts.find((one) => one.addressHash === address && isOpen(one, deps.clock()));
    if (!invited) return { unchanged: true, result: undefined };
    const { invitedUntil, ...account } = invited;
    return { put: { ...account, subjectHash: subject }, result: invited.id };
  });
}

const isOpen = ({ subjectHash, invitedUntil }: Account, now: number): boolean =>
  subjectHash === undefined && (invitedUntil === undefined || now < invitedUntil);
