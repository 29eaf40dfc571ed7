import { audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime, SECOND } from '../running/clock.ts';
import {
  type Account,
  addressHash,
  addressOf,
  isName,
  newAccountId,
  openPerson,
  sealPerson,
  writtenAddress,
} from './account.ts';
import type { Actor } from './actor.ts';
import { changeAccount, keepsAnAdmin } from './change.ts';
import { requireGiving, requireOver } from './giving.ts';
import { checkRoles } from './known-roles.ts';
import { endingPreviews, type PeopleDeps, type RolesInput, requireSeen, revisionOf, rightsOf } from './people.ts';
import { requireRight } from './rights.ts';
import { deleteTokensOf } from './token-store.ts';

/** How long an invitation is open. */
export const INVITATION_DAYS = 7;

/** A request lasts no longer, in milliseconds. */
const REQUEST = 10 * SECOND;

/** The address of somebody to invite. @throws {Problem} `invalid-form` if it is none, or the name has control characters. */
export function readInvited(input: { readonly address: string; readonly name?: string | undefined }) {
  const [normalised, address] = [addressOf(input.address), writtenAddress(input.address)];
  if (!normalised || !address) throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'malformed' }] });
  if (input.name !== undefined && !isName(input.name))
    throw new Problem('invalid-form', { faults: [{ field: 'name', fault: 'control-characters' }] });
  return { normalised, address };
}

/**
 * Invites a person. With `again`, also one who is an organiser already: after a lost phone, say. All that they had open ends, and the
 * next sign-in with that address is theirs. Where the sign-in of the group must forget them first, their account is closed until it has.
 * If it does not answer, the account stays closed, and to invite them again helps. It is told of the invitation last: the same helps if
 * that fails.
 * @param input.again left out: an organiser stays as they are, and nobody is invited.
 * @param input.seen of an organiser who is invited again, as in `changeRoles`.
 * @param input.name left out, as the next ones: as before, for an organiser who is invited again.
 * @param input.days until when the first sign-in must happen. `no-limit`: at any time.
 * @param input.madeBy names what was sent, if it may be sent twice: then the second call leaves the account as the first one made it. It
 * tells of the invitation, if the first one has had its time to do so.
 * @returns the id of the account.
 * @throws {OtherRoles} as there.
 * @throws {Problem} as `readInvited`; `organiser-known`; `last-admin` if the only
 * admin invites themselves again; as `checkRoles`; `organisers-changed` if somebody else invites or removes them at the same moment; `not-by-token`.
 */
export async function inviteOrganiser(
  deps: PeopleDeps,
  actor: Actor,
  input: RolesInput & {
    readonly address: string;
    readonly name?: string | undefined;
    readonly days?: number | 'no-limit' | undefined;
    readonly again?: boolean | undefined;
    readonly seen?: number | undefined;
    readonly madeBy?: string | undefined;
  },
): Promise<string> {
  requireRight(actor, 'organiser.write', deps);
  const { normalised, address } = readInvited(input);
  const keys = await deps.keys();
  const [now, hash, newId] = [deps.clock(), addressHash(keys, normalised), newAccountId()];
  const { days = INVITATION_DAYS, madeBy } = input;
  await checkRoles(deps, input.campaigns, ({ addressHash }) => addressHash === hash);
  const decide = (accounts: readonly Account[]) => {
    const before = accounts.find((one) => one.addressHash === hash);
    if (before && madeBy !== undefined && before.invitedBy?.madeBy === madeBy) {
      const isUnderWay = now < before.invitedBy.at + REQUEST;
      const isTold = isUnderWay || before.invitedUntil === undefined;
      // To invite somebody again has several steps: what has stopped among them is done anew.
      if (isUnderWay || !input.again) return { unchanged: true, result: { id: before.id, isTold } } as const;
    }
    if (before && !input.again) throw new Problem('organiser-known');
    if (before) requireSeen(keys, before, input.seen, now);
    else if (input.seen !== undefined) throw new Problem('organiser-unknown');
    const name = input.name ?? (before && openPerson(keys, before).name);
    const invited: Account = {
      id: before?.id ?? newId,
      sealed: sealPerson(keys, { address, name: name?.trim() || undefined }, now),
      addressHash: hash,
      formerSubjects: deps.invitations && formerSubjects(before),
      isAdmin: input.isAdmin ?? before?.isAdmin ?? false,
      campaigns: input.campaigns ?? before?.campaigns ?? {},
      createdAt: before?.createdAt ?? isoTime(now),
      lastSeenDay: before?.lastSeenDay,
      invitedUntil: days === 'no-limit' ? undefined : now + days * DAY,
      generation: (before?.generation ?? 0) + 1,
      revision: before ? revisionOf(before) + 1 : 1,
      invitedBy: madeBy === undefined ? undefined : { madeBy, at: now },
    };
    requireOver(actor, before);
    requireGiving(actor, invited);
    // An operator may: the phone of the only admin may be lost.
    if (before && actor.kind === 'organiser') keepsAnAdmin(accounts, before, invited);
    const put = before && deps.invitations ? closed(invited, before, now) : invited;
    return { put, result: { id: invited.id, isTold: false }, before, invited };
  };
  const { id, isTold } = await changeAccount(deps, actor, decide, ({ put, before, invited }, write) => {
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
  if (!isTold) await deps.invitations?.send(address);
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
const openToFirstSignIn = (deps: PeopleDeps, actor: Actor, { id, generation, sealed, invitedUntil }: Account) => {
  // Who invites themselves again is let in no more: then this goes on with what they have just begun, for the same account alone.
  const isOwn = actor.kind === 'organiser' && actor.account === id;
  return changeAccount(deps, isOwn ? undefined : actor, (accounts) => {
    const now = accounts.find((one) => one.id === id && one.generation === generation);
    // Somebody has removed them, or invites them again: then that invitation opens the account.
    if (!now) throw new Problem('organisers-changed');
    requireOver(actor, now);
    return { put: { ...now, sealed, invitedUntil }, result: undefined };
  });
};

/** The sign-ins that were those of an account. A sign-in that knows its people by itself keeps the same name for a person. */
function formerSubjects(before: Account | undefined): readonly string[] | undefined {
  const { formerSubjects = [], subjectHash } = before ?? {};
  const all = subjectHash === undefined ? formerSubjects : [...formerSubjects, subjectHash];
  return all.length > 0 ? all : undefined;
}
