import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { placeOf } from '../../core/access/account-store.ts';
import { inviteOrganiser } from '../../core/access/invite.ts';
import { changeRoles, listOrganisers } from '../../core/access/people.ts';
import { removeOrganiser } from '../../core/access/remove.ts';
import { campaignRoles } from '../../core/access/roles.ts';
import { isOfObjects, slug } from '../../core/campaigns/fields.ts';
import { Problem } from '../../core/problem.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { organiserFields } from './answers.ts';
import { answering } from './refusals.ts';
import { linkToNext, listOf, pageSizeAsked, parsed, placeAsked, revisionOf, revisionTag, sentJson } from './sent.ts';

const roles = {
  isAdmin: z.optional(z.boolean()),
  campaigns: z.optional(z.record(slug, z.enum(campaignRoles))),
};

/** Whom to invite. */
export const invitation = z.strictObject({
  email: z.string().check(z.maxLength(254)),
  name: z.optional(z.string().check(z.trim(), z.maxLength(120))),
  ...roles,
  again: z.optional(
    z
      .boolean()
      .check(
        z.describe(
          'Also if they are an organiser already: then their sessions and tokens end, and they sign in afresh.',
        ),
      ),
  ),
  days: z.optional(z.int().check(z.minimum(1), z.maximum(30), z.describe('Until when the first sign-in must happen.'))),
});

/** What an organiser may do from now on. `campaigns` replaces all their roles. */
export const rolesSent = z.strictObject(roles);

/**
 * Reads an object of roles by campaigns as zod does not: `__proto__` as a name would change what the object is, and all roles would go.
 * @throws {Problem} `invalid-form`
 */
function rolesIn(sent: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const odd = Object.keys(Object(sent.campaigns)).filter(isOfObjects);
  if (odd.length === 0) return sent;
  throw new Problem('invalid-form', {
    faults: odd.map((name) => ({ field: `campaigns.${name}`, fault: 'malformed' })),
  });
}

const ORGANISERS = '/api/organise/organisers';

/** The group's organisers, for admins and their programs. */
export function peopleRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get('/api/organise/me', (c) => {
    const { account, isAdmin, campaigns } = organiserIn(c);
    return c.json({ account, isAdmin, campaigns });
  });

  app.get(ORGANISERS, async (c) => {
    const list = listOf(ORGANISERS);
    const limit = pageSizeAsked(c);
    // The account of that place may be gone.
    const after = placeAsked(c, list, (place) => PLACE.test(place));
    const all = await listOrganisers(deps, organiserIn(c));
    const rest = after === undefined ? all : all.filter((one) => placeOf(one) > after);
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    const next = last && rest.length > limit ? placeOf(last) : undefined;
    return c.json(shown.map(organiserFields), 200, linkToNext(list, next, limit));
  });

  app.post(ORGANISERS, async (c) => {
    const { email, ...sent } = parsed(invitation, rolesIn(await sentJson(c)));
    const id = await inviteOrganiser(deps, organiserIn(c), { address: email, ...sent });
    return c.json({ id }, 201, { location: `${ORGANISERS}/${id}` });
  });

  app.patch(`${ORGANISERS}/:account`, async (c) => {
    const seen = revisionOf(c, { isNeeded: true });
    const sent = parsed(rolesSent, rolesIn(await sentJson(c)));
    const change = { account: c.req.param('account'), seen, ...sent };
    return answering(c, deps, async () => {
      const revision = await changeRoles(deps, organiserIn(c), change);
      return c.body(null, 204, { etag: revisionTag(revision) });
    });
  });

  app.delete(`${ORGANISERS}/:account`, async (c) => {
    await removeOrganiser(deps, organiserIn(c), { account: c.req.param('account') });
    return c.body(null, 204);
  });
}

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\.org_[a-z0-9]{1,40}$/;
