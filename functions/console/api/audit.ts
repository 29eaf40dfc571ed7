import type { Context, Hono } from 'hono';
import { checkTrail, exportTrail, readTrail, readTrailEntry } from '../../core/access/trail.ts';
import { type AskedOfTrail, askedOfTrail } from '../../core/audit/asked.ts';
import { Problem } from '../../core/problem.ts';
import { headIn, headWords, numberIn, trailQueryOrThrow } from '../audit/asked.ts';
import { exportAnswer } from '../audit/export-answer.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';

const AUDIT = '/api/organise/audit';

/** The audit trail, for programs of admins. docs/reference/audit.md */
export function auditRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(AUDIT, async (c) => {
    const asked: AskedOfTrail = { ...c.req.query(), ...askedExactly(c, ['since', 'until', 'before', 'limit']) };
    const { entries, unreadable, next } = await readTrail(deps, organiserIn(c), trailQueryOrThrow(asked));
    const same = askedOfTrail.flatMap((name) =>
      name === 'before' || !asked[name] ? [] : [[name, asked[name]] as [string, string]],
    );
    const link = next && `<${AUDIT}?${new URLSearchParams([...same, ['before', next]])}>; rel="next"`;
    return c.json({ entries, unreadable }, 200, link ? { link } : {});
  });

  app.get(`${AUDIT}/export`, async (c) => {
    const part = await exportTrail(deps, organiserIn(c), numberIn('from', askedExactly(c, ['from']).from));
    return exportAnswer(c, part);
  });

  app.get(`${AUDIT}/check`, async (c) => {
    const asked = askedExactly(c, ['after', 'noted']);
    const [after, noted] = [headIn('after', asked.after), headIn('noted', asked.noted)];
    const verdict = await checkTrail(deps, organiserIn(c), { after, noted: noted ? [noted] : [] });
    const { entries, faults, holds, head, next } = verdict;
    const more = new URLSearchParams({
      ...(next && { after: headWords(next) }),
      ...(noted && { noted: headWords(noted) }),
    });
    return c.json(
      { isWhole: faults.length === 0, entries, faults, holds, head: head ? headWords(head) : null },
      200,
      next ? { link: `<${AUDIT}/check?${more}>; rel="next"` } : {},
    );
  });

  app.get(`${AUDIT}/:id`, async (c) => c.json(await readTrailEntry(deps, organiserIn(c), c.req.param('id'))));
}

/**
 * Days, numbers and heads that a program asks for, just as the document says. A form sends its empty fields, too. A program that does so
 * has lost a value, and would get more than it wanted. @throws {Problem} `invalid-query`
 */
function askedExactly<Name extends string>(c: Context, names: readonly Name[]): { readonly [Each in Name]?: string } {
  const asked = names.flatMap((name) => {
    const value = c.req.query(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const wrong = asked.filter(([, value]) => value === '' || value !== value.trim());
  if (wrong.length > 0)
    throw new Problem('invalid-query', { faults: wrong.map(([field]) => ({ field, fault: 'malformed' })) });
  return Object.fromEntries(asked) as { readonly [Each in Name]?: string };
}
