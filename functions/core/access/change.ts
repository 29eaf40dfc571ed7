import { Problem } from '../problem.ts';
import type { Account } from './account.ts';
import { type AccountChange, changeAccounts, listAccounts } from './account-store.ts';
import type { Actor } from './actor.ts';
import type { OrganisersDb } from './deps.ts';
import { requireRightAmong, requireStillIn } from './right-now.ts';

/** What a change does, and what its caller gets. */
type Decision = (AccountChange | { readonly unchanged: true }) & { readonly result: unknown };
type Writing<Decided extends Decision> = Exclude<Decided, { readonly unchanged: true }>;

/** Somebody else changed an account after this change was decided. It is decided again. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** How often a change is decided again, if others change accounts at the same moment. */
const TRIES = 5;

/**
 * Changes one account, in the sight of all. About 1 read unit for five accounts, 1 for an organiser's session or token, and 4 write units.
 * @param actor is asked for the right at each try: somebody else may have taken it from them, and that is why there is a further try.
 * Undefined: it takes no right, such as what a sign-in changes of its own account.
 * @param decide what to do. It is asked again if somebody else changes an account meanwhile.
 * @param around does the write, and what belongs to it, such as the entry of the trail. What it gets is just what is written: if somebody
 * else is faster, `write` throws, and nothing is written. Then `around` begins anew with what is decided then, or `decide` refuses. So all
 * that it does before `write` may happen once for each try, and without the write: nothing may come there that a refusal would have to
 * undo. Each try that was overtaken leaves an entry in the trail, and one that it failed.
 * @throws {Problem} `organisers-changed` if that happens five times; `not-allowed`, also if the actor has lost the right meanwhile, has signed
 * out, or has revoked the token; and what `decide` and `around` throw.
 */
export async function changeAccount<Decided extends Decision>(
  { organisers }: Pick<OrganisersDb, 'organisers'>,
  actor: Actor | undefined,
  decide: (accounts: readonly Account[]) => Decided,
  around: (decided: Writing<Decided>, write: () => Promise<void>) => Promise<void> = (_, write) => write(),
): Promise<Decided['result']> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { accounts, changes } = await listAccounts(organisers);
    if (actor) requireRightAmong(accounts, actor, 'organiser.write');
    const decided = decide(accounts);
    if ('unchanged' in decided) return decided.result;
    const change: AccountChange = decided;
    try {
      await around(decided as Writing<Decided>, async () => {
        if (actor) await requireStillIn({ organisers }, actor);
        if (!(await changeAccounts(organisers, change, changes))) throw new Overtaken();
      });
      return decided.result;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw new Problem('organisers-changed');
}

/** The account with an id. @throws {Problem} `organiser-unknown`. */
export function accountAmong(accounts: readonly Account[], id: string): Account {
  const account = accounts.find((one) => one.id === id);
  if (!account) throw new Problem('organiser-unknown');
  return account;
}

/**
 * Without an admin nobody could invite one.
 * @param after the account as it will be. Undefined: it is removed.
 * @throws {Problem} `last-admin`
 */
export function keepsAnAdmin(accounts: readonly Account[], before: Account, after: Account | undefined): void {
  if (!isStandingAdmin(before) || (after && isStandingAdmin(after))) return;
  if (!accounts.some((one) => one.id !== before.id && isStandingAdmin(one))) throw new Problem('last-admin');
}

/** Somebody who was invited and never came is no admin yet. */
const isStandingAdmin = ({ isAdmin, invitedUntil }: Account): boolean => isAdmin && invitedUntil === undefined;
