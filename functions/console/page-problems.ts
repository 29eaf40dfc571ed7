import type { Context, Hono } from 'hono';
import { openSession, type SessionActor } from '../core/access/sessions.ts';
import { Problem } from '../core/problem.ts';
import { type AnyProblem, HttpProblem, problemHeaders, problemStatus } from '../http/problems.ts';
import { english, problemWords } from '../ui/messages/messages.ts';
import type { ConsoleDeps } from './deps.ts';
import { sessionCookie } from './sign-in/cookies.ts';
import { type KeptFor, keptPage, signInAt, startPage } from './sign-in/pages.tsx';
import { returnAddress } from './sign-in/return-address.ts';
import { ownAddress } from './ui/own-address.ts';
import type { ConsoleView, Me } from './ui/page.tsx';
import { problemPage, tooLargePage } from './ui/problem-page.tsx';
import { isAnyForm, sentForm } from './ui/sent-form.ts';

/**
 * Answers problems of pages in a way that lets people go on: with the sign-in, with a fresh proof of who they are, or with what an admin
 * could change. A form that came too late comes back with all that was typed. The API has answers of its own.
 */
export function answerPageProblems(app: Hono, deps: ConsoleDeps): void {
  app.use(async (c, next) => {
    await next();
    if (!/^\/organise(?:\/|$)/.test(c.req.path)) return;
    const problem = problemIn(c);
    if (!problem) return;
    const answer = await pageFor(c, deps, problem);
    // Only now: the app's own answer has headers that stay.
    c.res = undefined;
    c.res = answer;
  });
}

function problemIn(c: Context): AnyProblem | undefined {
  const { error } = c;
  if (error instanceof Problem || error instanceof HttpProblem) return error;
  return error === undefined && c.res.status === 404 ? new HttpProblem('not-found') : undefined;
}

async function pageFor(c: Context, deps: ConsoleDeps, problem: AnyProblem): Promise<Response> {
  const { publicUrl } = deps;
  const status = problemStatus(problem);
  const { pathname, search } = new URL(c.req.url);
  const here = returnAddress(`${pathname}${search}`);
  const isPost = c.req.method === 'POST' && isAnyForm(c);
  if (problem.kind === 'not-fresh' && !isPost) return c.redirect(signInAt(publicUrl, here, { isStepUp: true }), 302);
  const view = await viewOf(c, deps);
  for (const [name, value] of Object.entries(problemHeaders(problem))) c.header(name, value);
  const why = isPost ? keptFor(c, problem, view.me) : undefined;
  if (why !== undefined) {
    const page = pageAround(pathname);
    const { typed: fields, files } = await sentForm(c);
    const kept = { why, action: here, page, fields, files: Object.keys(files) };
    return c.html(keptPage(view, publicUrl, kept), status);
  }
  if (problem.kind === 'not-signed-in') return c.html(startPage(view, publicUrl, here), status);
  const figures = problem instanceof HttpProblem ? problem.figures : undefined;
  const words = problemWords(english(), problem.kind, figures);
  if (problem.kind !== 'body-too-large') return c.html(problemPage(view, words), status);
  return c.html(tooLargePage(view, { ...words, back: here, megabytes: figures?.megabytes }), status);
}

/** The page from which a form is reached: `/organise/people`, or that of a campaign. */
function pageAround(path: string): string {
  const [, , part, name] = path.split('/');
  if (part !== 'campaigns') return `/organise/${part}`;
  return name === 'new' ? '/organise' : `/organise/campaigns/${name}`;
}

/** Whether a form can be taken after all, once its sender has signed in or pressed the button again. */
function keptFor(c: Context, { kind }: AnyProblem, me: Me | undefined): KeptFor | undefined {
  if (kind === 'not-signed-in') return 'signed-out';
  if (kind === 'not-fresh') return 'not-fresh';
  // From a page of ours, with the proof of a session before. What another site sends is never shown here.
  return kind === 'cross-site' && me && c.req.header('sec-fetch-site') === 'same-origin' ? 'not-ours' : undefined;
}

/** The page around a problem. If nothing can be read now, it is the one of nobody. */
async function viewOf(c: Context, deps: ConsoleDeps): Promise<ConsoleView> {
  const view = { assets: deps.assets, path: c.req.path };
  const id = sessionCookie.read(c);
  if (id === undefined) return view;
  const actor: SessionActor | undefined = await openSession(deps, id);
  return actor ? { ...view, me: { actor, address: await ownAddress(deps, actor) } } : view;
}
