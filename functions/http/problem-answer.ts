import type { Context } from 'hono';
import { errorPage } from '../ui/error-page.tsx';
import { problemWords, type Translator, translatorFor } from '../ui/messages/messages.ts';
import { isForm } from './body.ts';
import type { AppDeps } from './deps.ts';
import { type AnyProblem, faultsOf, problemHeaders, problemStatus } from './problems.ts';

/** Answers a problem: with a page for a person, with `application/problem+json` for a program. */
export function problemAnswer(c: Context, deps: AppDeps, problem: AnyProblem): Response | Promise<Response> {
  const translator = translatorFor(c);
  if (!isForPerson(c, problem)) return problemJson(c, problem, translator);
  const page = errorPage({ ...deps, translator, problem });
  return c.html(page, problemStatus(problem), problemHeaders(problem));
}

/**
 * A page answers a form, and a browser that asks for a page. Under `/api/` that is only a browser that opens the address
 * of a form again: the form came back with its errors from there, and GET is not allowed.
 */
function isForPerson(c: Context, { kind }: AnyProblem): boolean {
  if (isForm(c)) return true;
  const wantsPage = c.req.header('accept')?.includes('text/html') ?? false;
  return wantsPage && (!c.req.path.startsWith('/api/') || kind === 'method-not-allowed');
}

/** `application/problem+json` (RFC 9457), with `errors: [{field, message}]` for fields. */
function problemJson(c: Context, problem: AnyProblem, translator: Translator): Response {
  const { title, detail, forPrograms } = problemWords(translator, problem.kind);
  const status = problemStatus(problem);
  const errors = faultsOf(problem).map(({ field, fault }) => ({ field, message: translator.fault(field, fault) }));
  return c.body(
    JSON.stringify({
      type: `urn:amparo:problem:${problem.kind}`,
      title,
      status,
      detail: forPrograms === undefined ? detail : `${detail} ${forPrograms}`,
      ...(errors.length > 0 && { errors }),
    }),
    status,
    { 'content-type': 'application/problem+json', ...problemHeaders(problem) },
  );
}
