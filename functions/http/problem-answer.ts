import type { Context } from 'hono';
import type { Group } from '../core/campaigns/group.ts';
import { Problem } from '../core/problem.ts';
import { errorPage } from '../ui/error-page.tsx';
import { english, problemWords, type Translator } from '../ui/messages/messages.ts';
import { languages } from '../ui/messages/speak.ts';
import { FORM_TYPE, isForm } from './body.ts';
import type { AppDeps } from './deps.ts';
import { inTime } from './in-time.ts';
import { mistakenAddress, readAddress } from './language.ts';
import { type AnyProblem, faultsOf, HttpProblem, problemHeaders, problemStatus } from './problems.ts';
import { translatorFor } from './translator.ts';

/** The API of organisers. */
const ORGANISE = '/api/organise/';

/** Answers a problem: with a page for a person, with `application/problem+json` for a program. */
export async function problemAnswer(c: Context, deps: AppDeps, problem: AnyProblem): Promise<Response> {
  // Organisers' own words are in English alone, and so are the faults of a campaign.
  const translator = c.req.path.startsWith(ORGANISE) ? english() : translatorFor(c);
  if (!isForPerson(c, problem)) return problemJson(c, problem, translator);
  const group = await groupFor(deps, problem);
  const page = errorPage({ ...deps, translator, problem, group, at: placeOf(c, problem) });
  return c.html(page, problemStatus(problem), {
    ...problemHeaders(problem),
    'content-language': translator.locale,
  });
}

/**
 * Where the page can be read in another language: its path and query, without the language. Undefined where that leads nowhere,
 * as somebody may have typed their name there. A form cannot be sent again by a link.
 */
function placeOf(c: Context, problem: AnyProblem): string | undefined {
  if (c.req.method !== 'GET') return undefined;
  const { pathname } = new URL(c.req.url);
  const mistaken = problem.kind === 'language-unknown' ? mistakenAddress(pathname) : undefined;
  if (mistaken) return mistaken.path;
  // The token is long, and no longer needed: the page would name it once for each language.
  if (problem.kind !== 'token-expired' || problem.campaign === undefined) return undefined;
  return `${readAddress(pathname).path}?expired=${problem.campaign}`;
}

/** The page must come all the same if this takes longer, in milliseconds, or fails. */
const GROUP_WITHIN = 1_000;

/** While a service does not answer, nothing more is asked of it. */
async function groupFor({ groupOf }: AppDeps, problem: AnyProblem): Promise<Group | undefined> {
  if (!groupOf || problemStatus(problem) >= 500) return undefined;
  const about = problem instanceof Problem ? problem.campaign : undefined;
  return inTime(GROUP_WITHIN, groupOf(about)).catch(() => undefined);
}

/**
 * A page answers a form, and a browser that asks for a page. Under `/api/` and `/data/` that is only a browser that opens the address
 * of a form again: the form came back with its errors from there, and GET is not allowed. A call that takes no form is for programs alone.
 */
function isForPerson(c: Context, problem: AnyProblem): boolean {
  const { kind } = problem;
  if (c.req.path.startsWith(ORGANISE)) return false;
  if (isForm(c)) return acceptedBy(problem)?.includes(FORM_TYPE) ?? true;
  const wantsPage = c.req.header('accept')?.includes('text/html') ?? false;
  return wantsPage && (!/^\/(api|data)\//.test(c.req.path) || kind === 'method-not-allowed');
}

const acceptedBy = (problem: AnyProblem) => (problem instanceof HttpProblem ? problem.accepts : undefined);

/** Whether only the scope of a token is lacking: the role of its person allows what was asked. */
const lacksScope = (problem: AnyProblem): boolean =>
  problem.kind === 'not-allowed' &&
  problem instanceof Problem &&
  problem.needs?.scope !== undefined &&
  problem.needs.roles === undefined;

/**
 * `application/problem+json` (RFC 9457), with `errors: [{field, message}]` for fields.
 * @param more further members.
 */
export function problemJson(
  c: Context,
  problem: AnyProblem,
  translator: Translator,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const figures = problem instanceof HttpProblem ? problem.figures : undefined;
  const { title, toPrograms } = lacksScope(problem)
    ? { title: translator.t('lacks-scope.title'), toPrograms: translator.t('lacks-scope.detail') }
    : problemWords(translator, problem.kind, figures);
  const status = problemStatus(problem);
  const accepts = acceptedBy(problem);
  const faults = faultsOf(problem);
  const errors = faults.map(({ field, fault, sentAs = field }) => ({
    field: sentAs,
    message: translator.fault(field, fault),
  }));
  return c.body(
    JSON.stringify({
      type: `urn:amparo:problem:${problem.kind}`,
      title,
      status,
      detail: toPrograms,
      ...(errors.length > 0 && { errors }),
      ...((problem.kind === 'language-unknown' || faults.some(({ field }) => field === 'locale')) && { languages }),
      ...(problem instanceof Problem && problem.needs),
      ...(problem instanceof Problem && problem.known && { known: problem.known }),
      ...(accepts && { accepts }),
      ...more,
    }),
    status,
    { 'content-type': 'application/problem+json', ...problemHeaders(problem) },
  );
}
