import { type AuditDeps, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime } from '../running/clock.ts';
import { type Account, addressHash, addressOf, newAccountId, openPerson, sealPerson } from './account.ts';
import { listAccounts } from './account-store.ts';
import type { Actor } from './actor.ts';
import { accountAmong, changeAccount, keepsAnAdmin } from './change.ts';
import type { AccessDeps, ChangingDeps } from './deps.ts';
import type { Invitations } from './invitations.ts';
import { requireRight } from './rights.ts';
import type { CampaignRole } from './roles.ts';
import { deleteTokensOf } from './token-store.ts';

/** What it takes to let people in, and to remove them. */
export interface PeopleDeps extends AccessDeps, AuditDeps {
  /** Undefined if the sign-in of the group knows its people by itself. */
  readonly invitations?: Invitations | undefined;
}

/** An organiser as admins see them. */
export interface Organiser {
  readonly id: string;
  readonly address: string;
  readonly name?: string | undefined;
  readonly isAdmin: boolean;
  readonly campaigns: Readonly<Record<string, CampaignRole>>;
  /** `invited` until the first sign-in; `expired` if that did not come in time. */
  readonly state: 'active' | 'invited' | 'expired';
  /** Milliseconds since the epoch. Undefined once the invitation was followed. */
  readonly invitedUntil?: number | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The day, in UTC, of the last request. Undefined: never. */
  readonly lastSeenDay?: string | undefined;
}

/** What an organiser may do, as an admin decides it. */
export interface RolesInput {
  readonly isAdmin?: boolean | undefined;
  readonly campaigns?: Readonly<Record<string, CampaignRole>> | undefined;
}

/** How long an invitation is open. */
export const INVITATION_DAYS = 7;

/** All organisers, the oldest first. About 1 read unit for five. @throws {Problem} `not-allowed` */
export async function listOrganisers(deps: AccessDeps, actor: Actor): Promise<Organiser[]> {
  requireRight(actor, 'organiser.read', deps);
  const [{ accounts }, keys] = await Promise.all([listAccounts(deps.organisers), deps.keys()]);
  return accounts.map((account) => ({ ...shown(account, deps.clock()), ...openPerson(keys, account) }));
}

const shown = (
  { id, isAdmin, campaigns, invitedUntil, createdAt, lastSeenDay }: Account,
  now: number,
): Omit<Organiser, 'address' | 'name'> => ({
  ...{ id, isAdmin, campaigns, createdAt },
  state: invitedUntil === undefined ? 'active' : now < invitedUntil ? 'invited' : 'expired',
  ...(invitedUntil !== undefined && { invitedUntil }),
  ...(lastSeenDay !== undefined && { lastSeenDay }),
});

/**
 * Invites a person, or invites an organiser again: after a lost phone, say. The next sign-in with that address then is theirs,
 * and all that they had open ends. The sign-in of the group is told last. If it does not answer, to invite them again helps.
 * @param input.days until when the first sign-in must happen. `no-limit`: at any time.
 * @returns the id of the account.
 * @throws {Problem} `invalid-form` if the address is none, `last-admin` if the only admin invites themselves again.
 */
export async function inviteOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  input: RolesInput & {
    readonly address: string;
    readonly name?: string | undefined;
    readonly days?: number | 'no-limit' | undefined;
  },
): Promise<string> {
  requireRight(actor, 'organiser.write', deps);
  const normalised = addressOf(input.address);
  if (!normalised) throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'malformed' }] });
  const keys = await deps.keys();
  const [now, hash] = [deps.clock(), addressHash(keys, normalised)];
  const { days = INVITATION_DAYS } = input;
  const known = (await listAccounts(deps.organisers)).accounts.find((one) => one.addressHash === hash);
  const id = known?.id ?? newAccountId();
  const change = { ...(known && { before: rightsOf(known) }), after: rightsOf({ ...known, ...input }) };
  const put = (accounts: readonly Account[]) => {
    const before = accounts.find((one) => one.addressHash === hash);
    const account: Account = {
      id: before?.id ?? id,
      sealed: sealPerson(keys, { address: input.address.trim(), name: input.name?.trim() || undefined }, now),
      addressHash: hash,
      isAdmin: input.isAdmin ?? before?.isAdmin ?? false,
      campaigns: input.campaigns ?? before?.campaigns ?? {},
      createdAt: before?.createdAt ?? isoTime(now),
      invitedUntil: days === 'no-limit' ? undefined : now + days * DAY,
      generation: (before?.generation ?? 0) + 1,
    };
    // An operator may: the phone of the only admin may be lost.
    if (before && actor.kind === 'organiser') keepsAnAdmin(accounts, before, account);
    return { put: account, result: account.id };
  };
  const invited = await audited(deps, actor, 'organiser.invite', id, change, async () => {
    const account = await changeAccount(deps, put);
    await deleteTokensOf(deps.organisers, account);
    return account;
  });
  await deps.invitations?.send(input.address.trim());
  return invited;
}

/** What the trail says of an account: nothing about the person. */
const rightsOf = ({ isAdmin = false, campaigns = {} }: RolesInput): Required<RolesInput> => ({ isAdmin, campaigns });

/**
 * Changes what an organiser may do, from their next request on.
 * @param input.campaigns replaces all their roles. Left out: these stay.
 * @throws {Problem} `organiser-unknown` or `last-admin`.
 */
export async function changeRoles(
  deps: ChangingDeps,
  actor: Actor,
  input: RolesInput & { readonly account: string },
): Promise<void> {
  requireRight(actor, 'organiser.write', deps);
  const { account, isAdmin, campaigns } = input;
  const seen = rightsOf(accountAmong((await listAccounts(deps.organisers)).accounts, account));
  const after = { isAdmin: isAdmin ?? seen.isAdmin, campaigns: campaigns ?? seen.campaigns };
  await audited(deps, actor, 'organiser.roles', account, { before: seen, after }, () =>
    changeAccount(deps, (accounts) => {
      const before = accountAmong(accounts, account);
      const put = { ...before, isAdmin: isAdmin ?? before.isAdmin, campaigns: campaigns ?? before.campaigns };
      keepsAnAdmin(accounts, before, put);
      return { put, result: undefined };
    }),
  );
}

/**
 * Removes an organiser. Their sessions and tokens end with it, whatever the sign-in of the group answers then.
 * @throws {Problem} `organiser-unknown` or `last-admin`.
 */
export async function removeOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  { account }: { readonly account: string },
): Promise<void> {
  requireRight(actor, 'organiser.write', deps);
  const known = accountAmong((await listAccounts(deps.organisers)).accounts, account);
  const address = deps.invitations && openPerson(await deps.keys(), known).address;
  await audited(deps, actor, 'organiser.remove', account, { before: rightsOf(known) }, async () => {
    await changeAccount(deps, (accounts) => {
      keepsAnAdmin(accounts, accountAmong(accounts, account), undefined);
      return { remove: account, result: undefined };
    });
    await deleteTokensOf(deps.organisers, account);
  });
  if (address !== undefined) await deps.invitations?.withdraw(address);
}

/** The id of the organiser with an address. @throws {Problem} `organiser-unknown`. */
export async function organiserWith(deps: AccessDeps, actor: Actor, address: string): Promise<string> {
  requireRight(actor, 'organiser.read', deps);
  const normalised = addressOf(address);
  const [{ accounts }, keys] = await Promise.all([listAccounts(deps.organisers), deps.keys()]);
  const hash = normalised && addressHash(keys, normalised);
  const account = accounts.find((one) => one.addressHash === hash);
  if (!account) throw new Problem('organiser-unknown');
  return account.id;
}
