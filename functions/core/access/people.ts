import { type AuditDeps, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime } from '../running/clock.ts';
import {
  type Account,
  addressHash,
  addressOf,
  isName,
  newAccountId,
  type OrganiserKeys,
  openPerson,
  type Person,
  sealPerson,
  writtenAddress,
} from './account.ts';
import { listAccounts } from './account-store.ts';
import type { Actor } from './actor.ts';
import { accountAmong, changeAccount, keepsAnAdmin } from './change.ts';
import type { AccessDeps } from './deps.ts';
import { requireGiving, requireOver } from './giving.ts';
import type { Invitations } from './invitations.ts';
import { getRemoved, removedFrom } from './removed-store.ts';
import { requireRight, ruleOf } from './rights.ts';
import type { CampaignRole } from './roles.ts';
import { deleteTokensOf } from './token-store.ts';

/** What it takes to let people in, and to remove them. */
export interface PeopleDeps extends AccessDeps, AuditDeps {
  /** Undefined if the sign-in of the group knows its people by itself. */
  readonly invitations?: Invitations | undefined;
  /** Ends links to previews that a person has made (`core/campaigns/previews.ts`). @param keeps whether those of a campaign stay. */
  readonly endPreviews: (
    actor: Actor,
    input: { readonly account: string; readonly keeps: (slug: string) => boolean },
  ) => Promise<void>;
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
 * Invites a person. With `again`, also one who is an organiser already: after a lost phone, say. All that they had open ends, and the next
 * sign-in with that address is theirs. Where the sign-in of the group must forget them first, their account is closed until it has. If it
 * does not answer, the account stays closed, and to invite them again helps. It is told of the invitation last: the same helps if that fails.
 * @param input.again left out: an organiser stays as they are, and nobody is invited.
 * @param input.name left out, as the next ones: as before, for an organiser who is invited again.
 * @param input.days until when the first sign-in must happen. `no-limit`: at any time.
 * @returns the id of the account.
 * @throws {Problem} `invalid-form` if the address is none, or the name has control characters; `organiser-known`; `last-admin` if the only
 * admin invites themselves again; `organisers-changed` if somebody else invites or removes them at the same moment; `not-by-token`.
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
  const [normalised, address] = [addressOf(input.address), writtenAddress(input.address)];
  if (!normalised || !address) throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'malformed' }] });
  if (input.name !== undefined && !isName(input.name))
    throw new Problem('invalid-form', { faults: [{ field: 'name', fault: 'control-characters' }] });
  const keys = await deps.keys();
  const [now, hash, newId] = [deps.clock(), addressHash(keys, normalised), newAccountId()];
  const { days = INVITATION_DAYS } = input;
  const decide = (accounts: readonly Account[]) => {
    const before = accounts.find((one) => one.addressHash === hash);
    if (before && !input.again) throw new Problem('organiser-known');
    const name = input.name ?? (before && openPerson(keys, before).name);
    const invited: Account = {
      id: before?.id ?? newId,
      sealed: sealPerson(keys, { address, name: name?.trim() || undefined }, now),
      addressHash: hash,
      formerSubjects: deps.invitations && formerSubjects(before),
      isAdmin: input.isAdmin ?? before?.isAdmin ?? false,
      campaigns: input.campaigns ?? before?.campaigns ?? {},
      createdAt: before?.createdAt ?? isoTime(now),
      invitedUntil: days === 'no-limit' ? undefined : now + days * DAY,
      generation: (before?.generation ?? 0) + 1,
      revision: before ? revisionOf(before) + 1 : 1,
    };
    requireOver(actor, before);
    requireGiving(actor, invited);
    // An operator may: the phone of the only admin may be lost.
    if (before && actor.kind === 'organiser') keepsAnAdmin(accounts, before, invited);
    const put = before && deps.invitations ? closed(invited, before, now) : invited;
    return { put, result: invited.id, before, invited };
  };
  const id = await changeAccount(deps, decide, ({ put, before, invited }, write) => {
    const change = { ...(before && { before: rightsOf(before) }), after: rightsOf(put) };
    return audited(deps, actor, 'organiser.invite', put.id, change, async () => {
      if (!before) return write();
      await endingPreviews(deps, actor, put.id, () => false, write);
      await deleteTokensOf(deps.organisers, put.id);
      if (put === invited) return;
      // While the account is open to a first sign-in, the sign-in of the group must not let the lost phone in.
      await deps.invitations?.withdraw(openPerson(keys, before).address);
      await openToFirstSignIn(deps, actor, invited);
    });
  });
  await deps.invitations?.send(address);
  return id;
}

/**
 * The account of a person who is invited again, as nobody can enter it: as if the invitation had expired. It keeps the address as it was
 * written before, since the sign-in of the group knows the person by that.
 */
const closed = (invited: Account, { sealed }: Account, now: number): Account => ({
  ...invited,
  ...{ sealed, invitedUntil: now },
});

/** Opens an account to the first sign-in, with the roles that it has now. @throws {Problem} `organisers-changed`, `not-by-token` */
const openToFirstSignIn = (deps: PeopleDeps, actor: Actor, { id, generation, sealed, invitedUntil }: Account) =>
  changeAccount(deps, (accounts) => {
    const now = accounts.find((one) => one.id === id && one.generation === generation);
    // Somebody has removed them, or invites them again: then that invitation opens the account.
    if (!now) throw new Problem('organisers-changed');
    requireOver(actor, now);
    return { put: { ...now, sealed, invitedUntil }, result: undefined };
  });

/** The sign-ins that were those of an account. A sign-in that knows its people by itself keeps the same name for a person. */
function formerSubjects(before: Account | undefined): readonly string[] | undefined {
  const { formerSubjects = [], subjectHash } = before ?? {};
  const all = subjectHash === undefined ? formerSubjects : [...formerSubjects, subjectHash];
  return all.length > 0 ? all : undefined;
}

/**
 * Ends the preview links of a person: before the write, since it is not done if that fails, and after it, since they may have made one
 * meanwhile. If somebody else changes an account first, links have ended also if the person keeps their roles then: they can make new ones.
 * @param keeps whether those of a campaign stay.
 */
async function endingPreviews(
  { endPreviews }: Pick<PeopleDeps, 'endPreviews'>,
  actor: Actor,
  account: string,
  keeps: (slug: string) => boolean,
  write: () => Promise<void>,
): Promise<void> {
  await endPreviews(actor, { account, keeps });
  await write();
  await endPreviews(actor, { account, keeps });
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
  deps: PeopleDeps,
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
  return changeAccount(deps, decide, ({ before, put }, write) => {
    const change = { before: rightsOf(before), after: rightsOf(put) };
    const keeps = (slug: string) => put.isAdmin || mayPreview(put.campaigns, slug);
    return audited(deps, actor, 'organiser.roles', account, change, () =>
      endingPreviews(deps, actor, account, keeps, write),
    );
  });
}

/** Whether a role in a campaign lets its person make links to previews. */
const mayPreview = (campaigns: Account['campaigns'], slug: string): boolean =>
  Object.hasOwn(campaigns, slug) && ruleOf('campaign.write').roles.includes(campaigns[slug] as CampaignRole);

/**
 * Removes an organiser. Their sessions, tokens and preview links end with it, whatever the sign-in of the group answers then. Their name
 * and address stay sealed for a while, so that the trail can name them (docs/decisions/061).
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
    return { remove: account, kept: removedFrom(before, deps.clock()), result: before, before };
  };
  const removed = await changeAccount(deps, decide, ({ before }, write) =>
    audited(deps, actor, 'organiser.remove', account, { before: rightsOf(before) }, async () => {
      await endingPreviews(deps, actor, account, () => false, write);
      await deleteTokensOf(deps.organisers, account);
    }),
  );
  await deps.invitations?.withdraw(openPerson(await deps.keys(), removed).address);
}

/** Somebody who was an organiser. */
export interface RemovedOrganiser extends Person {
  readonly id: string;
  /** ISO 8601. */
  readonly removedAt: string;
}

/**
 * Those among some ids who were removed, as long as their names are kept. 1 read unit for each id.
 * @throws {Problem} `not-allowed`
 */
export async function removedOrganisers(
  deps: AccessDeps,
  actor: Actor,
  ids: Iterable<string>,
): Promise<RemovedOrganiser[]> {
  requireRight(actor, 'organiser.read', deps);
  const keys = await deps.keys();
  const found = [...new Set(ids)].map(async (id): Promise<RemovedOrganiser[]> => {
    const removed = await getRemoved(deps.organisers, id, deps.clock());
    return removed ? [{ id, removedAt: isoTime(removed.removedAt), ...openPerson(keys, removed) }] : [];
  });
  return (await Promise.all(found)).flat();
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
