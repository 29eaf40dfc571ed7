import type { Hono } from 'hono';
import type { ConsoleDeps } from '../../deps.ts';
import { typedIn } from '../../ui/typed.ts';
import { organiserAt, viewFor } from '../../view.ts';
import { campaignAt } from '../address.ts';
import type { Typed } from '../edit/section.ts';
import { one } from '../edit/typed.ts';
import { blank, makeCampaign } from './form.ts';
import { newPage } from './page.tsx';

const AT = '/organise/campaigns/new';

/** A new campaign, which is a draft until it is opened. */
export function addNewCampaign(app: Hono, deps: ConsoleDeps): void {
  app.get(AT, async (c) => c.html(newPage(await viewFor(c, deps), { typed: blank(deps.clock()), errors: [] })));

  app.post(AT, async (c) => {
    const sent: Typed = typedIn(await c.req.text());
    if (one(sent, 'preview')) return c.html(newPage(await viewFor(c, deps), { typed: sent, errors: [] }));
    const made = await makeCampaign(deps, organiserAt(c), sent);
    if ('slug' in made) return c.redirect(`${campaignAt(made.slug)}?done=made`, 303);
    return c.html(newPage(await viewFor(c, deps), made), 422);
  });
}
