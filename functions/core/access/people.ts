import { type AuditDeps, audited } from '../audit/audited.ts';
import { canonicalJson } from '../canonical-json.ts';
import { Problem } from '../problem.ts';
import { type Account, addressHash, addressOf, type OrganiserKeys, openPerson } from './account.ts';
import { listAccounts } from './account-store.ts';
import type { Actor } from './actor.ts';
import { accountAmong, changeAccount, keepsAnAdmin } from './change.ts';
import type { AccessDeps } from './deps.ts';
import { requireGiving, requireOver } from './giving.ts';
import type { Invitations } from './invitations.ts';
import { checkRoles } from './known-roles.ts';
import { requireRightNow } from './right-now.ts';
import { requireRight, ruleOf } from './rights.ts';
import type { CampaignRole } from './roles.ts';

/** What it takes to let people in, and to remove them. */
export interface PeopleDeps extends AccessDeps, AuditDeps {
  /** Undefined if the sign-in of the group knows its people by itself. */
  readonly invitations?: Invitations | undefined;
  /** Whether there is a campaign with a slug, for roles in it. */
  readonly hasCampaign: (slug: string) => Promise<boolean>;
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

/** Whether nobody is left to invite people, if this one is no admin any more: as `keepsAnAdmin` decides it. */
export const isLastAdmin = (people: readonly Organiser[], { id }: Pick<Organiser, 'id'>): boolean => {
  const admins = people.filter(({ isAdmin, state }) => isAdmin && state === 'active');
  return admins.length === 1 && admins[0]?.id === id;
};

/** What an organiser may do, as an admin decides it. */
export interface RolesInput {
  readonly isAdmin?: boolean | undefined;
  readonly campaigns?: Readonly<Record<string, CampaignRole>> | undefined;
}

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

/** @param seen the revision that a writer has read. Undefined: none. @throws {OtherRoles} if it is another one now. */
export function requireSeen(keys: OrganiserKeys, account: Account, seen: number | undefined, now: number): void {
  if (seen !== undefined && seen !== revisionOf(account)) throw new OtherRoles(seen, shown(keys, account, now));
}

/** An account that was written before revisions were counted has the first one. */
export const revisionOf = ({ revision = 1 }: Account): number => revision;

/**
 * Ends the preview links of a person: before the write, since it is not done if that fails, and after it, since they may have made one
 * meanwhile. If somebody else changes an account first, links have ended also if the person keeps their roles then: they can make new ones.
 * @param keeps whether those of a campaign stay.
 */
export async function endingPreviews(
  { organisers, endPreviews }: Pick<PeopleDeps, 'organisers' | 'endPreviews'>,
  actor: Actor,
  account: string,
  keeps: (slug: string) => boolean,
  write: () => Promise<void>,
): Promise<void> {
  // The entry of the trail may have waited for others.
  await requireRightNow({ organisers }, actor, 'organiser.write');
  await endPreviews(actor, { account, keeps });
  await write();
  await endPreviews(actor, { account, keeps });
}

/** What the trail says of an account: nothing about the person. */
export const rightsOf = ({ isAdmin = false, campaigns = {} }: RolesInput): Required<RolesInput> => ({
  isAdmin,
  campaigns,
});

/**
 * Changes what an organiser may do, from their next request on.
 * @param input.campaigns replaces all their roles. Left out: these stay.
 * @param input.seen the revision that the writer has read. Left out: whatever it is now.
 * @returns the new revision, or the one that there is, if that is what they may do already: then nothing is written.
 * @throws {OtherRoles} if it is another one now.
 * @throws {Problem} `organiser-unknown`, `last-admin` or `not-by-token`; as `checkRoles`.
 */
export async function changeRoles(
  deps: PeopleDeps,
  actor: Actor,
  input: RolesInput & { readonly account: string; readonly seen?: number | undefined },
): Promise<number> {
  requireRight(actor, 'organiser.write', deps);
  const { account, seen } = input;
  const keys = await deps.keys();
  await checkRoles(deps, input.campaigns, ({ id }) => id === account);
  const decide = (accounts: readonly Account[]) => {
    const before = accountAmong(accounts, account);
    requireSeen(keys, before, seen, deps.clock());
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
    if (maySame(before, put)) return { unchanged: true, result: revisionOf(before) } as const;
    return { put, result: revision, before };
  };
  return changeAccount(deps, actor, decide, ({ before, put }, write) => {
    const change = { before: rightsOf(before), after: rightsOf(put) };
    const keeps = (slug: string) => put.isAdmin || mayPreview(put.campaigns, slug);
    return audited(deps, actor, 'organiser.roles', account, change, () =>
      endingPreviews(deps, actor, account, keeps, write),
    );
  });
}

/** Whether two decisions let somebody do the same, in whatever order they name the campaigns. */
const maySame = (one: RolesInput, other: RolesInput): boolean =>
  canonicalJson(rightsOf(one)) === canonicalJson(rightsOf(other));

/** Whether a role in a campaign lets its person make links to previews. */
const mayPreview = (campaigns: Account['campaigns'], slug: string): boolean =>
  Object.hasOwn(campaigns, slug) && ruleOf('campaign.write').roles.includes(campaigns[slug] as CampaignRole);

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
