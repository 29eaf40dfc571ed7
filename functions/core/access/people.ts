import { type AuditDeps, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime } from '../running/clock.ts';
import {
  type Account,
  addressHash,
  addressOf,
  newAccountId,
  type OrganiserKeys,
  openPerson,
  sealPerson,
} from './account.ts';
import { listAccounts } from './account-store.ts';
import type { Actor } from './actor.ts';
import { accountAmong, changeAccount, keepsAnAdmin } from './change.ts';
import type { AccessDeps, ChangingDeps } from './deps.ts';
import { requireGiving, requireOver } from './giving.ts';
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
  /** How often somebody has decided what they may do. */
  readonly revision: number;
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

/** Somebody else decided what a person may do since the writer has read it. */
export class OtherRoles extends Error {
  override readonly name = 'OtherRoles';
  /** The revision that the writer has read. */
  readonly seen: number;
  /** What they may do now. */
  readonly current: Organiser;

  constructor(seen: number, current: Organiser) {
    super('other-revision');
    this.seen = seen;
    this.current = current;
  }
}

/** All organisers, the oldest first. About 1 read unit for five. @throws {Problem} `not-allowed` */
export async function listOrganisers(deps: AccessDeps, actor: Actor): Promise<Organiser[]> {
  requireRight(actor, 'organiser.read', deps);
  const [{ accounts }, keys] = await Promise.all([listAccounts(deps.organisers), deps.keys()]);
  return accounts.map((account) => shown(keys, account, deps.clock()));
}

function shown(keys: OrganiserKeys, account: Account, now: number): Organiser {
  const { id, isAdmin, campaigns, invitedUntil, createdAt, lastSeenDay } = account;
  return {
    ...{ id, isAdmin, campaigns, createdAt },
    revision: revisionOf(account),
    state: invitedUntil === undefined ? 'active' : now < invitedUntil ? 'invited' : 'expired',
    ...(invitedUntil !== undefined && { invitedUntil }),
    ...(lastSeenDay !== undefined && { lastSeenDay }),
    ...openPerson(keys, account),
  };
}

/** An account that was written before revisions were counted has the first one. */
const revisionOf = ({ revision = 1 }: Account): number => revision;

/**
 * Invites a person. With `again`, also one who is an organiser already: after a lost phone, say. The next sign-in with that address then
 * is theirs, and all that they had open ends. The sign-in of the group is told last. If it does not answer, to invite them again helps.
 * @param input.again left out: an organiser stays as they are, and nobody is invited.
 * @param input.name left out, as the next ones: as before, for an organiser who is invited again.
 * @param input.days until when the first sign-in must happen. `no-limit`: at any time.
 * @returns the id of the account.
 * @throws {Problem} `invalid-form` if the address is none, `organiser-known`, `last-admin` if the only admin invites themselves again,
 * `not-by-token`.
 */
export async function inviteOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  input: RolesInput & {
    readonly address: string;
    readonly name?: string | undefined;
    readonly days?: number | 'no-limit' | undefined;
    readonly again?: boolean | undefined;
  },
): Promise<string> {
  requireRight(actor, 'organiser.write', deps);
  const normalised = addressOf(input.address);
  if (!normalised) throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'malformed' }] });
  const keys = await deps.keys();
  const [now, hash, newId] = [deps.clock(), addressHash(keys, normalised), newAccountId()];
  const { days = INVITATION_DAYS } = input;
  const decide = (accounts: readonly Account[]) => {
    const before = accounts.find((one) => one.addressHash === hash);
    if (before && !input.again) throw new Problem('organiser-known');
    const name = input.name ?? (before && openPerson(keys, before).name);
    const account: Account = {
      id: before?.id ?? newId,
      sealed: sealPerson(keys, { address: input.address.trim(), name: name?.trim() || undefined }, now),
      addressHash: hash,
      isAdmin: input.isAdmin ?? before?.isAdmin ?? false,
      campaigns: input.campaigns ?? before?.campaigns ?? {},
      createdAt: before?.createdAt ?? isoTime(now),
      invitedUntil: days === 'no-limit' ? undefined : now + days * DAY,
      generation: (before?.generation ?? 0) + 1,
      revision: before ? revisionOf(before) + 1 : 1,
    };
    requireOver(actor, before);
    requireGiving(actor, account);
    // An operator may: the phone of the only admin may be lost.
    if (before && actor.kind === 'organiser') keepsAnAdmin(accounts, before, account);
    return { put: account, result: account.id, before };
  };
  const { before, put } = decide((await listAccounts(deps.organisers)).accounts);
  const change = { ...(before && { before: rightsOf(before) }), after: rightsOf(put) };
  const invited = await audited(deps, actor, 'organiser.invite', put.id, change, async () => {
    const account = await changeAccount(deps, decide);
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
 * @param input.seen the revision that the writer has read. Left out: whatever it is now.
 * @returns the new revision.
 * @throws {OtherRoles} if it is another one now.
 * @throws {Problem} `organiser-unknown`, `last-admin` or `not-by-token`.
 */
export async function changeRoles(
  deps: AccessDeps & ChangingDeps,
  actor: Actor,
  input: RolesInput & { readonly account: string; readonly seen?: number | undefined },
): Promise<number> {
  requireRight(actor, 'organiser.write', deps);
  const { account, seen } = input;
  const keys = await deps.keys();
  const decide = (accounts: readonly Account[]) => {
    const before = accountAmong(accounts, account);
    if (seen !== undefined && seen !== revisionOf(before))
      throw new OtherRoles(seen, shown(keys, before, deps.clock()));
    const revision = revisionOf(before) + 1;
    const put = {
      ...before,
      isAdmin: input.isAdmin ?? before.isAdmin,
      campaigns: input.campaigns ?? before.campaigns,
      revision,
    };
    requireOver(actor, before);
    requireGiving(actor, put, before.campaigns);
    keepsAnAdmin(accounts, before, put);
    return { put, result: revision, before };
  };
  const { before, put } = decide((await listAccounts(deps.organisers)).accounts);
  const change = { before: rightsOf(before), after: rightsOf(put) };
  return audited(deps, actor, 'organiser.roles', account, change, () => changeAccount(deps, decide));
}

/**
 * Removes an organiser. Their sessions and tokens end with it, whatever the sign-in of the group answers then.
 * @throws {Problem} `organiser-unknown`, `last-admin` or `not-by-token`.
 */
export async function removeOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  { account }: { readonly account: string },
): Promise<void> {
  requireRight(actor, 'organiser.write', deps);
  const decide = (accounts: readonly Account[]) => {
    const before = accountAmong(accounts, account);
    requireOver(actor, before);
    keepsAnAdmin(accounts, before, undefined);
    return { remove: account, result: undefined, before };
  };
  const { before } = decide((await listAccounts(deps.organisers)).accounts);
  const address = deps.invitations && openPerson(await deps.keys(), before).address;
  await audited(deps, actor, 'organiser.remove', account, { before: rightsOf(before) }, async () => {
    await changeAccount(deps, decide);
    await deleteTokensOf(deps.organisers, account);
  });
  if (address !== undefined) await deps.invitations?.withdraw(address);
}

/** The organiser with an address, however it is written. About 1 read unit for five accounts. */
export async function findOrganiser(deps: AccessDeps, actor: Actor, address: string): Promise<Organiser | undefined> {
  requireRight(actor, 'organiser.read', deps);
  const normalised = addressOf(address);
  if (!normalised) return undefined;
  const [{ accounts }, keys] = await Promise.all([listAccounts(deps.organisers), deps.keys()]);
  const account = accounts.find((one) => one.addressHash === addressHash(keys, normalised));
  return account && shown(keys, account, deps.clock());
}

/** The id of the organiser with an address. @throws {Problem} `organiser-unknown`. */
export async function organiserWith(deps: AccessDeps, actor: Actor, address: string): Promise<string> {
  const found = await findOrganiser(deps, actor, address);
  if (!found) throw new Problem('organiser-unknown');
  return found.id;
}
