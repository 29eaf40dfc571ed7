import type { Context, Hono } from 'hono';
import { hasRight } from '../../core/access/rights.ts';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { listUpdates, updateWith } from '../../core/campaigns/organise-updates.ts';
import { updatesAt } from '../campaigns/address.ts';
import { one } from '../campaigns/edit/typed.ts';
import { fullWords } from '../campaigns/full.ts';
import type { ConsoleDeps } from '../deps.ts';
import { typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { NEW, typedOf } from './form.ts';
import { updateFormPage } from './form-page.tsx';
import { askUpdatePage, dones, updatesPage } from './pages.tsx';
import { updateAt } from './parts.tsx';
import { actOnUpdate, formOf, saveUpdate } from './save.ts';

const UPDATES = '/organise/campaigns/:slug/updates';

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
    const isPublished = c.req.query('done') === 'published' && update.state === 'published';
    const form = formOf(found, update, typedOf(update, found.stored.campaign));
    return c.html(updateFormPage(view, { ...form, isPublished }));
  });

  const save = async (c: Context, id: string | undefined) => {
    const slug = c.req.param('slug') ?? '';
    const sent = typedIn(await c.req.text());
    const view = await viewFor(c, deps);
    if (one(sent, 'step') === 'preview') {
      const found = await read(c);
      const update = found.updates.find((each) => each.id === id);
      // Its writer has seen nothing new.
      const seen = { revision: one(sent, 'seen'), marks: one(sent, 'was') };
      const form = { ...formOf(found, update, sent), seen, isPreviewed: true };
      if (update || id === undefined) return c.html(updateFormPage(view, form));
    }
    const became = await saveUpdate(deps, view.me.actor, { slug, id, sent });
    if ('done' in became) return c.redirect(`${updatesAt(slug)}?done=${became.done}`, 303);
    return c.html(updateFormPage(view, became.form), became.status);
  };
  app.post(`${UPDATES}/new`, (c) => save(c, undefined));
  app.post(`${UPDATES}/:id`, (c) => save(c, c.req.param('id')));

  for (const act of ['publish', 'delete'] as const) {
    const ask = async (c: Context, changedBy?: string) => {
      const [view, found] = await Promise.all([viewFor(c, deps), read(c)]);
      const update = updateWith(c.req.param('id') ?? '', found);
      // Somebody has published it, also the same person with the same button.
      if (act === 'publish' && update.state === 'published')
        return c.redirect(`${updateAt(found.stored.campaign.slug, update.id)}?done=published`, 303);
      const { campaign, seen } = formOf(found, update, {});
      return c.html(
        askUpdatePage(view, act, { campaign, update, seen, changedBy }),
        changedBy === undefined ? 200 : 409,
      );
    };
    app.get(`${UPDATES}/:id/${act}`, (c) => ask(c));
    app.post(`${UPDATES}/:id/${act}`, async (c) => {
      const [slug, id] = [c.req.param('slug'), c.req.param('id')];
      const sent = typedIn(await c.req.text());
      const refused = await actOnUpdate(deps, organiserAt(c), act, { slug, id, sent });
      if (refused) return ask(c, refused.changedBy);
      return c.redirect(`${updatesAt(slug)}?done=${act === 'publish' ? 'published' : 'deleted'}`, 303);
    });
  }
}

/** Words to begin with, for an update about a prisoner of the campaign. Ours are in English. */
function titleAbout({ cases, language }: Campaign, id: string | undefined): string | undefined {
  const one = cases.find((each) => each.id !== undefined && each.id === id);
  if (!one) return undefined;
  const { name, people } = one;
  return language === 'en' && one.status === 'released' ? t('case.posted.update.title', { name, people }) : name;
}
