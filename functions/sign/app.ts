import type { Context, Hono, Next } from 'hono';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { Problem } from '../core/problem.ts';
import { createApp } from '../http/app.ts';
import { type Body, readBody } from '../http/body.ts';
import { inTime } from '../http/in-time.ts';
import { type AnyProblem, HttpProblem, problemHeaders, problemStatus, reportedProblem } from '../http/problems.ts';
import type { SignDeps } from './deps.ts';
import { throughEdgeOnly } from './edge.ts';
import { waitField } from './mail-wait.ts';
import type { TokenAction } from './page-parts.tsx';
import type { TypedForm } from './pages.tsx';
import {
  assertHasOpened,
  confirm,
  knownCampaign,
  openConfirmationLink,
  openWithdrawalLink,
  withdraw,
} from './signing.ts';
import { heldInSteps, padded } from './unobserved.ts';

/** Takes, confirms and withdraws signatures: as JSON for programs, with forms and pages for people. */
export function createSignApp(deps: SignDeps): Hono {
  const app = createApp(deps);
  app.use(keptNowhere);
  app.use(padded);
  if (deps.edgeOnly) app.use(throughEdgeOnly(async () => (await deps.keys()).edge));

  app.post('/api/campaigns/:slug/challenges', async (c) => {
    const { from, fields } = await readBody(c);
    if (from === 'form') throw new HttpProblem('unsupported-content-type');
    const campaign = await knownCampaign(deps, c.req.param('slug'));
    assertHasOpened(campaign, deps.clock());
    const { parseChallengeForm } = await import('../core/signatures/attempt.ts');
    const { normalised } = parseChallengeForm(fields);
    const { challengeFor } = await import('./challenging.ts');
    return c.json({ challenge: await challengeFor(deps, campaign, normalised, await deps.networkOf(c)) });
  });
  app.post('/api/campaigns/:slug/signatures', async (c) => {
    const { from, fields } = await readBody(c);
    const campaign = await knownCampaign(deps, c.req.param('slug'));
    try {
      const { parseAttempt } = await import('../core/signatures/attempt.ts');
      const attempt = parseAttempt(fields);
      const { requestConfirmation } = await import('./attempting.ts');
      // Now, so that the look is done by the time of the answer.
      deps.mailWait?.refresh();
      await inTime(deps.patience, requestConfirmation(deps, campaign, attempt, await deps.networkOf(c)));
      if (from === 'json') return c.json({ status: 'confirmation-sent', ...waitField(deps.mailWait?.latest()) }, 202);
      return c.redirect(pageAfter('sent', campaign, attempt.locale), 303);
    } catch (error) {
      if (from === 'json') throw error;
      return formAgain(c, deps, { form: 'sign', campaign, fields, error });
    }
  });
  app.post('/api/campaigns/:slug/links', async (c) => {
    const { from, fields } = await readBody(c);
    const campaign = await knownCampaign(deps, c.req.param('slug'));
    try {
      const { parseLinkRequest } = await import('../core/signatures/attempt.ts');
      const request = parseLinkRequest(fields);
      const { requestLink } = await import('./link-asking.ts');
      deps.mailWait?.refresh();
      await inTime(deps.patience, requestLink(deps, campaign, request, await deps.networkOf(c)));
      if (from === 'json') return c.json({ status: 'link-sent', ...waitField(deps.mailWait?.latest()) }, 202);
      return c.redirect(pageAfter('link-sent', campaign, request.locale), 303);
    } catch (error) {
      if (from === 'json') throw error;
      return formAgain(c, deps, { form: 'link', campaign, fields, error });
    }
  });
  for (const path of ['sent', 'link-sent'] as const) {
    app.get(`/campaigns/:slug/${path}`, async (c) => {
      const campaign = await knownCampaign(deps, c.req.param('slug') ?? '');
      const { linkSentPage, sentPage } = await import('./sent-page.tsx');
      const page = path === 'sent' ? sentPage : linkSentPage;
      deps.mailWait?.refresh();
      return c.html(page(deps, campaign, { language: c.req.query('lang'), wait: deps.mailWait?.latest() }));
    });
  }

  /** What the button of a page posts to `action`, and a program to `api`. */
  const onToken = (action: TokenAction, api: string, answer: (c: Context, sent: SentToken) => Promise<Response>) =>
    app.on('POST', [action, api], heldInSteps(deps.answersEvery), async (c) => {
      const { from, fields } = await readBody(c);
      const token = tokenOf(fields);
      try {
        return await answer(c, { token, from });
      } catch (error) {
        if (from === 'json') throw error;
        return buttonAgain(c, deps, { action, token, error });
      }
    });

  // Mail scanners open links. So opening a link changes nothing: its page asks the signer to press a button.
  app.get('/confirm', async (c) => {
    const token = tokenOf(c.req.query());
    const opened = await openConfirmationLink(deps, token);
    return c.html((await pages()).confirmPage(deps, { ...opened, token }));
  });
  onToken('/confirm', '/api/confirmations', async (c, { token, from }) => {
    const confirmed = await inTime(deps.patience, confirm(deps, token));
    const code = confirmed.status === 'counted' ? 201 : 200;
    if (from === 'json') return c.json({ status: confirmed.status }, code);
    return c.html((await pages()).countedPage(deps, confirmed), code);
  });

  app.get('/withdraw', async (c) => {
    const token = tokenOf(c.req.query());
    const opened = await openWithdrawalLink(deps, token);
    return c.html((await pages()).withdrawPage(deps, { ...opened, token }));
  });
  onToken('/withdraw', '/api/withdrawals', async (c, { token, from }) => {
    const withdrawn = await inTime(deps.patience, withdraw(deps, token));
    if (from === 'json') return c.json({ status: 'withdrawn' });
    return c.html((await pages()).withdrawnPage(deps, withdrawn));
  });
  // Asking changes nothing, but it is a POST: no address that a log or a browser keeps may carry a token.
  onToken('/my-data', '/api/my-data', async (c, { token, from }) => {
    const { findMyData } = await import('./my-data.ts');
    const found = await inTime(deps.patience, findMyData(deps, token));
    if (from === 'json') return c.json({ campaign: found.link.campaign, ...found.data });
    const { myDataPage } = await import('./my-data-page.tsx');
    return c.html(myDataPage(deps, { ...found, token }));
  });
  return app;
}

interface SentToken {
  readonly token: string;
  readonly from: Body['from'];
}

/** Pages are loaded with the first one: the API and a cold start need none. */
const pages = () => import('./pages.tsx');

/** Each answer of this function is for one person, once: no cache keeps it, no search engine shows it. */
async function keptNowhere(c: Context, next: Next): Promise<void> {
  await next();
  c.header('cache-control', 'no-store');
  c.header('x-robots-tag', 'noindex');
}

/** The page after a form, the same for everybody. Its address names only the language, if it is not the campaign's. */
const pageAfter = (page: 'sent' | 'link-sent', { slug, language }: CampaignHead, locale: string): string =>
  `/campaigns/${slug}/${page}${locale === language ? '' : `?lang=${encodeURIComponent(locale)}`}`;

/** A mail program that breaks a link puts white space into its token. @throws {Problem} `token-missing`. */
function tokenOf({ token }: Readonly<Record<string, unknown>>): string {
  if (typeof token !== 'string' || token === '') {
    throw new Problem('token-missing', { faults: [{ field: 'token', fault: 'missing' }] });
  }
  return token.replace(/\s+/g, '');
}

/** A form with faults, or one that we failed to take, comes back as it was typed. */
async function formAgain(
  c: Context,
  deps: SignDeps,
  { error, ...typed }: TypedForm & { error: unknown },
): Promise<Response> {
  const problem = reportedProblem(c, deps.log, error);
  if (!givesBack(problem)) throw problem;
  const page = (await pages()).formPage(deps, { ...typed, problem });
  return c.html(page, problemStatus(problem), problemHeaders(problem));
}

const givesBack = (problem: AnyProblem): boolean =>
  problem.kind === 'invalid-form' || problem.kind === 'network-busy' || problemStatus(problem) >= 500;

/** While a service does not answer, the page comes back with its button, which the signer can press again. */
async function buttonAgain(
  c: Context,
  deps: SignDeps,
  { error, ...button }: { action: TokenAction; token: string; error: unknown },
): Promise<Response> {
  const problem = reportedProblem(c, deps.log, error);
  if (problem.kind !== 'unavailable') throw problem;
  const [{ againPage }, { translatorFor }] = await Promise.all([pages(), import('../ui/messages/messages.ts')]);
  const page = againPage(deps, { ...button, problem, translator: translatorFor(c) });
  return c.html(page, problemStatus(problem), problemHeaders(problem));
}
