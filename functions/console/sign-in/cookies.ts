import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { HOUR, SECOND } from '../../core/running/clock.ts';
import { FLOW_LIFETIME } from './flow.ts';

/**
 * Both cookies are `__Host-`: only this host sets and gets them, and only over HTTPS. Browsers count `localhost` as secure. `Lax`, not
 * `Strict`: the provider leads back from another site, and the browser must then send both.
 */
const OWN = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', prefix: 'host' } as const;

const SESSION = 'organiser';
const FLOW = 'sign-in';
const AFRESH = 'ask-afresh';
const KEPT = 'kept-form';

/** The id of a session. It ends with the browser, if no rule ends it before (`core/access/sessions.ts`). */
export const sessionCookie = {
  read: (c: Context): string | undefined => getCookie(c, SESSION, 'host'),
  write: (c: Context, id: string): void => setCookie(c, SESSION, id, OWN),
  remove: (c: Context): unknown => deleteCookie(c, SESSION, OWN),
};

/** A sign-in under way (`flow.ts`). */
export const flowCookie = {
  read: (c: Context): string | undefined => getCookie(c, FLOW, 'host'),
  write: (c: Context, sealed: string): void => setCookie(c, FLOW, sealed, { ...OWN, maxAge: FLOW_LIFETIME / 1_000 }),
  remove: (c: Context): unknown => deleteCookie(c, FLOW, OWN),
};

/**
 * A browser whose person has signed out, or whose last sign-in was refused for who its person is, or for what they proved. The provider may
 * still know them, and would let them through, or answer the same at once: so the next sign-in has it ask. Until a sign-in works, or the
 * browser ends.
 */
export const afreshCookie = {
  isThere: (c: Context): boolean => getCookie(c, AFRESH, 'host') !== undefined,
  write: (c: Context): void => setCookie(c, AFRESH, 'yes', OWN),
  remove: (c: Context): unknown => deleteCookie(c, AFRESH, OWN),
};

/** How long a form that waits for a sign-in can be sent with one press. Later it needs a second one. */
const KEPT_FOR = HOUR / SECOND;

/**
 * A browser in which a form waits until its sender has signed in. Their session will have another id, which the form cannot know: so the
 * form proves by this cookie that it comes from our page in this browser. No other site can set or read it.
 */
export const keptCookie = {
  read: (c: Context): string | undefined => getCookie(c, KEPT, 'host'),
  /** Several forms may wait in one browser. @returns the content of the cookie. */
  keep(c: Context): string {
    const before = getCookie(c, KEPT, 'host');
    const words = before !== undefined && /^[\w-]{22}$/.test(before) ? before : randomBytes(16).toString('base64url');
    setCookie(c, KEPT, words, { ...OWN, maxAge: KEPT_FOR });
    return words;
  },
  remove: (c: Context): unknown => deleteCookie(c, KEPT, OWN),
};

/** What a form that waits carries as its field `csrf`. */
export const keptProof = (words: string): string => createHash('sha256').update(`kept ${words}`).digest('base64url');

/** Whether browsers keep the cookies of this address: over HTTPS, or on the computer itself. */
export function keepsCookies(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopback(hostname);
}

export const isLoopback = (hostname: string): boolean => /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]';
