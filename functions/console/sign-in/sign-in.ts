import { claimedAddress } from '../../core/access/account.ts';
import type { AccessDeps } from '../../core/access/deps.ts';
import { FRESH } from '../../core/access/rights.ts';
import { endSession, openSession, refreshSession, SESSION } from '../../core/access/sessions.ts';
import { accountForSignIn, signInto } from '../../core/access/sign-in.ts';
import type { AuditDeps } from '../../core/audit/audited.ts';
import type { Keyring } from '../../core/keys/keyring.ts';
import { SECOND } from '../../core/running/clock.ts';
import { SignInRefused } from './fault.ts';
import { type Flow, openFlow, sealFlow } from './flow.ts';
import type { SignedIn, SignInProvider } from './provider.ts';
import { isSecondFactor } from './second-factor.ts';

/** What a sign-in works with. */
export interface SignInDeps extends AccessDeps, AuditDeps {
  readonly provider: SignInProvider;
  /** Seals a sign-in under way, with the ring of organisers. */
  readonly flowKeys: () => Promise<Keyring>;
  /** Values of `acr` that mean a second factor. None: `amr` says so. */
  readonly acceptedAcr: readonly string[];
  /** Whether a token need not say how somebody signed in: the emulator's do not. */
  readonly takesUnsaidFactors?: boolean;
}

/** Seconds that the proof of who somebody is may be old: for a session as long as a session lasts, for a step-up as a right asks. */
const MAX_AGE = { session: SESSION.most / SECOND, stepUp: FRESH / SECOND } as const;

/**
 * Begins a sign-in.
 * @param asked.isStepUp whether the person shall prove again that it is them.
 * @param asked.isAfresh whether the provider shall ask, even if it knows the person.
 * @returns where the browser goes, and the content of its cookie.
 * @throws {SignInRefused} `provider-silent`
 */
export async function beginSignIn(
  deps: SignInDeps,
  asked: { readonly to: string; readonly isStepUp: boolean; readonly isAfresh: boolean },
): Promise<{ readonly at: URL; readonly sealed: string }> {
  const maxAge = asked.isStepUp ? MAX_AGE.stepUp : MAX_AGE.session;
  const [{ at, flow }, ring] = await Promise.all([
    deps.provider.begin({ ...asked, maxAge, now: deps.clock() }),
    deps.flowKeys(),
  ]);
  return { at, sealed: sealFlow(ring, flow) };
}

/** What the browser came back with. */
export interface Returned {
  /** The query of its address, with `?`. */
  readonly query: string;
  /** Its cookies. */
  readonly sealedFlow: string | undefined;
  readonly session: string | undefined;
}

/**
 * Ends a sign-in. A new session has a new id, whatever the browser sent: an id from before is never given rights. A step-up
 * keeps the session, and everything in its pages works on.
 * @returns where the browser goes, and the id of its new session, if there is one.
 * @throws {SignInRefused} for each reason that the person can do something about.
 */
export async function finishSignIn(
  deps: SignInDeps,
  { query, sealedFlow, session }: Returned,
): Promise<{ readonly to: string; readonly session?: string }> {
  const flow = openFlow(await deps.flowKeys(), sealedFlow, deps.clock());
  if (!flow || new URLSearchParams(query).get('state') !== flow.state) throw new SignInRefused('flow-lost');
  try {
    return await finishFlow(deps, flow, { query, session });
  } catch (error) {
    throw error instanceof SignInRefused ? error.during(flow) : error;
  }
}

async function finishFlow(
  deps: SignInDeps,
  flow: Flow,
  { query, session }: Omit<Returned, 'sealedFlow'>,
): ReturnType<typeof finishSignIn> {
  const signedIn = await deps.provider.finish(query, flow, flow.isStepUp ? MAX_AGE.stepUp : MAX_AGE.session);
  const isUnsaid = signedIn.acr === undefined && signedIn.amr.length === 0;
  if (!isSecondFactor(signedIn, deps.acceptedAcr) && !(deps.takesUnsaidFactors && isUnsaid))
    throw new SignInRefused('no-second-factor');
  const account = await accountOf(deps, signedIn);
  const proof = { authTime: signedIn.authTime, acr: signedIn.acr, amr: signedIn.amr };
  const open = session === undefined ? undefined : await openSession(deps, session);
  if (flow.isStepUp && session !== undefined && open) {
    if (open.account !== account) throw new SignInRefused('other-person');
    if (await refreshSession(deps, session, proof)) return { to: flow.to };
  }
  const begun = await signInto(deps, { account, signIn: signedIn, ...proof });
  if (!begun) throw new SignInRefused('too-many-sign-ins');
  if (session !== undefined) await endSession(deps, session);
  return { to: flow.to, session: begun.id };
}

async function accountOf(deps: SignInDeps, signedIn: SignedIn): Promise<string> {
  const account = await accountForSignIn(deps, signedIn);
  if (account !== undefined) return account;
  const { address, isAddressVerified } = signedIn;
  if (!isAddressVerified) throw new SignInRefused('address-not-verified');
  const isPlain = address === undefined || claimedAddress(address) !== undefined;
  throw new SignInRefused(isPlain ? 'not-invited' : 'address-not-plain');
}
