import type { Context, Hono } from 'hono';
import { mergePatch } from '../../core/campaigns/merge-patch.ts';
import {
  addUpdate,
  changeUpdate,
  listUpdates,
  type OrganisedUpdate,
  type OrganisedUpdates,
  publishUpdate,
  removeUpdate,
  updateWith,
} from '../../core/campaigns/organise-updates.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { answering } from './refusals.ts';
import { nothingSent, revisionOf, revisionTag, sentJson, slugIn, stepSent } from './sent.ts';
import { withOtherUpdate, withUpdate } from './yours.ts';

const UPDATES = '/api/organise/campaigns/:slug/updates';
const ONE = `${UPDATES}/:id`;

/** The updates of a campaign, for programs of organisers. Each answer has the ETag of the campaign. docs/reference/api.md */
export function updateRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(UPDATES, async (c) => {
    const found = await listUpdates(deps, organiserIn(c), slugIn(c));
    return c.json(found.updates.map(updateFields), 200, tagOf(found));
  });

  app.post(UPDATES, (c) =>
    answering(c, deps, async (asks) => {
      const where = whereIn(c, false);
      const update = await sentJson(c);
      asks(withUpdate(update));
      const made = await addUpdate(deps, organiserIn(c), { ...where, update });
      const location = `/api/organise/campaigns/${where.slug}/updates/${made.update.id}`;
      return c.json(updateFields(made.update), 201, { ...tagOf(made), location });
    }),
  );

  app.get(ONE, async (c) => {
    const found = await listUpdates(deps, organiserIn(c), slugIn(c));
    return c.json(updateFields(updateWith(idIn(c), found)), 200, tagOf(found));
  });

  app.patch(ONE, (c) =>
    answering(c, deps, async (asks) => {
      const where = { ...whereIn(c, true), id: idIn(c) };
      const patch = await sentJson(c, 'application/merge-patch+json');
      asks(withOtherUpdate(where.id, (one) => mergePatch(one, patch)));
      const changed = await changeUpdate(deps, organiserIn(c), { ...where, patch });
      return c.json(updateFields(changed.update), 200, tagOf(changed));
    }),
  );

  app.delete(ONE, (c) =>
    answering(c, deps, async (asks) => {
      asks(withOtherUpdate(idIn(c), () => undefined));
      const left = await removeUpdate(deps, organiserIn(c), { ...whereIn(c, true), id: idIn(c) });
      return c.body(null, 204, tagOf(left));
    }),
  );

  app.post(`${ONE}/publish`, (c) =>
    answering(c, deps, async (asks) => {
      asks(withOtherUpdate(idIn(c), ({ draft, ...one }) => one));
      const where = whereIn(c, false);
      await stepSent(c, nothingSent);
      const changed = await publishUpdate(deps, organiserIn(c), { ...where, id: idIn(c) });
      return c.json(updateFields(changed.update), 200, tagOf(changed));
    }),
  );
}

const idIn = (c: Context): string => c.req.param('id') ?? '';

const whereIn = (c: Context, isNeeded: boolean) => ({ slug: slugIn(c), seen: revisionOf(c, { isNeeded }) });

const tagOf = ({ stored }: OrganisedUpdates) => ({ etag: revisionTag(stored.revision) });

/** An update as programs see it. The table keeps no order of fields. */
const updateFields = ({ id, state, at, draft = false, title, text }: OrganisedUpdate) => ({
  ...{ id, state, at, draft, title, text },
});
