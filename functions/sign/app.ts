import type { Context, Hono, Next } from 'hono';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { Problem } from '../core/problem.ts';
import type { LinkRequest } from '../core/signatures/attempt.ts';
import { MOST_BYTES } from '../core/typed/request.ts';
import { createApp } from '../http/app.ts';
import { type Body, readBody, readJson } from '../http/body.ts';
import { throughEdgeOnly } from '../http/edge.ts';
import { inTime } from '../http/in-time.ts';
import { isShownAgain } from '../ui/shown-again.ts';
import type { SignDeps } from './deps.ts';
import { buttonAgain, buttonShown, formAgain, formShown, inItsWords, pages, speaking, textOf } from './given-back.ts';
import { waitField } from './mail-wait.ts';
import type { TokenAction } from './page-parts.tsx';
import {
  assertHasOpened,
  campaignWithItsSigners,
  confirm,
  knownCampaign,
  openConfirmationLink,
  openWithdrawalLink,
  stopNews,
  withdraw,
} from './signing.ts';
import { heldInSteps, padded } from './unobserved.ts';

/** Takes, confirms and withdraws signatures: as JSON for programs, with forms and pages for people. */
export function createSignApp(deps: SignDeps): Hono {
  const groupOf = async (slug: string | undefined) =>
    slug === undefined ? undefined : (await deps.campaign(slug))?.group;
  const app = createApp({ ...deps, groupOf }, [], MOST_BYTES, [keptNowhere, padded]);
  if (deps.edgeOnly) app.use(throughEdgeOnly(async () => (await deps.keys()).edge));

  app.post('/api/campaigns/:slug/challenges', async (c) => {
    const fields = await readJson(c);
    const campaign = await campaignWithItsSigners(deps, c.req.param('slug'));
    assertHasOpened(campaign, deps.clock());
    const { parseChallengeForm } = await import('../core/signatures/attempt.ts');
    const { normalised } = parseChallengeForm(fields);
    const { challengeFor } = await import('./challenging.ts');
    return c.json({ challenge: await challengeFor(deps, campaign, normalised, await deps.networkOf(c)) });
  });
  app.post('/api/campaigns/:slug/signatures', async (c) => {
    const { from, fields } = await readBody(c);
    const campaign = await knownCampaign(deps, c.req.param('slug'));
    if (isShownAgain(c.req.query())) return formShown(c, deps, from, { form: 'sign', campaign, fields });
    try {
      const { parseAttempt } = await import('../core/signatures/attempt.ts');
      const attempt = parseAttempt(fields, campaign);
      if (from === 'form') (await typedAddress()).askOnceWhatWasMeant(fields);
      const { requestConfirmation } = await import('./attempting.ts');
      // Now, so that the look is done by the time of the answer.
      deps.mailWait?.refresh();
      await inTime(deps.patience, requestConfirmation(deps, campaign, attempt, await deps.networkOf(c)));
      if (from === 'json') return c.json({ status: 'confirmation-sent', ...waitField(deps.mailWait?.latest()) }, 202);
      return c.redirect(await pageAfter(c, deps, 'sent', campaign, attempt), 303);
    } catch (error) {
      if (from === 'json') throw error;
      return formAgain(c, deps, { form: 'sign', campaign, fields, error });
    }
  });
  app.post('/api/campaigns/:slug/links', async (c) => {
    const { from, fields } = await readBody(c);
    const campaign = await campaignWithItsSigners(deps, c.req.param('slug'));
    if (isShownAgain(c.req.query())) return formShown(c, deps, from, { form: 'link', campaign, fields });
    try {
      const { parseLinkRequest } = await import('../core/signatures/attempt.ts');
      const request = parseLinkRequest(fields);
      if (from === 'form') (await typedAddress()).askOnceWhatWasMeant(fields);
      const { requestLink } = await import('./link-asking.ts');
      deps.mailWait?.refresh();
      await inTime(deps.patience, requestLink(deps, campaign, request, await deps.networkOf(c)));
      if (from === 'json') return c.json({ status: 'link-sent', ...waitField(deps.mailWait?.latest()) }, 202);
      return c.redirect(await pageAfter(c, deps, 'link-sent', campaign, request), 303);
    } catch (error) {
      if (from === 'json') throw error;
      return formAgain(c, deps, { form: 'link', campaign, fields, error });
    }
  });
  app.post('/api/osdi/petitions/:slug/record_signature_helper', async (c) => {
    const { recordSignature } = await import('./osdi.ts');
    return recordSignature(c, deps);
  });
  for (const path of ['sent', 'link-sent'] as const) {
    app.get(`/campaigns/:slug/${path}`, async (c) => {
      const campaign = await campaignWithItsSigners(deps, c.req.param('slug') ?? '');
      const { linkSentPage, sentPage } = await import('./sent-page.tsx');
      const page = path === 'sent' ? sentPage : linkSentPage;
      deps.mailWait?.refresh();
      const to = c.req.query('to');
      const typed = await addressIn(deps, to);
      return c.html(page(await speaking(c, deps), campaign, { wait: deps.mailWait?.latest(), typed, to }));
    });
  }

  /** What the button of a page posts to `action`, and a program to `api`. */
  const onToken = (action: TokenAction, api: string, answer: (c: Context, sent: SentToken) => Promise<Response>) =>
    app.on('POST', [action, api], heldInSteps(deps.answersEvery), async (c) => {
      const { from, fields } = await readBody(c);
      const token = tokenOf(fields);
      // To show the data of a signer changes nothing: that page is simply made again.
      if (isShownAgain(c.req.query()) && action !== '/my-data')
        return buttonShown(c, deps, from, { action, token, comment: textOf(fields.comment) });
      try {
        return await answer(c, { token, from, fields });
      } catch (error) {
        if (from === 'json') throw error;
        return buttonAgain(c, deps, { action, token, comment: textOf(fields.comment), padding: fields.padding, error });
      }
    });

  // Mail scanners open links. So opening a link changes nothing: its page asks the signer to press a button.
  app.get('/confirm', async (c) => {
    // The page about a link that has expired leads here from one language to another.
    const { expired } = c.req.query();
    if (expired !== undefined)
      throw new Problem('token-expired', { campaign: (await knownCampaign(deps, expired)).slug });
    const token = tokenOf(c.req.query());
    const opened = await openConfirmationLink(deps, token);
    return c.html(
      (await pages()).confirmPage(await speaking(c, deps, opened.link.locale), {
        ...(await inItsWords(deps, opened)),
        token,
      }),
    );
  });
  onToken('/confirm', '/api/confirmations', async (c, { token, from, fields }) => {
    const confirmed = await inTime(deps.patience, confirm(deps, token, await reasonIn(fields)));
    if (from === 'json') return c.json({ status: confirmed.status }, confirmed.status === 'counted' ? 201 : 200);
    // A page has the status of all other pages: in HTTP/2 another status is some bytes longer.
    const page = await speaking(c, deps, confirmed.link.locale);
    return c.html((await pages()).countedPage(page, { ...(await inItsWords(deps, confirmed)), now: deps.clock() }));
  });

  app.get('/withdraw', async (c) => {
    const token = tokenOf(c.req.query());
    const opened = await openWithdrawalLink(deps, token);
    return c.html(
      (await pages()).withdrawPage(await speaking(c, deps, opened.link.locale), {
        ...(await inItsWords(deps, opened)),
        token,
      }),
    );
  });
  onToken('/withdraw', '/api/withdrawals', async (c, { token, from }) => {
    const withdrawn = await inTime(deps.patience, withdraw(deps, token));
    if (from === 'json') return c.json({ status: 'withdrawn' });
    return c.html(
      (await pages()).withdrawnPage(await speaking(c, deps, withdrawn.link.locale), await inItsWords(deps, withdrawn)),
    );
  });
  onToken('/no-news', '/api/no-news', async (c, { token, from }) => {
    const left = await inTime(deps.patience, stopNews(deps, token));
    if (from === 'json') return c.json({ status: 'no-news' });
    return c.html((await pages()).noNewsPage(await speaking(c, deps, left.link.locale), await inItsWords(deps, left)));
  });
  // Asking changes nothing, but it is a POST: no address that a log or a browser keeps may carry a token.
  onToken('/my-data', '/api/my-data', async (c, { token, from }) => {
    const { findMyData } = await import('./my-data.ts');
    const found = await inTime(deps.patience, findMyData(deps, token));
    if (from === 'json') return c.json({ campaign: found.link.campaign, ...found.data });
    const { myDataPage } = await import('./my-data-page.tsx');
    return c.html(myDataPage(await speaking(c, deps, found.link.locale), { ...found, token }));
  });
  return app;
}

interface SentToken extends Body {
  readonly token: string;
}

/** What reads reasons is loaded with the first one: a cold start needs none. @throws {Problem} `invalid-form`. */
async function reasonIn({ comment = '' }: Body['fields']): Promise<string> {
  if (comment === '' || comment === null) return '';
  const { parseReason } = await import('../core/signatures/attempt.ts');
  return parseReason({ comment });
}

/** Each answer of this function is for one person, once: no shared cache keeps it, no search engine shows it. */
async function keptNowhere(c: Context, next: Next): Promise<void> {
  await next();
  const { headers } = c.res;
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-robots-tag', 'noindex');
}

const typedAddress = () => import('./typed-address.ts');

/** The page after a form. Its address has the typed one, sealed. */
async function pageAfter(
  c: Context,
  deps: SignDeps,
  page: 'sent' | 'link-sent',
  { slug }: CampaignHead,
  { address, locale }: LinkRequest,
): Promise<string> {
  const to = (await typedAddress()).sealTypedAddress((await deps.keys()).typed, address.deliverTo, deps.clock());
  const { translatorFor } = await import('../http/translator.ts');
  return translatorFor(c, locale).href(`/campaigns/${slug}/${page}?to=${to}`);
}

/** The address that somebody typed into the form before this page. */
async function addressIn(deps: SignDeps, to: string | undefined): Promise<string | undefined> {
  if (to === undefined) return undefined;
  return (await typedAddress()).openTypedAddress((await deps.keys()).typed, to, deps.clock());
}

/** A mail program that breaks a link puts white space into its token. @throws {Problem} `token-missing`. */
function tokenOf({ token }: Readonly<Record<string, unknown>>): string {
  if (typeof token !== 'string' || token === '') {
    throw new Problem('token-missing', { faults: [{ field: 'token', fault: 'missing' }] });
  }
  return token.replace(/\s+/g, '');
}
