import type { Hono } from 'hono';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import type { SeenCase } from '../../core/cases/case.ts';
import { changeCase, OtherCase } from '../../core/cases/change.ts';
import { patchOfEvent } from '../../core/cases/happened.ts';
import { takeBack } from '../../core/cases/take-back.ts';
import { dateFaults, dayFields, dayIn } from '../campaigns/edit/dates.tsx';
import type { Typed } from '../campaigns/edit/section.ts';
import { one } from '../campaigns/edit/typed.ts';
import { wholeNumber } from '../campaigns/history/routes.ts';
import { caseWritersSince } from '../campaigns/history/writers.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { FieldError } from '../ui/form.tsx';
import { labelOf } from '../ui/labels.ts';
import { typedIn } from '../ui/typed.ts';
import { t, type Word } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { caseAt } from './address.ts';
import { eventIn } from './form.ts';
import { writableCase } from './save.ts';
import { shownIn } from './shown-in.ts';
import { statusPage } from './status-page.tsx';

const AT = '/organise/cases/:id/status';

/** The page on which a release is posted: one short act, which shows in each campaign that speaks for the prisoner. */
export function addStatus(app: Hono, deps: ConsoleDeps): void {
  addTakingBack(app, deps);

  app.get(AT, async (c) => {
    const [view, seen] = await Promise.all([viewFor(c, deps), writableCase(deps, organiserAt(c), c.req.param('id'))]);
    const status = seen.record.fields.status === 'detained' ? 'released' : '';
    const today = new Date(deps.clock()).toISOString().slice(0, 10);
    const typed = { status, note: '', ...dayFields('on', today) };
    return c.html(statusPage(view, { seen, typed, errors: [], changedBy: undefined }));
  });

  app.post(AT, async (c) => {
    const [id, actor] = [c.req.param('id'), organiserAt(c)];
    const typed: Typed = typedIn(await c.req.text());
    const [view, seen] = await Promise.all([viewFor(c, deps), writableCase(deps, actor, id)]);
    const { revision, fields } = seen.record;
    const errors = faultsIn(typed);
    const changed = async (now: SeenCase) => {
      const changedBy = await caseWritersSince(deps, actor, id, Number(one(typed, 'seen')));
      return c.html(statusPage(view, { seen: now, typed, errors, changedBy }), 409);
    };
    if (one(typed, 'seen') !== String(revision)) return changed(seen);
    if (errors.length > 0) return c.html(statusPage(view, { seen, typed, errors, changedBy: undefined }), 422);
    const status = one(typed, 'status');
    const patch = patchOfEvent(fields, eventIn(typed, ''));
    try {
      await changeCase(deps, actor, { id, patch, seen: revision });
      return c.redirect(`${caseAt(id)}?done=${status}`, 303);
    } catch (error) {
      if (error instanceof OtherCase) return changed(error.current);
      if (!(error instanceof FaultyFile)) throw error;
      return c.html(statusPage(view, { seen, typed, errors: errorsOf(error), changedBy: undefined }), 422);
    }
  });
}

/** The way back, for who has just posted what is not so. */
function addTakingBack(app: Hono, deps: ConsoleDeps): void {
  app.post(`${AT}/take-back`, async (c) => {
    const id = c.req.param('id');
    // A form of ours always names it. A request without it has seen nothing.
    const seen = wholeNumber(one(typedIn(await c.req.text()), 'seen')) ?? 0;
    try {
      await takeBack(deps, organiserAt(c), { id, seen });
      return c.redirect(`${caseAt(id)}?done=taken-back`, 303);
    } catch (error) {
      if (!(error instanceof OtherCase)) throw error;
      return c.redirect(`${caseAt(id)}?done=not-taken-back`, 303);
    }
  });
}

const faultsIn = (typed: Typed): FieldError[] => [
  ...(one(typed, 'status') === ''
    ? [{ field: 'status', message: t('cases.fault.choose', { label: labelOf('status') }) }]
    : []),
  ...dateFaults('on', dayIn(typed, 'on'), { isNeeded: true }),
];

/** The faults of a case as those of one event. */
const errorsOf = ({ faults }: FaultyFile): FieldError[] =>
  faults.map(({ field = '', message }) => {
    if (field === 'history' && message.startsWith('must be in the order'))
      return { field: 'on', message: t('case.post.too-early') };
    if (field === 'history') return { field: 'on', message: t('case.post.too-many') };
    if (field === 'detainedOn') return { field: 'on', message: t('case.post.before-arrest') };
    const name = /\]\.(\w+)$/.exec(field)?.[1] ?? 'status';
    return { field: name, message: t('edit.fault', { label: labelOf(name), fault: message }) };
  });

/** What was just posted, and how many pages say so. */
export function postedWords(done: string | undefined, seen: SeenCase): string | undefined {
  const status = caseStatuses.find((one) => one === done);
  const { name, people } = seen.record.fields;
  const campaigns = shownIn(seen);
  if (!status) return undefined;
  const said = t(`case.posted.${status}` satisfies Word, { name, people });
  return campaigns === 0 ? said : `${said} ${t('case.posted.shown', { campaigns })}`;
}
