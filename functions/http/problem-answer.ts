import type { Context } from 'hono';
import type { Problem } from '../core/problem.ts';
import { errorPage } from '../ui/error-page.tsx';
import { problemWords, type Translator, translatorFor } from '../ui/messages/messages.ts';
import { isForm } from './body.ts';
import type { AppDeps } from './deps.ts';
import { problemHeaders, problemStatus } from './problems.ts';

/** A page for a person, `application/problem+json` for a program. */
export function problemAnswer(c: Context, deps: AppDeps, problem: Problem): Response | Promise<Response> {
  const translator = translatorFor(c);
  if (!isForPerson(c, problem)) return problemJson(c, problem, translator);
  const page = errorPage({ ...deps, translator, problem });
  return c.html(page, problemStatus(problem.kind), problemHeaders(problem.kind));
}

/** A browser that shows a form with its errors again may open its address by itself, later: that asks the API for a page. */
function isForPerson(c: Context, { kind }: Problem): boolean {
  if (isForm(c)) return true;
  const wantsPage = c.req.header('accept')?.includes('text/html') ?? false;
  return wantsPage && (!c.req.path.startsWith('/api/') || kind === 'method-not-allowed');
}

/** `application/problem+json` (RFC 9457), with `errors: [{field, message}]` for fields. */
function problemJson(c: Context, problem: Problem, translator: Translator): Response {
  const { title, detail, forPrograms } = problemWords(translator, problem.kind);
  const status = problemStatus(problem.kind);
  const errors = problem.faults.map(({ field, fault }) => ({ field, message: translator.fault(field, fault) }));
  return c.body(
    JSON.stringify({
      type: `urn:amparo:problem:${problem.kind}`,
      title,
      status,
      detail: forPrograms === undefined ? detail : `${detail} ${forPrograms}`,
      ...(errors.length > 0 && { errors }),
    }),
    status,
    { 'content-type': 'application/problem+json', ...problemHeaders(problem.kind) },
  );
}
