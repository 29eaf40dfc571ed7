import type { Hono } from 'hono';
import type { OrganiserActor } from '../../core/access/actor.ts';
import { listOrganisers } from '../../core/access/people.ts';
import { removedOrganisers } from '../../core/access/remove.ts';
import { checkTrail, exportTrail, nextExport, readTrail, readTrailEntry } from '../../core/access/trail.ts';
import { type AskedOfTrail, askedOfTrail, type FaultOfTrail, trailQuery } from '../../core/audit/asked.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { Problem } from '../../core/problem.ts';
import { shortened } from '../../core/shortened.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { Titles } from '../people/roles.tsx';
import type { FieldError } from '../ui/form.tsx';
import { first, typedIn } from '../ui/typed.ts';
import { t, type Word } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { headIn, numberIn } from './asked.ts';
import { checkPage, exportPage } from './check-page.tsx';
import { entryPage } from './entry-page.tsx';
import { exportAnswer } from './export-answer.ts';
import { AUDIT, auditPage } from './list-page.tsx';
import { type CaseNames, casesAbout, type Named, peopleIn } from './words.ts';

/** The pages of the audit trail, for admins. */
export function addAudit(app: Hono, deps: ConsoleDeps): void {
  app.get(AUDIT, async (c) => {
    const actor = organiserAt(c);
    const asked: AskedOfTrail = c.req.query();
    const { query, faults } = trailQuery(asked);
    const errors = [...faults.map(faultOf), ...strangersIn(c.req.query())];
    const [view, page] = await Promise.all([
      viewFor(c, deps),
      // What makes no sense is asked again, and nothing is read for it.
      errors.length > 0 ? { entries: [], unreadable: [], next: undefined } : readTrail(deps, actor, query),
    ]);
    const person = asked.person?.startsWith('org_') ? [asked.person] : [];
    const people = await namedIn(actor, page.entries, errors.length > 0 ? [] : person);
    const shown = { page, people, ...(await namesIn(page.entries)), asked, errors };
    return c.html(auditPage(view, shown), errors.length > 0 ? 422 : 200);
  });

  app.get(`${AUDIT}/export`, async (c) => {
    const from = numberIn('from', c.req.query('from'));
    const [view, part] = await Promise.all([viewFor(c, deps), nextExport(deps, organiserAt(c), from)]);
    return c.html(exportPage(view, from, part));
  });

  app.post(`${AUDIT}/export`, async (c) => {
    const from = numberIn('from', first(typedIn(await c.req.text()), 'from'));
    return exportAnswer(c, await exportTrail(deps, organiserAt(c), from));
  });

  app.get(`${AUDIT}/check`, async (c) => {
    const { now, noted = '', after, faults = '' } = c.req.query();
    const faultsBefore = /^\d{1,9}$/.test(faults) ? Number(faults) : 0;
    const shown = { noted, faultsBefore, verdict: undefined, errors: [] };
    const view = await viewFor(c, deps);
    if (now === undefined) return c.html(checkPage(view, shown));
    const head = wrongAsUndefined(() => headIn('noted', noted) ?? null);
    if (head === undefined) {
      const errors = [{ field: 'noted', message: t('audit.check.noted.wrong') }];
      return c.html(checkPage(view, { ...shown, errors }), 422);
    }
    const part = { after: headIn('after', after), noted: head ? [head] : [] };
    const verdict = await checkTrail(deps, view.me.actor, part);
    return c.html(checkPage(view, { ...shown, verdict }));
  });

  app.get(`${AUDIT}/:id`, async (c) => {
    const actor = organiserAt(c);
    const [view, entry] = await Promise.all([viewFor(c, deps), readTrailEntry(deps, actor, c.req.param('id'))]);
    const people = await namedIn(actor, [entry]);
    return c.html(entryPage(view, entry, { people, ...(await namesIn([entry])), part: c.req.query('part') }));
  });

  /** Whom entries name: all organisers, and those among the others whose names are kept. 1 read unit for each of these. */
  async function namedIn(actor: OrganiserActor, entries: readonly AuditEntry[], more: string[] = []): Promise<Named[]> {
    const people = await listOrganisers(deps, actor);
    const ids = [...peopleIn(entries), ...more].filter((id) => !people.some((one) => one.id === id));
    return [...people, ...(await removedOrganisers(deps, actor, ids))];
  }

  /**
   * What entries are about. The overview alone, however many campaigns there are. One that was deleted is called by its slug: of its texts,
   * nothing stays. A case by its id, once no campaign has it.
   */
  async function namesIn(entries: readonly AuditEntry[]): Promise<{ titles: Titles; cases: CaseNames }> {
    const overview = await deps.organised();
    const ids = casesAbout(entries);
    const cases = ids.size === 0 ? [] : overview.entries.flatMap((one) => one.cases.filter(({ id }) => ids.has(id)));
    return { titles: overview.bySlug, cases: new Map(cases.map((one) => [one.id, one])) };
  }
}

/** Beside the field that is wrong. No field of the form says where a page begins: that link leads to the first one. */
function faultOf({ field, fault }: FaultOfTrail): FieldError {
  if (fault === 'early') return { field, message: t('audit.until.early') };
  if (field === 'since' || field === 'until') return { field, message: t('audit.day.wrong') };
  const message = t(`audit.${field}.wrong` satisfies Word);
  return field === 'before' || field === 'limit' ? { field, message, href: AUDIT } : { field, message };
}

/** What an address asks for that the page does not know. To leave it out would show more than was asked for. */
const strangersIn = (asked: Readonly<Record<string, string>>): FieldError[] =>
  Object.keys(asked)
    .filter((name) => name !== 'lang' && !askedOfTrail.some((one) => one === name))
    .map((name) => ({ field: name, message: t('audit.asked.wrong', { name: shortened(name) }), href: AUDIT }));

function wrongAsUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
