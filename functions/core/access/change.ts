import { Problem } from '../problem.ts';
import type { Account } from './account.ts';
import { changeAccounts, listAccounts } from './account-store.ts';
import type { OrganisersDb } from './deps.ts';

/** What a change does, and what its caller gets. */
type Decision<Result> = ({ readonly put: Account } | { readonly remove: string } | { readonly unchanged: true }) & {
  readonly result: Result;
};

/** How often a change is decided again, if others change accounts at the same moment. */
const TRIES = 5;

/**
 * Changes one account, in the sight of all. About 1 read unit for five accounts, and 4 write units.
 * @param decide what to do. It is asked again if somebody else changes an account meanwhile.
 * @throws {Problem} `organisers-changed` if that happens five times, and what `decide` throws.
 */
export async function changeAccount<Result>(
  { organisers }: Pick<OrganisersDb, 'organisers'>,
  decide: (accounts: readonly Account[]) => Decision<Result>,
): Promise<Result> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { accounts, changes } = await listAccounts(organisers);
    const decision = decide(accounts);
    if ('unchanged' in decision || (await changeAccounts(organisers, decision, changes))) return decision.result;
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
