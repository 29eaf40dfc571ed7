import type { Hono } from 'hono';
import type { OrganiserActor } from '../../core/access/actor.ts';
import { isScope } from '../../core/access/scopes.ts';
import { createAccessToken, listAccessTokens, MadeBefore, revokeAccessToken } from '../../core/access/tokens.ts';
import { getCampaignHead } from '../../core/campaigns/head-store.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { FieldError } from '../ui/form.tsx';
import { madeBy } from '../ui/form-id.tsx';
import { first, typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { DAYS, madeBeforePage, madeTokenPage, newTokenPage, offeredTo, revokePage, tokensPage } from './pages.tsx';

/** The pages about one's own tokens. */
export function addTokens(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise/tokens', async (c) => {
    const view = await viewFor(c, deps);
    const tokens = await listAccessTokens(deps, view.me.actor, { account: view.me.actor.account });
    const done = c.req.query('done') === 'revoked' ? t('tokens.done.revoked') : undefined;
    return c.html(tokensPage(view, tokens, done));
  });

  app.get('/organise/tokens/new', async (c) => c.html(newTokenPage(await viewFor(c, deps), {}, [])));

  app.post('/organise/tokens/new', async (c) => {
    const typed = typedIn(await c.req.text());
    const view = await viewFor(c, deps);
    const offered = offeredTo(view.me);
    const scopes = (typed.scopes ?? []).filter(isScope).filter((scope) => offered.includes(scope));
    const campaigns = first(typed, 'campaigns')
      .split(/[\s,]+/)
      .filter(Boolean);
    const days = first(typed, 'days');
    const errors: FieldError[] = [];
    if (scopes.length === 0) errors.push({ field: 'scopes', message: t('tokens.scopes.missing') });
    const unknown = await unknownAmong(deps, view.me.actor, campaigns);
    if (unknown !== undefined)
      errors.push({ field: 'campaigns', message: t('tokens.campaigns.unknown', { slug: unknown }) });
    if (!(DAYS as readonly string[]).includes(days)) errors.push({ field: 'days', message: t('tokens.days.missing') });
    if (errors.length > 0) return c.html(newTokenPage(view, typed, errors), 422);
    try {
      const { token, words } = await createAccessToken(deps, view.me.actor, {
        account: view.me.actor.account,
        scopes,
        campaigns: campaigns.length > 0 ? campaigns : undefined,
        days: Number(days),
        madeBy: madeBy(view.me.actor, typed, [scopes, campaigns, days]),
      });
      return c.html(madeTokenPage(view, token, words));
    } catch (error) {
      if (error instanceof MadeBefore) return c.html(madeBeforePage(view, error.token));
      throw error;
    }
  });

  app.get('/organise/tokens/:id/revoke', async (c) => c.html(revokePage(await viewFor(c, deps), c.req.param('id'))));

  app.post('/organise/tokens/:id/revoke', async (c) => {
    const actor = organiserAt(c);
    await revokeAccessToken(deps, actor, { account: actor.account, id: c.req.param('id') });
    return c.redirect('/organise/tokens?done=revoked', 303);
  });
}

/** A token for more campaigns than these is one for all. */
const MOST_CAMPAIGNS = 50;

/** A campaign in which this person has no role is as unknown to them as one that is not there. */
async function unknownAmong(
  { campaigns }: ConsoleDeps,
  { isAdmin, campaigns: own }: OrganiserActor,
  slugs: readonly string[],
): Promise<string | undefined> {
  if (!isAdmin) return slugs.find((slug) => !Object.hasOwn(own, slug));
  if (slugs.length > MOST_CAMPAIGNS) return slugs[MOST_CAMPAIGNS];
  const heads = await Promise.all(slugs.map((slug) => getCampaignHead(campaigns, slug)));
  return slugs.find((_slug, i) => heads[i] === undefined);
}
