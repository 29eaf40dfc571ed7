import type { Context } from 'hono';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { ConfirmationLink, WithdrawalLink } from '../core/signatures/links.ts';
import { type Body, FORM_TYPE } from '../http/body.ts';
import {
  type AnyProblem,
  faultsOf,
  problemHeaders,
  problemStatus,
  reportedProblem,
  wrongType,
} from '../http/problems.ts';
import type { SignDeps } from './deps.ts';
import type { PageDeps } from './page-parts.tsx';
import type { PressedButton, TypedForm } from './pages.tsx';
import { inLanguageOf, inWordsOf, openConfirmationLink, openWithdrawalLink } from './signing.ts';

/** Pages that give a form back to the person who filled it in. */

/** What a page needs, in the language of its address, or in that of the person whom it is for. */
export async function speaking(c: Context, { assets, publicUrl }: SignDeps, locale?: string): Promise<PageDeps> {
  const { translatorFor } = await import('../http/translator.ts');
  const translator = translatorFor(c, locale);
  c.header('content-language', translator.locale);
  return { assets, publicUrl, translator };
}

interface OpenedLink {
  readonly campaign: CampaignHead | undefined;
  readonly link: ConfirmationLink | WithdrawalLink;
}

/** What a page about a link shows: the campaign in the words that its signer was shown. */
export async function inItsWords<Opened extends OpenedLink>(deps: SignDeps, opened: Opened): Promise<Opened> {
  const { campaign, link } = opened;
  const said = isWithdrawal(link) ? link.said : link;
  if (campaign === undefined) return opened;
  // A link that was only asked for knows of no signature.
  return {
    ...opened,
    campaign: await (said ? inWordsOf(deps, campaign, said) : inLanguageOf(deps, campaign, link.locale)),
  };
}

const isWithdrawal = (link: OpenedLink['link']): link is WithdrawalLink => !('sealedIdentity' in link);

/** A form with faults, or one that we failed to take, comes back as it was typed. */
export async function formAgain(
  c: Context,
  deps: SignDeps,
  { error, ...typed }: TypedForm & { error: unknown },
): Promise<Response> {
  const problem = reportedProblem(c, deps.log, error);
  if (!givesBack(problem)) throw problem;
  const page = await formIn(c, deps, { ...typed, problem });
  return c.html(page, problemStatus(problem), { ...problemHeaders(problem), ...keptForBack(c, typed.fields.padding) });
}

/** A form as it was typed, in the language of the address. Nothing is sent, counted or stored. */
export async function formShown(c: Context, deps: SignDeps, from: Body['from'], typed: TypedForm): Promise<Response> {
  if (from === 'json') throw wrongType([FORM_TYPE]);
  return c.html(await formIn(c, deps, typed), 200, keptForBack(c, typed.fields.padding));
}

/** The form, with the campaign in the language of the page. */
async function formIn(c: Context, deps: SignDeps, typed: TypedForm & { problem?: AnyProblem }): Promise<string> {
  const page = await speaking(c, deps, textOf(typed.fields.locale));
  const campaign = await inLanguageOf(deps, typed.campaign, page.translator.locale);
  return (await pages()).formPage(page, { ...typed, campaign });
}

/** The page of a button in the language of the address, with the reason that was typed. The button was not pressed. */
export async function buttonShown(
  c: Context,
  deps: SignDeps,
  from: Body['from'],
  pressed: PressedButton,
): Promise<Response> {
  if (from === 'json') throw wrongType([FORM_TYPE]);
  const { confirmPage, withdrawPage } = await pages();
  if (pressed.action === '/confirm') {
    const opened = await inItsWords(deps, await openConfirmationLink(deps, pressed.token));
    return c.html(confirmPage(await speaking(c, deps, opened.link.locale), { ...opened, ...pressed }));
  }
  const opened = await inItsWords(deps, await openWithdrawalLink(deps, pressed.token));
  return c.html(withdrawPage(await speaking(c, deps, opened.link.locale), { ...opened, ...pressed }));
}

/**
 * Without our script, which pads each form, a browser needs a form with faults again when the person goes back to it, and would
 * show an error of its own. So the browser alone may keep it, as it keeps what was typed into the form before.
 * @param padding what the form sent. @param ofPage what it sends without our script.
 */
const keptForBack = (c: Context, padding: unknown, ofPage?: string): Record<string, string> =>
  c.req.header('sec-fetch-mode') === 'navigate' && padding === ofPage ? { 'cache-control': 'private, no-cache' } : {};

const givesBack = (problem: AnyProblem): boolean =>
  problem.kind === 'invalid-form' || problem.kind === 'network-busy' || problemStatus(problem) >= 500;

/**
 * While a service does not answer, the page comes back with its button, which the signer can press again. A reason with a
 * fault also comes back.
 */
export async function buttonAgain(
  c: Context,
  deps: SignDeps,
  { error, padding, ...pressed }: PressedButton & { padding: unknown; error: unknown },
): Promise<Response> {
  const problem = reportedProblem(c, deps.log, error);
  const [{ againPage, confirmPage }, { paddingOf }] = await Promise.all([pages(), import('./page-parts.tsx')]);
  const answered = (page: string, headers = {}) =>
    c.html(page, problemStatus(problem), { ...problemHeaders(problem), ...headers });
  if (problem.kind === 'invalid-form') {
    const opened = await inItsWords(deps, await openConfirmationLink(deps, pressed.token));
    const page = confirmPage(await speaking(c, deps, opened.link.locale), {
      ...opened,
      ...pressed,
      fault: faultsOf(problem)[0]?.fault,
    });
    return answered(page, keptForBack(c, padding, paddingOf(pressed.action, true)));
  }
  if (problem.kind !== 'unavailable') throw problem;
  return answered(againPage(await speaking(c, deps), { ...pressed, problem }));
}

/** Pages are loaded with the first one: the API and a cold start need none. */
export const pages = () => import('./pages.tsx');

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
