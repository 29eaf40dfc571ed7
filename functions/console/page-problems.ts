import type { Context, MiddlewareHandler } from 'hono';
import { endOfSession, type SessionEnd } from '../core/access/ended.ts';
import { hasRight } from '../core/access/rights.ts';
import { openSession, type SessionActor } from '../core/access/sessions.ts';
import { maskPrivateKeys } from '../core/campaigns/recipient.ts';
import { InOtherState } from '../core/campaigns/states.ts';
import { inTime } from '../http/in-time.ts';
import {
  type AnyProblem,
  HttpProblem,
  problemHeaders,
  problemOf,
  problemStatus,
  reportedProblem,
} from '../http/problems.ts';
import { english, problemWords } from '../ui/messages/messages.ts';
import { limitAtOnce } from './at-once.ts';
import { AUDIT } from './audit/list-page.tsx';
import { campaignAt, updatesAt } from './campaigns/address.ts';
import { versionsAt } from './campaigns/history/pages.tsx';
import { notNowWords } from './campaigns/turns.ts';
import type { ConsoleDeps } from './deps.ts';
import { isFromOurPages, isOwn } from './forged.ts';
import { PEOPLE, personAt } from './people/pages.tsx';
import { afterRefusal } from './refused-forms.ts';
import { refusedWords } from './refused-words.ts';
import { keptCookie, keptProof, sessionCookie } from './sign-in/cookies.ts';
import { endedPage } from './sign-in/ended-page.tsx';
import { AGAIN, type KeptFor, keptPage, refusedForm, type SentBack } from './sign-in/kept-page.tsx';
import { signInAt, startPage } from './sign-in/pages.tsx';
import { pageAround, returnAddress } from './sign-in/return-address.ts';
import { ownAddress } from './ui/own-address.ts';
import type { ConsoleView, Me } from './ui/page.tsx';
import { problemPage, tooLargePage, type WayBack } from './ui/problem-page.tsx';
import { isAnyForm, sentForm } from './ui/sent-form.ts';
import { first, type Typed } from './ui/typed.ts';
import { t } from './ui/words.ts';
import { answersFor } from './view.ts';
import { WEBHOOKS } from './webhooks/address.ts';

/**
 * Answers problems of pages in a way that lets people go on: with the sign-in, with a fresh proof of who they are, or with what an admin
 * could change. A form of ours comes back with all that was typed, whatever refuses it (`refused-forms.ts`); what another site sends is
 * never shown. It stands around all answers, also around one that came too late. The API has answers of its own.
 */
export const answerPageProblems = (deps: ConsoleDeps): MiddlewareHandler => {
  const { admit } = limitAtOnce(MOST_OF_OTHERS);
  return async (c, next) => {
    await next();
    if (!/^\/organise(?:\/|$)/.test(c.req.path)) return;
    const problem = problemIn(c);
    // What another network gets says nothing, and reads nothing.
    if (!problem || problem.kind === 'other-network') return;
    const work = () =>
      pageFor(c, deps, problem).catch((error) =>
        // The database has gone meanwhile.
        pageFor(c, deps, reportedProblem(c, deps.log, error)),
      );
    const goOn = c.get('goOn') ?? ((work) => admit('others', work));
    const answer = await (comesBack(c, deps.publicUrl, problem) ? goOn(work) : work()).catch((error) => {
      if (problemOf(error).kind !== 'too-many-at-once') throw error;
      return busyPage(c, deps);
    });
    // Only now: the app's own answer has headers that stay.
    c.res = undefined;
    c.res = answer;
  };
};

/** Forms that are read at once to be shown again, of all who are not signed in, or have too many requests under way. */
const MOST_OF_OTHERS = 2;

/** What they get beyond. Reading their form would take the time of everybody. */
async function busyPage(c: Context, deps: ConsoleDeps): Promise<Response> {
  const problem = new HttpProblem('too-many-at-once');
  c.header('content-language', 'en');
  for (const [name, value] of Object.entries(problemHeaders(problem))) c.header(name, value);
  const words = { title: t('kept.busy.title'), detail: t('kept.busy.detail') };
  return c.html(problemPage(await viewNow(c, deps), words), problemStatus(problem));
}

function problemIn(c: Context): AnyProblem | undefined {
  const { error } = c;
  // The app has noted it already.
  if (error !== undefined) return problemOf(error);
  return c.res.status === 404 ? new HttpProblem('not-found') : undefined;
}

async function pageFor(c: Context, deps: ConsoleDeps, problem: AnyProblem): Promise<Response> {
  const { publicUrl } = deps;
  const status = problemStatus(problem);
  const { pathname, searchParams } = new URL(c.req.url);
  const isAgain = searchParams.has(AGAIN);
  searchParams.delete(AGAIN);
  const here = returnAddress([pathname, String(searchParams)].filter(Boolean).join('?'));
  const isPost = c.req.method === 'POST' && isAnyForm(c);
  if (problem.kind === 'not-fresh' && !isPost) return c.redirect(signInAt(publicUrl, here, { isStepUp: true }), 302);
  const isOurFault = status >= 500;
  const view = await (isOurFault ? viewNow(c, deps) : viewOf(c, deps));
  const answering = { ...view, answers: answersFor(c) };
  c.header('content-language', 'en');
  for (const [name, value] of Object.entries(problemHeaders(problem))) c.header(name, value);
  const end = problem.kind === 'not-signed-in' ? await endOf(c, deps) : undefined;
  const { form, isTooLong } = await cameBack(c, publicUrl, problem, here);
  // Somebody who is no organiser any more cannot send it.
  const why = form && end !== 'removed' ? await keptFor(c, problem, view.me) : undefined;
  if (form && why !== undefined) {
    // There is no session yet, or the one that there is. If nobody can look, the form keeps the proof that it came with.
    const csrf = view.me?.actor.csrf ?? (isOurFault ? first(form.fields, 'csrf') : keptProof(keptCookie.keep(c)));
    return c.html(keptPage(view, publicUrl, { ...form, why, page: pageAround(pathname), csrf, isAgain }), status);
  }
  const { me } = view;
  // A role may come back.
  const kept = form && me && problem.kind === 'not-allowed' ? { ...form, me, csrf: me.actor.csrf, isAgain } : undefined;
  const shown = form && refusedForm(form, kept);
  if (end) return c.html(endedPage(view, publicUrl, end, here, shown?.content), status);
  if (problem.kind === 'not-signed-in') return c.html(startPage(view, publicUrl, here, { isTooLong }), status);
  const figures = problem instanceof HttpProblem ? problem.figures : undefined;
  const words = problemWords(english(), problem.kind, figures);
  if (problem.kind === 'body-too-large')
    return c.html(tooLargePage(answering, { ...words, back: here, megabytes: figures?.megabytes }), status);
  const ofVersion = problem.kind === 'version-unknown' ? t('versions.unknown') : words.detail;
  const said = problem instanceof InOtherState ? notNowWords(problem) : ofVersion;
  const detail = problem.kind === 'not-allowed' ? refusedWords(problem.right) : said;
  if (isOurFault) {
    const detail = t(problem.kind === 'unavailable' ? 'failed.unavailable' : 'failed.internal');
    const shown = isPost ? { detail: t('failed.sent') } : { detail, again: here };
    return c.html(problemPage(answering, { title: words.title, ...shown }), status);
  }
  const note = isTooLong ? t(problem.kind === 'not-fresh' ? 'kept.too-long' : 'kept.too-long.to-copy') : undefined;
  const back = backFrom(problem.kind, pathname, view.me);
  // A page with what was typed stays what it is: no other address shows that.
  return c.html(problemPage(shown ? view : answering, { ...words, detail, note, back, form: shown }), status);
}

/** Whether a form of ours was refused, and its page shows it. */
const comesBack = (c: Context, publicUrl: string, { kind }: AnyProblem): boolean =>
  c.req.method === 'POST' && isAnyForm(c) && isFromOurPages(c, publicUrl) && afterRefusal[kind] !== 'unread';

/** The form of ours that was refused, if one was, and could be read. Of another site, nothing is ever shown. */
async function cameBack(
  c: Context,
  publicUrl: string,
  problem: AnyProblem,
  action: string,
): Promise<{ readonly form?: SentBack; readonly isTooLong: boolean }> {
  if (!comesBack(c, publicUrl, problem)) return { isTooLong: false };
  const { typed, files } = await sentForm(c);
  if (lettersOf(typed) > MOST_KEPT) return { isTooLong: true };
  // A private key must not be repeated anywhere, not even to the person who pasted it.
  const fields = Object.entries(typed).map(([name, values]) => [name, values.map(maskPrivateKeys)]);
  return { form: { action, fields: Object.fromEntries(fields), files: Object.keys(files) }, isTooLong: false };
}

/**
 * Letters of a form that comes back, with the names of its fields. Each stands in the page twice, and becomes up to six bytes. An answer of
 * Lambda may have six million. No form of ours has as many.
 */
const MOST_KEPT = 256 * 1024;

const lettersOf = (typed: Typed): number =>
  Object.entries(typed).reduce(
    (sum, [name, values]) => sum + values.reduce((all, one) => all + name.length + one.length, 0),
    0,
  );

/** Why the session of a browser has ended, if it had one. */
async function endOf(c: Context, deps: ConsoleDeps): Promise<SessionEnd | undefined> {
  const id = sessionCookie.read(c);
  const end = id === undefined ? undefined : await endOfSession(deps, id);
  if (end) deps.log.info('session-ended', { reason: end });
  return end;
}

/** The pages that the words of a problem name. Only somebody who may see them learns that there is no such thing. */
const named: Partial<Record<AnyProblem['kind'], WayBack>> = {
  'organiser-unknown': { href: PEOPLE, word: 'people.to-list' },
  'access-token-unknown': { href: '/organise/tokens', word: 'tokens.to-list' },
  'endpoint-unknown': { href: WEBHOOKS, word: 'webhooks.to-list' },
  'entry-unknown': { href: `${AUDIT}/check`, word: 'audit.check' },
  'case-unknown': { href: '/organise/cases', word: 'cases.all' },
};

/** The page around an address that helps after a problem, if there is one, and its organiser may see it. */
function backFrom(kind: AnyProblem['kind'], path: string, me: Me | undefined): WayBack | undefined {
  const list = named[kind];
  if (list) return me && list;
  const [, person] = /^\/organise\/people\/(org_[a-z0-9]+)\/./.exec(path) ?? [];
  if (kind === 'last-admin' && person !== undefined)
    return { href: personAt({ id: person }), word: 'people.to-person' };
  const [, slug] = /^\/organise\/campaigns\/([^/]+)\/./.exec(path) ?? [];
  if (slug === undefined || !me || !hasRight(me.actor, 'campaign.read', slug)) return undefined;
  if (kind === 'not-allowed' || kind === 'campaign-in-other-state')
    return { href: campaignAt(slug), word: 'turn.to-campaign' };
  if (kind === 'version-unknown') return { href: versionsAt(slug), word: 'versions.to-list' };
  return kind === 'update-unknown' ? { href: updatesAt(slug), word: 'updates.to-list' } : undefined;
}

/** Whether a form of our pages can be taken after all, once its sender has signed in or pressed the button again. */
async function keptFor(c: Context, { kind }: AnyProblem, me: Me | undefined): Promise<KeptFor | undefined> {
  if (kind === 'not-signed-in') return 'signed-out';
  if (kind === 'not-fresh' || kind === 'unavailable' || kind === 'internal') return kind;
  if (kind === 'too-many-at-once' || kind === 'changed-meanwhile') return 'unavailable';
  if (kind !== 'cross-site' || !me) return undefined;
  // With the proof of a session before, or of somebody else's.
  return (await isOwn(c, me.actor)) ? 'not-ours' : 'other-account';
}

/** The page around a problem. */
async function viewOf(c: Context, deps: ConsoleDeps): Promise<ConsoleView> {
  const view = { assets: deps.assets, path: c.req.path };
  const id = sessionCookie.read(c);
  if (id === undefined) return view;
  const actor: SessionActor | undefined = await openSession(deps, id);
  return actor ? { ...view, me: { actor, address: await ownAddress(deps, actor) } } : view;
}

/** The page must come all the same if this takes longer, in milliseconds, or fails: little is left of the time of a request. */
const VIEW_WITHIN = 400;

/** The same, if nothing may answer: then around the page is what is known of its reader already. */
function viewNow(c: Context, deps: ConsoleDeps): Promise<ConsoleView> {
  return inTime(VIEW_WITHIN, viewOf(c, deps)).catch(() => {
    const view = { assets: deps.assets, path: c.req.path };
    const actor = c.get('actor');
    return actor && 'csrf' in actor ? { ...view, me: { actor, address: '' } } : view;
  });
}
