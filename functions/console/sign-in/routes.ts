import type { Context, Hono } from 'hono';
import { endSession, openSession, type SessionActor } from '../../core/access/sessions.ts';
import { describeError } from '../../core/running/log.ts';
import type { AppDeps } from '../../http/deps.ts';
import { ownAddress } from '../ui/own-address.ts';
import type { ConsoleView, Me } from '../ui/page.tsx';
import { afreshCookie, flowCookie, keepsCookies, keptCookie, sessionCookie } from './cookies.ts';
import { type SignInFault, SignInRefused } from './fault.ts';
import { faultPage, needsAsking } from './fault-page.tsx';
import { insecurePage, signedInPage, signedOutPage } from './pages.tsx';
import { returnAddress } from './return-address.ts';
import { beginSignIn, finishSignIn, type SignInDeps } from './sign-in.ts';

export type SignInRouteDeps = SignInDeps & Pick<AppDeps, 'assets' | 'publicUrl' | 'log'>;

/** What each fault is in HTTP: the caller's matter, or the provider's. */
const statuses: Readonly<Record<SignInFault, 400 | 403 | 429 | 503>> = {
  cancelled: 400,
  'flow-lost': 400,
  'provider-silent': 503,
  'not-trusted': 403,
  'no-second-factor': 403,
  'not-fresh': 403,
  'address-not-verified': 403,
  'address-not-plain': 403,
  'not-invited': 403,
  'other-person': 403,
  'too-many-sign-ins': 429,
};

/**
 * The pages of signing in and out. Nobody is known on them yet, so they are for everybody.
 *
 * A sign-in begins with a link, not with a form: a page may post forms to its own site alone, and browsers apply this to redirects
 * after a form, too. For the same reason, the way from a sign-out to the provider is a page between the two.
 */
export function addSignIn(app: Hono, deps: SignInRouteDeps): void {
  const view: ConsoleView = { assets: deps.assets, path: '' };
  const { publicUrl } = deps;

  const refuse = async (c: Context, error: unknown, asked: string) => {
    if (!(error instanceof SignInRefused)) throw error;
    const { fault, cause, flow } = error;
    const to = flow?.to ?? asked;
    const status = statuses[fault];
    const line = { ...(cause !== undefined && describeError(cause)), reason: fault };
    if (status === 503) deps.log.error('sign-in-refused', line);
    else deps.log.info('sign-in-refused', line);
    const me = await ownSession(c);
    if (needsAsking(fault)) afreshCookie.write(c);
    return c.html(faultPage({ ...view, me }, publicUrl, fault, { to, isStepUp: flow?.isStepUp }), status);
  };

  const ownActor = async (c: Context): Promise<SessionActor | undefined> => {
    const id = sessionCookie.read(c);
    return id === undefined ? undefined : openSession(deps, id);
  };

  /** A session that goes on, whatever became of the sign-in. */
  const ownSession = async (c: Context): Promise<Me | undefined> => {
    const actor = await ownActor(c);
    return actor && { actor, address: await ownAddress(deps, actor) };
  };

  app.get('/organise/sign-in', async (c) => {
    const to = returnAddress(c.req.query('to'));
    if (!keepsCookies(publicUrl)) return c.html(insecurePage(view, safeAddress(publicUrl)), 403);
    try {
      const isStepUp = c.req.query('fresh') === 'yes';
      const isAfresh = c.req.query('ask') === 'yes' || afreshCookie.isThere(c);
      // A link on another site must neither end a session for another one, nor leave an entry in the name of its person.
      if (!isStepUp && !isAfresh && (await ownActor(c))) return c.redirect(to, 303);
      // Somebody was here: the session has ended, or needs a fresh proof. Its provider may know its person for longer, and nobody else
      // may go on at a computer that was left.
      const wasHere = sessionCookie.read(c) !== undefined;
      const { at, sealed } = await beginSignIn(deps, { to, isStepUp, isAfresh: isAfresh || wasHere });
      flowCookie.write(c, sealed);
      return c.redirect(at.href, 302);
    } catch (error) {
      return await refuse(c, error, to);
    }
  });

  app.get('/organise/signed-in', async (c) => {
    const sealedFlow = flowCookie.read(c);
    // It is used once, whatever comes of it.
    flowCookie.remove(c);
    try {
      const query = new URL(c.req.url).search;
      const { to, session } = await finishSignIn(deps, { query, sealedFlow, session: sessionCookie.read(c) });
      if (session !== undefined) sessionCookie.write(c, session);
      if (afreshCookie.isThere(c)) afreshCookie.remove(c);
      return c.redirect(to, 303);
    } catch (error) {
      return await refuse(c, error, '/organise');
    }
  });

  app.get('/organise/signed-in-again', (c) => c.html(signedInPage(view)));

  app.post('/organise/sign-out', async (c) => {
    const session = sessionCookie.read(c);
    if (session !== undefined) await endSession(deps, session);
    sessionCookie.remove(c);
    keptCookie.remove(c);
    // Nobody may have followed the way to the provider's own sign-out, or it has none.
    afreshCookie.write(c);
    return c.redirect('/organise/signed-out?go=on', 303);
  });

  app.get('/organise/signed-out', async (c) => {
    const provider = c.req.query('go') === 'on' ? await deps.provider.signOutAt() : undefined;
    return c.html(signedOutPage(view, publicUrl, provider?.href));
  });
}

/** The same computer, by the name that browsers count as safe. */
function safeAddress(publicUrl: string): string {
  const { port } = new URL(publicUrl);
  return `http://localhost${port && `:${port}`}/organise`;
}
