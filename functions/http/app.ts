import { type Context, Hono, type MiddlewareHandler, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { MOST_BYTES } from '../core/typed/request.ts';
import { inLanguage } from '../ui/messages/addresses.ts';
import { languages } from '../ui/messages/speak.ts';
import { isJson } from './body.ts';
import type { AppDeps } from './deps.ts';
import { inTime } from './in-time.ts';
import { languageAsked, mistakenAddress, nearest, pathOf } from './language.ts';
import { type AnyProblem, HttpProblem, reportedProblem } from './problems.ts';
import { securityHeaders } from './security-headers.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Ends with the answer, also with one that came too late for the work: what is long looks here before it goes on. */
    answered: AbortSignal;
  }
}

/**
 * What every Hono app of Amparo starts with: security headers, a limit on the size of bodies, protection against forged
 * forms, and one answer for each kind of problem. A person gets a page, a program `application/problem+json`. Routes name no
 * language: the app has read it from the address before.
 * @param exposed the paths with which other sites may do more than follow a link.
 * @param mostBytes how large a body may be. `own`: the app limits bodies itself, before it reads one.
 * @param around stands around all answers but the 405 and the 413, also around one that came too late.
 * @example
 * const app = createApp(deps).get('/healthz', (c) => c.text('ok'));
 */
export function createApp(
  deps: AppDeps,
  exposed: Parameters<typeof securityHeaders>[2] = [],
  mostBytes: number | 'own' = MOST_BYTES,
  around: readonly MiddlewareHandler[] = [],
): Hono {
  const app = new Hono({ getPath: pathOf });
  const answer = (c: Context, problem: AnyProblem) => answerProblem(c, deps, problem);
  app.use(securityHeaders(deps.publicUrl, deps.assets.inPage, exposed));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: async (c, methods) => {
        const response = await answer(c, new HttpProblem('method-not-allowed'));
        response.headers.set('allow', methods.join(', '));
        return response;
      },
    }),
  );
  if (mostBytes !== 'own') {
    const kilobytes = Math.floor(mostBytes / 1024);
    app.use(
      bodyLimit({ maxSize: mostBytes, onError: (c) => answer(c, new HttpProblem('body-too-large', { kilobytes })) }),
    );
  }
  for (const each of around) app.use(each);
  app.use(async (c, next) => {
    const answered = new AbortController();
    c.set('answered', answered.signal);
    try {
      await inTime(deps.answersWithin ?? ANSWERED_WITHIN, next());
    } finally {
      answered.abort(new HttpProblem('unavailable'));
    }
  });
  app.use(namesLanguage);
  app.use(async (c, next) => {
    if (isForgedForm(c, deps.publicUrl)) throw new HttpProblem('cross-site');
    await next();
  });
  app.notFound((c) => {
    // Not `c.req.path`, which is decoded: it may contain a line end, which a header may not.
    const { pathname, search } = new URL(c.req.url);
    const mistaken = mistakenAddress(pathname);
    if (!mistaken || !['GET', 'HEAD'].includes(c.req.method)) return answer(c, new HttpProblem('not-found'));
    const { nearest: language, path } = mistaken;
    const address = language && inLanguage(language, path, languages);
    if (!address || address === pathname)
      return answer(c, new HttpProblem(language ? 'not-found' : 'language-unknown'));
    return c.body(null, 302, { 'cache-control': 'no-store', location: `${address}${search}` });
  });
  app.onError((error, c) => answer(c, reportedProblem(c, deps.log, error)));
  return app;
}

/** Says in which language a page is. One that is not in the language of its address has said so itself. */
async function namesLanguage(c: Context, next: Next): Promise<void> {
  await next();
  const { headers } = c.res;
  if (!headers.get('content-type')?.startsWith('text/html') || headers.has('content-language')) return;
  headers.set('content-language', nearest(languageAsked(c)) ?? languages[0] ?? 'en');
}

/** Milliseconds: Lambda stops a function after 10 s. */
const ANSWERED_WITHIN = 9_000;

/**
 * Signers have no session that a forged form could use. But a page of another site must not make its visitors sign, either.
 * `Sec-Fetch-Site` says where a form came from. Older browsers send `Origin` instead; from our own pages, which send no
 * referrer, it is `null`.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
function isForgedForm(c: Context, publicUrl: string): boolean {
  // Another site can send a form in three encodings, and a body without any type. JSON needs our leave (CORS).
  if (c.req.method !== 'POST' || isJson(c)) return false;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return false;
  return origin !== new URL(publicUrl).origin && origin !== new URL(c.req.url).origin;
}

/** Words and pages are loaded with the first problem: a cold start must not wait for them. */
async function answerProblem(c: Context, deps: AppDeps, problem: AnyProblem): Promise<Response> {
  const { problemAnswer } = await import('./problem-answer.ts');
  return problemAnswer(c, deps, problem);
}
