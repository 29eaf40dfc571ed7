import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { OrganiserActor } from '../core/access/actor.ts';
import { requireRight } from '../core/access/rights.ts';
import { openSession, type SessionActor } from '../core/access/sessions.ts';
import { actorOfToken } from '../core/access/tokens.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { Problem } from '../core/problem.ts';
import { HttpProblem } from '../http/problems.ts';
import { limitAtOnce, nameOf } from './at-once.ts';
import type { ConsoleDeps } from './deps.ts';
import { isSafe, refuseForged } from './forged.ts';
import type { Row } from './routes.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who acts. Undefined on a route for anybody. */
    actor: OrganiserActor | SessionActor | undefined;
    /** Does more for a request that was counted (`AtOnce`). Undefined if it was not. */
    goOn: (<Result>(work: () => Promise<Result>) => Promise<Result>) | undefined;
  }
}

/** The id of a session. Only this host gets it, over TLS alone, and no script reads it. */
export const SESSION_COOKIE = '__Host-organiser';

/**
 * Lets a request through if a row of the table has its route, and the organiser who sends it has the right of that row. No
 * campaign is read before. An organiser has no more requests under way than `limitAtOnce` allows. They count from the moment that the
 * sender is known, so that those which are refused count, too.
 */
export function guard(deps: ConsoleDeps, rows: readonly Row[]): MiddlewareHandler {
  const patterns = rows.map((row) => ({
    row,
    pattern: new RegExp(`^${row.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));
  const { admit, goOn } = limitAtOnce(deps.mostAtOnce);
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const path = c.req.path;
    const found = patterns.find(({ row, pattern }) => row.method === method && pattern.test(path));
    // No row, no answer, whatever the app would do. `createApp` makes it 405 if another method has one.
    if (!found) return c.notFound();
    const { row, pattern } = found;
    const names = pattern.exec(path)?.groups ?? {};
    const sender = await actorOf(deps, c);
    const actor = sender && { ...sender, answered: c.get('answered') };
    c.set('actor', actor);
    const answer = async () => {
      await refuseForeign(c, row, sender, deps.publicUrl);
      if (row.right !== 'anybody') {
        if (!actor) throw new HttpProblem('not-signed-in');
        // Pages are for people: a program has the API.
        if (!path.startsWith('/api/') && !('csrf' in actor)) throw new Problem('not-allowed');
        requireRight(actor, row.right, { campaign: names.slug, clock: deps.clock });
      }
      refuseUnasked(c, row);
      return canBe(names) ? next() : c.notFound();
    };
    if (!actor) return answer();
    const name = nameOf(actor, row.right);
    return admit(name, () => {
      c.set('goOn', (work) => goOn(name, work));
      return answer();
    });
  };
}

/** @throws {Problem} `invalid-query` that names what the call does not know, and what it does. */
function refuseUnasked(c: Context, { asks }: Row): void {
  // Every address may ask for a language.
  const unknown = asks && Object.keys(c.req.query()).filter((name) => name !== 'lang' && !asks.includes(name));
  if (!unknown || unknown.length === 0) return;
  const faults = unknown.map((sentAs) => ({ field: 'query', fault: 'unknown', sentAs }) as const);
  throw new Problem('invalid-query', { faults, known: asks });
}

/** Letters of the longest name in an address, such as that of a file or of a section. */
const LONGEST = 100;

/** Whether there can be what the parts of an address name. The table takes no long text as a key, and would be asked in vain. */
const canBe = ({ slug, ...names }: Readonly<Record<string, string>>): boolean =>
  (slug === undefined || isSlug(slug)) && Object.values(names).every((name) => name.length <= LONGEST);

/** The organiser of a route that is not for anybody. */
export function organiserIn(c: Context): OrganiserActor {
  const actor = c.get('actor');
  if (!actor) throw new HttpProblem('not-signed-in');
  return actor;
}

/**
 * Who sends a request: by a token if there is one, else by a session. A token that does not work is refused, even if there is a
 * session: its program must learn of it.
 */
async function actorOf(deps: ConsoleDeps, c: Context): Promise<OrganiserActor | SessionActor | undefined> {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const words = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const actor = words === undefined ? undefined : await actorOfToken(deps, words);
    if (!actor) throw new HttpProblem('not-signed-in');
    return actor;
  }
  const id = getCookie(c, SESSION_COOKIE);
  return id === undefined ? undefined : openSession(deps, id);
}

/**
 * Refuses a change that another site makes with the session of an organiser. To sign out is for anybody: a browser sends no cookie with
 * the form of another site, but does what the answer says about cookies. @throws {HttpProblem} `cross-site`
 */
async function refuseForeign(
  c: Context,
  { right, leavesEntry }: Row,
  sender: OrganiserActor | SessionActor | undefined,
  publicUrl: string,
): Promise<void> {
  if (isSafe(c, leavesEntry)) return;
  const bySession = sender && 'csrf' in sender ? sender : undefined;
  if (bySession || (!sender && right === 'anybody')) await refuseForged(c, bySession, publicUrl);
}
