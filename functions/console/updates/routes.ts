import type { Context, Hono } from 'hono';
import { hasRight } from '../../core/access/rights.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import {
  addUpdate,
  changeUpdate,
  listUpdates,
  type OrganisedUpdates,
  publishUpdate,
  removeUpdate,
  updateWith,
} from '../../core/campaigns/organise-updates.ts';
import { Problem } from '../../core/problem.ts';
import { updatesAt } from '../campaigns/address.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { contentOf, one } from '../campaigns/edit/typed.ts';
import { fullErrors, fullWords } from '../campaigns/full.ts';
import { writersSince } from '../campaigns/history/writers.ts';
import type { ConsoleDeps } from '../deps.ts';
import { madeBy } from '../ui/form-id.tsx';
import { typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { errorsOf, NEW, readUpdate, typedOf } from './form.ts';
import { type UpdateForm, updateFormPage } from './form-page.tsx';
import { askUpdatePage, type Done, dones, updatesPage } from './pages.tsx';

const UPDATES = '/organise/campaigns/:slug/updates';
const acts = { publish: publishUpdate, delete: removeUpdate } as const;

/** The pages about the updates of a campaign. Each right is checked by its use case, too. */
export function addUpdates(app: Hono, deps: ConsoleDeps): void {
  const read = (c: Context) => listUpdates(deps, organiserAt(c), c.req.param('slug') ?? '');

  app.get(UPDATES, async (c) => {
    const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
    const mayWrite = hasRight(view.me.actor, 'campaign.write', c.req.param('slug'));
    const done = dones.find((one) => one === c.req.query('done'));
    return c.html(updatesPage(view, found, { mayWrite, done }));
  });

  app.get(`${UPDATES}/new`, async (c) => {
    const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
    // The list says so, before anything is written.
    if (fullWords('updates', found.stored.campaign)) return c.redirect(updatesAt(c.req.param('slug')), 303);
    const title = titleAbout(found.stored.campaign, c.req.query('about'));
    return c.html(
      updateFormPage(view, formOf(found, undefined, title === undefined ? NEW : { ...NEW, title: [title] })),
    );
  });

  app.get(`${UPDATES}/:id`, async (c) => {
    const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
    const update = updateWith(c.req.param('id'), found);
    return c.html(updateFormPage(view, formOf(found, update.id, typedOf(update, found.stored.campaign))));
  });

  const save = async (c: Context, id: string | undefined) => {
    const slug = c.req.param('slug') ?? '';
    const typed = typedIn(await c.req.text());
    const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
    // Somebody may have deleted it meanwhile. What was typed can still be saved, as a new one.
    const isThere = found.updates.some((update) => update.id === id);
    const form = { ...formOf(found, isThere ? id : undefined, typed), seen: seenIn(typed) };
    const meanwhile = id !== undefined && !isThere ? 'gone' : undefined;
    const { revision } = found.stored;
    if (meanwhile) return c.html(updateFormPage(view, { ...form, seen: revision, meanwhile }), 409);
    const isNew = id === undefined;
    const { fields, errors } = readUpdate(typed, found.stored.campaign, { update: form.update, now: deps.clock() });
    if (one(typed, 'step') === 'preview') return c.html(updateFormPage(view, { ...form, isPreviewed: true }));
    if (errors.length > 0) return c.html(updateFormPage(view, { ...form, errors }), 422);
    const where = { slug, seen: seenIn(typed) };
    const by = madeBy(view.me.actor, typed, contentOf(typed));
    try {
      // What others did meanwhile does not touch a new one.
      const { update, stored } = isNew
        ? await addUpdate(deps, view.me.actor, { slug, seen: undefined, update: fields, madeBy: by })
        : await changeUpdate(deps, view.me.actor, { ...where, id, patch: fields });
      const wasPublic = form.update?.state === 'published';
      const isSame = !isNew && stored.revision === where.seen;
      const done: Done = isSame ? 'same' : wasPublic && update.state === 'published' ? 'changed' : update.state;
      return c.redirect(`${updatesAt(slug)}?done=${done}`, 303);
    } catch (error) {
      if (error instanceof FaultyFile) {
        const { campaign } = (await read(c)).stored;
        const full = isNew ? fullErrors(error.faults, { list: 'updates', field: 'title', campaign }) : [];
        return c.html(updateFormPage(view, { ...form, errors: [...full, ...errorsOf(error, full.length > 0)] }), 422);
      }
      if (!(error instanceof OtherRevision)) throw error;
      const seen = error.current.revision;
      const writers = await writersSince(deps, view.me.actor, slug, error.seen);
      return c.html(updateFormPage(view, { ...form, seen, meanwhile: 'changed', writers }), 409);
    }
  };
  app.post(`${UPDATES}/new`, (c) => save(c, undefined));
  app.post(`${UPDATES}/:id`, (c) => save(c, c.req.param('id')));

  for (const act of ['publish', 'delete'] as const) {
    const ask = async (c: Context, changedBy?: string) => {
      const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
      const { campaign, revision } = found.stored;
      const update = updateWith(c.req.param('id') ?? '', found);
      return c.html(
        askUpdatePage(view, act, { campaign, update, seen: revision, changedBy }),
        changedBy === undefined ? 200 : 409,
      );
    };
    app.get(`${UPDATES}/:id/${act}`, (c) => ask(c));
    app.post(`${UPDATES}/:id/${act}`, async (c) => {
      const [slug, id] = [c.req.param('slug'), c.req.param('id')];
      const seen = seenIn(typedIn(await c.req.text()));
      try {
        await acts[act](deps, organiserAt(c), { slug, seen, id });
      } catch (error) {
        // To delete what is gone already is done.
        const isGone = error instanceof Problem && error.kind === 'update-unknown' && act === 'delete';
        if (error instanceof OtherRevision) return ask(c, await writersSince(deps, organiserAt(c), slug, error.seen));
        if (!isGone) throw error;
      }
      return c.redirect(`${updatesAt(slug)}?done=${act === 'publish' ? 'published' : 'deleted'}`, 303);
    });
  }
}

/** A form of ours always names it. A request without it has seen nothing. */
function seenIn(typed: Typed): number {
  const seen = Number(one(typed, 'seen'));
  return Number.isInteger(seen) ? seen : 0;
}

const formOf = (found: OrganisedUpdates, id: string | undefined, typed: Typed): UpdateForm => ({
  ...{ campaign: found.stored.campaign, typed, seen: found.stored.revision, errors: [] },
  update: id === undefined ? undefined : updateWith(id, found),
  ...{ isPreviewed: false, meanwhile: undefined },
});

/** Words to begin with, for an update about a prisoner of the campaign. Ours are in English. */
function titleAbout({ cases, language }: Campaign, id: string | undefined): string | undefined {
  const one = cases.find((each) => each.id !== undefined && each.id === id);
  if (!one) return undefined;
  const { name } = one;
  return language === 'en' && one.status === 'released' ? t('case.posted.update.title', { name }) : name;
}
