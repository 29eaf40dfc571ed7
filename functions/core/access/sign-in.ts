import { type Acting, type AuditDeps, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { type Account, addressHash, claimedAddress, subjectHash } from './account.ts';
import { listAccounts } from './account-store.ts';
import { changeAccount } from './change.ts';
import type { AccessDeps } from './deps.ts';
import type { Proof } from './session-store.ts';
import { startSession } from './sessions.ts';
import { countSignIn } from './sign-in-count.ts';

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
 * invited by the address, and from then on this person's alone: the same address with another subject is another person. That leaves
 * an entry in the trail. About 1 read unit for five accounts, and 1 more and 4 write units at a first sign-in.
 * @returns the id of the account, or undefined if this person is no organiser, or their invitation has expired.
 */
export async function accountForSignIn(deps: AccessDeps & AuditDeps, signIn: SignIn): Promise<string | undefined> {
  const keys = await deps.keys();
  const subject = subjectHash(keys, signIn.issuer, signIn.subject);
  const normalised = signIn.isAddressVerified && signIn.address ? claimedAddress(signIn.address) : undefined;
  const address = normalised && addressHash(keys, normalised);
  const find = (accounts: readonly Account[]) => ({
    known: accounts.find((one) => one.subjectHash === subject),
    invited: accounts.find((one) => one.addressHash === address && isOpenTo(one, subject, deps.clock())),
  });
  const { known, invited } = find((await listAccounts(deps.organisers)).accounts);
  if (known || !invited) return known?.id;
  const bind = () =>
    changeAccount(deps, undefined, (accounts) => {
      const now = find(accounts);
      if (now.known) return { unchanged: true as const, result: now.known.id };
      // Somebody else followed the invitation meanwhile, or an admin took it back.
      if (now.invited?.id !== invited.id) throw new Problem('organiser-unknown');
      const { invitedUntil, ...account } = now.invited;
      return { put: { ...account, subjectHash: subject }, result: account.id };
    });
  const change = { before: { state: 'invited' }, after: { state: 'active' } };
  try {
    return await audited(deps, acting(invited.id), 'organiser.first-sign-in', invited.id, change, bind);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'organiser-unknown') return undefined;
    throw error;
  }
}

/** @param subject a sign-in that an admin has ended by inviting its person again is never let in by that invitation. */
const isOpenTo = ({ subjectHash, formerSubjects, invitedUntil }: Account, subject: string, now: number): boolean =>
  subjectHash === undefined && !formerSubjects?.includes(subject) && (invitedUntil === undefined || now < invitedUntil);

/**
 * Starts a session after a sign-in, which leaves an entry: who came and when, and how they proved it. It does not say from where. Price
 * as `countSignIn` and `startSession`.
 * @returns undefined for one sign-in too many in this hour. It leaves no entry.
 * @throws {Problem} `organiser-unknown` if the account was removed meanwhile, or its organiser invited again.
 */
export async function signInto(
  deps: AccessDeps & AuditDeps,
  { account, signIn, ...proof }: Proof & { readonly account: string; readonly signIn: SignIn },
): Promise<Awaited<ReturnType<typeof startSession>> | undefined> {
  if (!(await countSignIn(deps.organisers, account, deps.clock()))) return undefined;
  const subject = subjectHash(await deps.keys(), signIn.issuer, signIn.subject);
  return audited(
    deps,
    acting(account),
    'organiser.sign-in',
    account,
    { after: { acr: proof.acr, amr: proof.amr } },
    () => startSession(deps, { account, subject, ...proof }),
  );
}

const acting = (account: string): Acting => ({ kind: 'organiser', account, client: 'console' });
