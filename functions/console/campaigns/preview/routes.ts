import type { Context, Hono } from 'hono';
import { namesFor } from '../../../core/access/names.ts';
import { previewPath } from '../../../core/campaigns/preview-token.ts';
import {
  endPreview,
  LinkMadeBefore,
  lookAtDraft,
  makePreview,
  previewsSeen,
} from '../../../core/campaigns/previews.ts';
import { campaignSeen } from '../../../core/campaigns/seen.ts';
import { InOtherState } from '../../../core/campaigns/states.ts';
import { Problem } from '../../../core/problem.ts';
import { nearest } from '../../../http/language.ts';
import { inLanguage } from '../../../ui/messages/addresses.ts';
import { languages } from '../../../ui/messages/speak.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { madeBy } from '../../ui/form-id.tsx';
import { first, typedIn } from '../../ui/typed.ts';
import { t, type Word } from '../../ui/words.ts';
import { organiserAt, viewFor } from '../../view.ts';
import { campaignAt } from '../address.ts';
import { previewsPage } from './pages.tsx';

/** A draft as the public will see it: for the organiser who asks, and by links for people without an account. */
export function addPreviews(app: Hono, deps: ConsoleDeps): void {
  const page = async (c: Context, more: { made?: string; done?: string | undefined; fault?: Word } = {}) => {
    const actor = organiserAt(c);
    const slug = c.req.param('slug') ?? '';
    const [view, { campaign }, links] = await Promise.all([
      viewFor(c, deps),
      campaignSeen(deps, actor, slug),
      previewsSeen(deps, actor, slug),
    ]);
    const names = await namesFor(
      deps,
      actor,
      links.map(({ by }) => by),
    );
    return previewsPage(view, { campaign, links, names, publicUrl: deps.publicUrl, ...more });
  };

  app.get('/organise/campaigns/:slug/preview', async (c) =>
    c.html(await page(c, { done: c.req.query('done') === 'ended' ? t('preview.ended') : undefined })),
  );

  app.post('/organise/campaigns/:slug/preview', async (c) => {
    const [actor, slug] = [organiserAt(c), c.req.param('slug')];
    const by = madeBy(actor, typedIn(await c.req.text()), slug);
    try {
      const { token } = await makePreview(deps, actor, { slug, madeBy: by });
      return c.html(await page(c, { made: token }));
    } catch (error) {
      if (error instanceof LinkMadeBefore) return c.html(await page(c, { fault: 'preview.made-before' }));
      // Its page says why: it is no draft any more, or has too many.
      if (error instanceof InOtherState) return c.html(await page(c), 409);
      if (!(error instanceof Problem) || error.kind !== 'too-many-previews') throw error;
      return c.html(await page(c, { fault: 'preview.too-many' }), 409);
    }
  });

  // `site` makes public pages, and knows no session: the browser gets a link of its own.
  app.post('/organise/campaigns/:slug/look', async (c) => {
    const slug = c.req.param('slug');
    const actor = organiserAt(c);
    const { campaign } = await campaignSeen(deps, actor, slug);
    if (campaign.visibility !== 'draft') return c.redirect(`/campaigns/${slug}`, 303);
    const token = await lookAtDraft(deps, actor, { slug, secret: actor.csrf });
    const language = nearest(campaign.language) ?? languages[0] ?? campaign.language;
    return c.redirect(inLanguage(language, previewPath(slug, token), languages), 303);
  });

  app.post('/organise/campaigns/:slug/preview/end', async (c) => {
    const slug = c.req.param('slug');
    await endPreview(deps, organiserAt(c), { slug, id: first(typedIn(await c.req.text()), 'link') });
    return c.redirect(`${campaignAt(slug)}/preview?done=ended`, 303);
  });
}
