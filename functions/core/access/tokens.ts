import { createHash, randomBytes } from 'node:crypto';
import { audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, dayName, isoTime } from '../running/clock.ts';
import { type Account, drawn, isName } from './account.ts';
import { getAccount } from './account-store.ts';
import type { Actor, OrganiserActor } from './actor.ts';
import type { ChangingDeps, OrganisersDb } from './deps.ts';
import { campaignNotTheirs } from './known-roles.ts';
import { requireRightNow } from './right-now.ts';
import { requireRight } from './rights.ts';
import type { Scope } from './scopes.ts';
import {
  type AccessToken,
  deleteToken,
  getToken,
  listTokensOf,
  noteUsed,
  putToken,
  type TokensMade,
} from './token-store.ts';

/**
 * Personal tokens, for programs. Its words are shown once, and only their SHA-256 is stored: with 256 random bits nobody can guess
 * them, so that a slow hash would add nothing.
 */
const WORDS = /^amp_[\w-]{43}$/;
const newWords = (): string => `amp_${randomBytes(32).toString('base64url')}`;
const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex');

/** How long a token works. */
export const TOKEN_DAYS = { usual: 90, most: 366 } as const;
/** In characters. */
export const MOST_IN_NAME = 60;
/** One person needs few tokens, and a lost one must be found in the list. */
const MOST_TOKENS = 20;
/**
 * How many tokens an organiser makes for themselves on a day (UTC). Each leaves an entry for ever, and revoking it another one: without a
 * bound, somebody without any role could fill the trail.
 */
export const MOST_IN_A_DAY = 20;
/** How often a token is stored again, if others of its account are stored at the same moment. */
const TRIES = 5;

/**
 * Makes a token. An organiser makes one for themselves, an operator for anybody. 0.5 read units for each campaign
 * that an admin names.
 * @param input.madeBy names what was sent, if it may be sent twice.
 * @returns the token, and its words, which nothing shows again.
 * @throws {MadeBefore} if that was sent before, and its token still works.
 * @throws {Problem} `invalid-form` for a name that is none, a campaign that is not theirs, and too many of these; `not-allowed`, also if the organiser was removed or
 * invited again meanwhile, or has signed out; `not-fresh`, `organiser-unknown`; `too-many-tokens` or `too-many-tokens-today`;
 * `organisers-changed` if this account makes many tokens at the same moment.
 */
export async function createAccessToken(
  deps: ChangingDeps & { readonly hasCampaign: (slug: string) => Promise<boolean> },
  actor: Actor,
  input: {
    readonly account: string;
    /** Of {@link MOST_IN_NAME} at most. Line ends and rows of blanks become one blank. */
    readonly name?: string | undefined;
    readonly scopes: readonly Scope[];
    readonly campaigns?: readonly string[] | undefined;
    /** A whole number from 1 to {@link TOKEN_DAYS}`.most`. */
    readonly days?: number | undefined;
    readonly madeBy?: string | undefined;
  },
): Promise<{ readonly token: AccessToken; readonly words: string }> {
  requireRight(actor, 'token.create', deps);
  requireOwn(actor, input.account);
  const account = await getAccount(deps.organisers, input.account);
  if (!account) throw new Problem('organiser-unknown');
  if (actor.kind === 'organiser' && actor.generation !== account.generation) throw new Problem('not-allowed');
  const { madeBy, campaigns = [] } = input;
  const name = input.name && inOneLine(input.name);
  if (name !== undefined && !isName(name))
    throw new Problem('invalid-form', { faults: [{ field: 'name', fault: 'control-characters' }] });
  // Before anything is written: the trail keeps what somebody sends for ever, and it must be no words of their own.
  const wrong = await campaignNotTheirs(deps, actor.kind === 'organiser' ? account : { isAdmin: true }, campaigns);
  if (wrong !== undefined)
    throw new Problem('invalid-form', { faults: [{ field: `campaigns.${wrong}`, fault: 'unknown' }] });
  const room = { account, madeBy, isOwn: actor.kind === 'organiser' };
  await requireRoom(deps, room);
  const now = deps.clock();
  const days = Math.min(Math.max(input.days ?? TOKEN_DAYS.usual, 1), TOKEN_DAYS.most);
  const token: AccessToken = {
    id: `tok_${drawn(10)}`,
    account: account.id,
    ...(name && { name }),
    generation: account.generation,
    scopes: [...new Set(input.scopes)],
    campaigns: input.campaigns && [...new Set(input.campaigns)],
    createdAt: isoTime(now),
    until: now + days * DAY,
    ...(madeBy !== undefined && { madeBy }),
  };
  const words = newWords();
  const { id, name: _name, generation, madeBy: _, ...after } = token;
  await audited(deps, actor, 'token.create', id, { after }, async () => {
    for (let tries = 1; ; tries++) {
      const made = await requireRoom(deps, room);
      await requireRightNow(deps, actor, 'token.create');
      if (await putToken(deps.organisers, hashOf(words), token, made)) return;
      if (tries === TRIES) throw new Problem('organisers-changed');
    }
  });
  return { token, words };
}

const inOneLine = (name: string): string => name.replace(/\s+/g, ' ').trim();

/** Whether a token may be called so. What commands a terminal would do so where `npm run token` prints it. */
export const isTokenName = (name: string): boolean => isName(inOneLine(name));

/** The same was sent twice. What the first one made has its words only in the first answer. */
export class MadeBefore extends Error {
  override readonly name = 'MadeBefore';
  readonly token: AccessToken;

  constructor(token: AccessToken) {
    super('made-before');
    this.token = token;
  }
}

/**
 * @param isOwn whether it counts for the day: what an operator makes does not.
 * @returns how many tokens the account has made with one more. @throws {Problem} `too-many-tokens`, `too-many-tokens-today` @throws {MadeBefore}
 */
async function requireRoom(
  { organisers, clock }: OrganisersDb,
  {
    account,
    madeBy,
    isOwn,
  }: { readonly account: Account; readonly madeBy: string | undefined; readonly isOwn: boolean },
): Promise<TokensMade> {
  const { tokens, made } = await listTokensOf(organisers, account.id);
  const now = clock();
  const working = tokens.filter((one) => works(one, account, now));
  const same = working.find((one) => madeBy !== undefined && one.madeBy === madeBy);
  if (same) throw new MadeBefore(same);
  if (working.length >= MOST_TOKENS) throw new Problem('too-many-tokens');
  const all = made.all + 1;
  if (!isOwn) return { ...made, all };
  const day = dayName(now);
  const onDay = made.day === day ? (made.onDay ?? 0) : 0;
  if (onDay >= MOST_IN_A_DAY) throw new Problem('too-many-tokens-today');
  return { all, day, onDay: onDay + 1 };
}

/** Whether a token opens anything. One that was made while its account was invited again has the generation of before. */
const works = ({ until, generation = 1 }: AccessToken, account: Account, now: number): boolean =>
  now < until && generation === account.generation;

/** The tokens of an account, without their words. @throws {Problem} `not-allowed` for another person's. */
export async function listAccessTokens(
  deps: OrganisersDb,
  actor: Actor,
  { account }: { readonly account: string },
): Promise<AccessToken[]> {
  requireRight(actor, 'token.read', deps);
  requireOwn(actor, account);
  const [found, { tokens }] = await Promise.all([
    getAccount(deps.organisers, account),
    listTokensOf(deps.organisers, account),
  ]);
  const now = deps.clock();
  return found ? tokens.filter((one) => works(one, found, now)) : [];
}

/**
 * Ends a token at once. As many read units as two lists, 2 more for an organiser, and 1 write unit.
 * @throws {Problem} `access-token-unknown` if the account has none with that id.
 */
export async function revokeAccessToken(
  deps: ChangingDeps,
  actor: Actor,
  { account, id }: { readonly account: string; readonly id: string },
): Promise<void> {
  requireRight(actor, 'token.read', deps);
  requireOwn(actor, account);
  // Before anything is written: what somebody sends as an id must not stand in the trail for ever.
  const { tokens } = await listTokensOf(deps.organisers, account);
  if (!tokens.some((one) => one.id === id)) throw new Problem('access-token-unknown');
  await audited(deps, actor, 'token.revoke', id, { before: { account } }, async () => {
    await requireRightNow(deps, actor, 'token.read');
    if (!(await deleteToken(deps.organisers, account, id))) throw new Problem('access-token-unknown');
  });
}

/** Even an admin makes no token for another person: it would act in that person's name. */
function requireOwn(actor: Actor, account: string): void {
  if (actor.kind === 'organiser' && actor.account !== account) throw new Problem('not-allowed');
}

/**
 * Who acts with a token: its account as it is now, within what the token is for. 2 read units, and a write unit on its first use of
 * a day.
 * @returns undefined if there is no such token, it has expired or was revoked, or its account is gone or was invited again.
 */
export async function actorOfToken(
  { organisers, clock }: OrganisersDb,
  words: string,
): Promise<OrganiserActor | undefined> {
  if (!WORDS.test(words)) return undefined;
  const [hash, now] = [hashOf(words), clock()];
  const token = await getToken(organisers, hash);
  if (!token || now >= token.until) return undefined;
  const account = await getAccount(organisers, token.account);
  if (!account || !works(token, account, now)) return undefined;
  const today = dayName(now);
  if (token.lastUsedDay !== today) await noteUsed(organisers, hash, today);
  const { id, isAdmin, campaigns, generation } = account;
  const base = {
    kind: 'organiser',
    account: id,
    generation,
    client: 'api',
    scopes: token.scopes,
    token: hash,
  } as const;
  if (token.campaigns === undefined) return { ...base, isAdmin, campaigns };
  const roles = token.campaigns.flatMap((slug) => {
    // What an admin may do in a campaign is what its owner may.
    const role = isAdmin ? 'owner' : Object.hasOwn(campaigns, slug) ? campaigns[slug] : undefined;
    return role ? [[slug, role] as const] : [];
  });
  return { ...base, isAdmin: false, campaigns: Object.fromEntries(roles), ...(isAdmin && { isNarrowed: true }) };
}
