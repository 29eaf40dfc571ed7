import type { Context, Hono } from 'hono';
import { namesFor } from '../../core/access/names.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import { caseStatuses, isSlug } from '../../core/campaigns/values.ts';
import { caseSeen, type SeenCase } from '../../core/cases/case.ts';
import { changeCase, OtherCase, removeCase } from '../../core/cases/change.ts';
import { casesSeen, caseVersions } from '../../core/cases/list.ts';
import { isPosted } from '../../core/cases/take-back.ts';
import { takePicture } from '../../core/pictures/upload.ts';
import { Problem } from '../../core/problem.ts';
import { one, withOtherEntries } from '../campaigns/edit/typed.ts';
import { wholeNumber } from '../campaigns/history/routes.ts';
import { whoWords } from '../campaigns/history/words.ts';
import { caseWritersSince } from '../campaigns/history/writers.ts';
import type { ConsoleDeps } from '../deps.ts';
import { takeFile } from '../pictures/taken.ts';
import { sentForm } from '../ui/sent-form.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { caseAt } from './address.ts';
import { editCasePage } from './edit-page.tsx';
import { eraseCasePage } from './erase-page.tsx';
import { pictureOfForm, typedOf } from './form.ts';
import { addCasesOfCampaigns } from './in-campaign.ts';
import { casesPage } from './list-page.tsx';
import { addNewCases } from './new.ts';
import { casePage } from './page.tsx';
import { saveCase, writableCase } from './save.ts';
import { addStatus, postedWords } from './status.ts';
import { caseVersionsPage, fittingVersions } from './versions.tsx';

const ON_A_PAGE = 50;
/** Versions on one page, if their texts are short. */
const VERSIONS = 50;
const AT = '/organise/cases/:id';

/** Cases: the list, a case, and what organisers change about it. Each right is checked by its use case. */
export function addCases(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise/cases', async (c) => {
    const { q = '', after, done } = c.req.query();
    const [view, seen] = await Promise.all([
      viewFor(c, deps),
      casesSeen(deps, organiserAt(c), { q, after, limit: ON_A_PAGE }),
    ]);
    const words = done === 'erased' ? t('case.erase.done') : undefined;
    return c.html(casesPage(view, { ...seen, q, isFirst: after === undefined || !isSlug(after), done: words }));
  });

  addNewCases(app, deps);
  addStatus(app, deps);
  addCasesOfCampaigns(app, deps);

  app.get(AT, async (c) => {
    const [id, actor] = [idIn(c), organiserAt(c)];
    const [view, seen, versions] = await Promise.all([
      viewFor(c, deps),
      caseSeen(deps, actor, id),
      versionsShown(actor, id),
    ]);
    const done = doneWords(c.req.query('done'), seen);
    // Only a campaign that speaks for it: anybody can write an address.
    const addedTo = seen.campaigns.find(({ campaign }) => campaign.slug === c.req.query('to'))?.campaign;
    const shown = { seen, ...versions, now: deps.clock(), done, addedTo };
    return c.html(casePage(view, { ...shown, posted: caseStatuses.find((one) => one === c.req.query('done')) }));
  });

  app.get(`${AT}/versions`, async (c) => {
    const [id, actor, before] = [idIn(c), organiserAt(c), wholeNumber(c.req.query('before'))];
    const [view, { record }, { versions }] = await Promise.all([
      viewFor(c, deps),
      caseSeen(deps, actor, id),
      versionsShown(actor, id, before),
    ]);
    return c.html(caseVersionsPage(view, record, { ...versions, before }));
  });

  app.get(`${AT}/edit`, async (c) => {
    const [view, seen] = await Promise.all([viewFor(c, deps), writableCase(deps, organiserAt(c), idIn(c))]);
    return c.html(editCasePage(view, { seen, typed: typedOf(seen.record.fields), errors: [], conflicts: [] }));
  });

  app.post(`${AT}/edit`, async (c) => {
    const [id, actor] = [idIn(c), organiserAt(c)];
    const [view, seen] = await Promise.all([viewFor(c, deps), writableCase(deps, actor, id)]);
    const { typed: sent, errors: faulty } = await takeFile(await sentForm(c), pictureOfForm, (upload) =>
      takePicture(deps, actor, upload, { subject: id }),
    );
    const typed = one(sent, 'preview') ? sent : withOtherEntries(sent);
    if (typed)
      return c.html(editCasePage(view, { seen, typed, errors: faulty, conflicts: [] }), faulty.length > 0 ? 422 : 200);
    const became = await saveCase(deps, actor, { id, sent, faulty });
    if (typeof became === 'string') return c.redirect(`${caseAt(id)}?done=${became}`, 303);
    return c.html(editCasePage(view, became), became.status);
  });

  app.post(`${AT}/finish`, async (c) => {
    const id = idIn(c);
    await changeCase(deps, organiserAt(c), { id, patch: {}, seen: undefined });
    return c.redirect(`${caseAt(id)}?done=finished`, 303);
  });

  app.get(`${AT}/erase`, async (c) => {
    const [view, seen] = await Promise.all([viewFor(c, deps), caseSeen(deps, organiserAt(c), idIn(c))]);
    if (seen.campaigns.length + seen.others > 0) throw new Problem('case-spoken-for');
    return c.html(eraseCasePage(view, seen));
  });

  app.post(`${AT}/erase`, async (c) => {
    const [id, actor] = [idIn(c), organiserAt(c)];
    const seen = wholeNumber(one((await sentForm(c)).typed, 'seen'));
    try {
      await removeCase(deps, actor, { id, seen });
      return c.redirect('/organise/cases?done=erased', 303);
    } catch (error) {
      if (!(error instanceof OtherCase)) throw error;
      const [view, changedBy] = [await viewFor(c, deps), await caseWritersSince(deps, actor, id, error.seen)];
      return c.html(eraseCasePage(view, error.current, changedBy), 409);
    }
  });

  /** A page of versions, with the names of those who wrote them. */
  async function versionsShown(actor: SessionActor, id: string, before?: number) {
    const found = await caseVersions(deps, actor, { id, before, limit: VERSIONS });
    const fitting = fittingVersions(found);
    const nameOf = await authors(deps, actor, fitting.shown);
    const [newest, last = found.earlier] = found.versions;
    const wasPosted = newest !== undefined && last !== undefined && isPosted(last, newest);
    return { versions: { ...fitting, nameOf }, isPosted: wasPosted };
  }
}

const idIn = (c: Context): string => c.req.param('id') ?? '';

function doneWords(done: string | undefined, seen: SeenCase): string | undefined {
  const { name, people } = seen.record.fields;
  if (done === 'added') return t('case.done.added', { name, people });
  if (done === 'taken-back' || done === 'not-taken-back') return t(`case.done.${done}`);
  if (done === 'saved' || done === 'same' || done === 'made' || done === 'finished') return t(`case.done.${done}`);
  return postedWords(done, seen);
}

/** Names for the authors of versions: also of those who were removed. */
async function authors(
  deps: ConsoleDeps,
  actor: SessionActor,
  versions: readonly { readonly by?: string | undefined }[],
): Promise<(by: string) => string> {
  const names = await namesFor(
    deps,
    actor,
    versions.flatMap(({ by }) => by ?? []),
  );
  return (by) => {
    if (by === 'operator') return t('case.by.command');
    const called = names.get(by) ?? 'gone';
    if (typeof called === 'string') return called === 'you' ? t('case.by.you') : t('case.by.other');
    return whoWords(by, names);
  };
}
