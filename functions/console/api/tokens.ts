import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { MOST_IN_TOKEN } from '../../core/access/known-roles.ts';
import { scopes } from '../../core/access/scopes.ts';
import type { AccessToken } from '../../core/access/token-store.ts';
import {
  createAccessToken,
  listAccessTokens,
  MOST_IN_NAME,
  revokeAccessToken,
  TOKEN_DAYS,
} from '../../core/access/tokens.ts';
import { slug } from '../../core/campaigns/fields.ts';
import { isoTime } from '../../core/running/clock.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { parsed, sentJson } from './sent.ts';

/** What a new token is for. */
export const tokenSent = z.strictObject({
  name: z.optional(
    z
      .string()
      .check(z.trim(), z.maxLength(MOST_IN_NAME), z.describe('What you call it. Other organisers do not see it.')),
  ),
  scopes: z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
  campaigns: z.optional(z.array(slug).check(z.minLength(1), z.maxLength(MOST_IN_TOKEN))),
  days: z.optional(z.int().check(z.minimum(1), z.maximum(TOKEN_DAYS.most))),
});

const TOKENS = '/api/organise/tokens';

/** One's own tokens. */
export function tokenRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(TOKENS, async (c) => {
    const actor = organiserIn(c);
    return c.json((await listAccessTokens(deps, actor, actor)).map(tokenFields));
  });

  app.post(TOKENS, async (c) => {
    const actor = organiserIn(c);
    const sent = parsed(tokenSent, await sentJson(c));
    const { token, words } = await createAccessToken(deps, actor, { account: actor.account, ...sent });
    return c.json({ ...tokenFields(token), token: words }, 201);
  });

  app.delete(`${TOKENS}/:id`, async (c) => {
    const actor = organiserIn(c);
    await revokeAccessToken(deps, actor, { account: actor.account, id: c.req.param('id') });
    return c.body(null, 204);
  });
}

const tokenFields = ({ account, generation, until, madeBy, ...token }: AccessToken) => ({
  ...token,
  until: isoTime(until),
});
