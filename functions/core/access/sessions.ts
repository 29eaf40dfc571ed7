import { createHash, randomBytes } from 'node:crypto';
import { Problem } from '../problem.ts';
import { dayName, HOUR, MINUTE } from '../running/clock.ts';
import { getAccount, noteSeen } from './account-store.ts';
import type { OrganiserActor } from './actor.ts';
import { accountAmong, changeAccount } from './change.ts';
import type { OrganisersDb } from './deps.ts';
import { changeSession, deleteSession, getSession, type Proof, putSession } from './session-store.ts';

/** How long a session lasts: in all, and while nothing happens in it. */
export const SESSION = { most: 12 * HOUR, idle: 30 * MINUTE } as const;

/** `seenAt` is written this often at most, in milliseconds, so that a click costs no write. */
const NOTED_EVERY = MINUTE;

/** Makes random bytes. It is a dependency for tests alone. */
type Random = (bytes: number) => Buffer;

/** 128 bits in base64url. */
const ID = /^[\w-]{22}$/;
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');
/** Under which hash the table has a session. Undefined: no session has this id. */
export const hashOfSession = (id: string): string | undefined => (ID.test(id) ? hashOf(id) : undefined);
/** Proves that a page of this session made a request. It says nothing about the id. */
const csrfOf = (id: string): string => createHash('sha256').update(`csrf ${id}`).digest('base64url');

/** An organiser in a session. */
export interface SessionActor extends OrganiserActor {
  /** What a form or the header `x-csrf-token` must carry. */
  readonly csrf: string;
  readonly session: string;
}

/**
 * Starts a session after a sign-in with a second factor, which its caller has checked. 1 read and 1 write unit.
 * @param input.subject the hash of whom the provider has named. Left out, as by tests: anybody.
 * @returns the id for the cookie, of which only the SHA-256 is stored.
 * @throws {Problem} `organiser-unknown` if the account was removed meanwhile, or is another person's.
 */
export async function startSession(
  { organisers, clock, random = randomBytes }: OrganisersDb & { readonly random?: Random },
  { account, subject, authTime, acr, amr }: Proof & { readonly account: string; readonly subject?: string },
): Promise<{ readonly id: string; readonly csrf: string }> {
  const found = await getAccount(organisers, account);
  // A lost phone may sign in just while its owner is invited again: then the account is nobody's until that is followed.
  if (!found || (subject !== undefined && found.subjectHash !== subject)) throw new Problem('organiser-unknown');
  const now = clock();
  const id = random(16).toString('base64url');
  await putSession(organisers, hashOf(id), {
    ...{ account, authTime, acr, amr, generation: found.generation },
    ...{ startedAt: now, seenAt: now, until: now + SESSION.most },
  });
  return { id, csrf: csrfOf(id) };
}

/**
 * Who acts in a session: its account as it is now. 2 read units, and a write unit once a minute.
 * @returns undefined if there is no such session, it has ended, or its account is gone.
 */
export async function openSession({ organisers, clock }: OrganisersDb, id: string): Promise<SessionActor | undefined> {
  if (!ID.test(id)) return undefined;
  const [hash, now] = [hashOf(id), clock()];
  const session = await getSession(organisers, hash);
  if (!session || now >= session.until || now - session.seenAt >= SESSION.idle) return undefined;
  const account = await getAccount(organisers, session.account);
  if (!account || account.generation !== session.generation) return undefined;
  if (now - session.seenAt >= NOTED_EVERY) await changeSession(organisers, hash, { seenAt: now });
  const today = dayName(now);
  if (account.lastSeenDay !== today) await noteSeen(organisers, account.id, today);
  return {
    kind: 'organiser',
    account: account.id,
    isAdmin: account.isAdmin,
    campaigns: account.campaigns,
    generation: account.generation,
    client: 'console',
    freshAt: session.authTime,
    csrf: csrfOf(id),
    session: hash,
  };
}

/** Notes that the person of a session has proved again that they are there. 1 write unit. @returns false if it has ended. */
export const refreshSession = (
  { organisers, clock }: OrganisersDb,
  id: string,
  { authTime, acr, amr }: Proof,
): Promise<boolean> => changeSession(organisers, hashOf(id), { authTime, acr, amr, seenAt: clock() });

/** Signs out. 1 write unit. */
export const endSession = ({ organisers }: Pick<OrganisersDb, 'organisers'>, id: string): Promise<void> =>
  deleteSession(organisers, hashOf(id));

/** Ends all sessions and tokens of an account at once. @throws {Problem} `organiser-unknown`. */
export const endSessionsOf = (deps: Pick<OrganisersDb, 'organisers'>, account: string): Promise<void> =>
  changeAccount(deps, undefined, (accounts) => {
    const before = accountAmong(accounts, account);
    return { put: { ...before, generation: before.generation + 1 }, result: undefined };
  });
