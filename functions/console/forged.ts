import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { SessionActor } from '../core/access/sessions.ts';
import { HttpProblem } from '../http/problems.ts';
import { keptCookie, keptProof } from './sign-in/cookies.ts';
import { BY } from './ui/put-back.ts';
import { isAnyForm, sentForm } from './ui/sent-form.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Whether a request changes nothing. @param leavesEntry whether its row says that it does (`Row`). */
export const isSafe = (c: Context, leavesEntry = false): boolean => SAFE.has(c.req.method) && !leavesEntry;

/**
 * A browser sends the cookie of a session with each request, also with one that another site makes. So a change must come from our
 * own pages, and carry what only they know: a script in the header `x-csrf-token`, a form in its field `csrf`.
 * @param actor undefined: nobody has signed in, so there is nothing that only their pages know.
 * @throws {HttpProblem} `cross-site`
 */
export async function refuseForged(c: Context, actor: SessionActor | undefined, publicUrl: string): Promise<void> {
  if (!isFromOurPages(c, publicUrl) || (actor && !(isProof(c, actor, await proofIn(c)) && (await isOwn(c, actor)))))
    throw new HttpProblem('cross-site');
}

/**
 * Whether a form stood in a page of the account that sends it. Another one may have signed in since, in another tab. What says nothing of it
 * is no form that somebody has filled in.
 */
export async function isOwn(c: Context, { account }: Pick<SessionActor, 'account'>): Promise<boolean> {
  if (!isAnyForm(c)) return true;
  const by = (await sentForm(c)).typed[BY]?.[0];
  return by === undefined || by === account;
}

async function proofIn(c: Context): Promise<string | undefined> {
  const header = c.req.header('x-csrf-token');
  if (header !== undefined || !isAnyForm(c)) return header;
  return (await sentForm(c)).typed.csrf?.[0];
}

/** Whether a browser says that a request comes from our pages. One that says nothing is no browser of today. */
export function isFromOurPages(c: Context, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return c.req.header('origin') === new URL(publicUrl).origin;
}

/** Whether a text is the proof that a page of this session made a request, or the page that kept a form until there was a session. */
function isProof(c: Context, { csrf }: SessionActor, text: string | undefined): boolean {
  const kept = keptCookie.read(c);
  return isSame(csrf, text) || (kept !== undefined && isSame(keptProof(kept), text));
}

function isSame(known: string, text = ''): boolean {
  const [one, other] = [Buffer.from(known), Buffer.from(text)];
  return one.length === other.length && timingSafeEqual(one, other);
}
