import type { Hono } from 'hono';
import { campaignNotTheirs } from '../../core/access/known-roles.ts';
import { isOfCampaigns } from '../../core/access/rights.ts';
import { isScope } from '../../core/access/scopes.ts';
import {
  createAccessToken,
  isTokenName,
  listAccessTokens,
  MadeBefore,
  MOST_IN_NAME,
  revokeAccessToken,
} from '../../core/access/tokens.ts';
import { Problem } from '../../core/problem.ts';
import { shortened } from '../../core/shortened.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { FieldError } from '../ui/form.tsx';
import { madeBy } from '../ui/form-id.tsx';
import { first, typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { DAYS, madeBeforePage, madeTokenPage, newTokenPage, offeredTo, revokePage, tokensPage } from './pages.tsx';
import { scopeWords } from './words.ts';

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
    const name = first(typed, 'name');
    const days = first(typed, 'days');
    const errors: FieldError[] = [];
    if (name.length > MOST_IN_NAME)
      errors.push({ field: 'name', message: t('tokens.name.too-long', { most: MOST_IN_NAME }) });
    else if (!isTokenName(name)) errors.push({ field: 'name', message: t('tokens.name.odd') });
    if (scopes.length === 0) errors.push({ field: 'scopes', message: t('tokens.scopes.missing') });
    // A campaign in which this person has no role is as unknown to them as one that is not there.
    const unknown = await campaignNotTheirs(deps, view.me.actor, campaigns);
    if (unknown !== undefined)
      errors.push({
        field: 'campaigns',
        message: t('tokens.campaigns.unknown', { slug: shortened(campaigns[unknown] ?? '') }),
      });
    const ofAll = campaigns.length > 0 ? scopes.filter((scope) => !isOfCampaigns(scope)) : [];
    if (ofAll.length > 0)
      errors.push({ field: 'campaigns', message: t('tokens.campaigns.of-all', { scopes: scopeWords(ofAll) }) });
    if (!(DAYS as readonly string[]).includes(days)) errors.push({ field: 'days', message: t('tokens.days.missing') });
    if (errors.length > 0) return c.html(newTokenPage(view, typed, errors), 422);
    try {
      const { token, words } = await createAccessToken(deps, view.me.actor, {
        account: view.me.actor.account,
        name,
        scopes,
        campaigns: campaigns.length > 0 ? campaigns : undefined,
        days: Number(days),
        madeBy: madeBy(view.me.actor, typed, [name, scopes, campaigns, days]),
      });
      return c.html(madeTokenPage(view, token, words));
    } catch (error) {
      if (error instanceof MadeBefore) return c.html(madeBeforePage(view, error.token));
      throw error;
    }
  });

  app.get('/organise/tokens/:id/revoke', async (c) => {
    const view = await viewFor(c, deps);
    const { actor } = view.me;
    // The page must not show words that somebody has put into a link.
    const tokens = await listAccessTokens(deps, actor, { account: actor.account });
    const token = tokens.find(({ id }) => id === c.req.param('id'));
    if (!token) throw new Problem('access-token-unknown');
    return c.html(revokePage(view, token));
  });

  app.post('/organise/tokens/:id/revoke', async (c) => {
    const actor = organiserAt(c);
    await revokeAccessToken(deps, actor, { account: actor.account, id: c.req.param('id') });
    return c.redirect('/organise/tokens?done=revoked', 303);
  });
}
