import type { OrganiserActor } from '../../core/access/actor.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
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
import { Problem } from '../../core/problem.ts';
import { asSent } from '../campaigns/edit/meanwhile.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { contentOf, one } from '../campaigns/edit/typed.ts';
import { fullErrors } from '../campaigns/full.ts';
import { writersSince } from '../campaigns/history/writers.ts';
import type { ConsoleDeps } from '../deps.ts';
import { FORM_ID, madeBy } from '../ui/form-id.tsx';
import { errorsOf, readUpdate } from './form.ts';
import type { UpdateForm } from './form-page.tsx';
import { marksOfUpdate, mergedUpdate } from './meanwhile.ts';
import type { Done } from './pages.tsx';

/** How often an update is written again, if others write its campaign at the same moment. */
const TRIES = 5;

/** What became of an update that was published. */
const ofPublished = { published: 'changed', draft: 'taken-off', scheduled: 'put-off' } as const;

/** What became of a form. */
type Sent = { readonly done: Done } | { readonly status: 409 | 422; readonly form: UpdateForm };

/**
 * Saves an update. What others changed meanwhile is kept, as long as they changed other fields of it.
 * @param input.id undefined: it is a new one. @throws {Problem} as `changeUpdate`.
 */
export async function saveUpdate(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  { slug, id, sent }: { readonly slug: string; readonly id: string | undefined; readonly sent: Typed },
): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    const found = await listUpdates(deps, actor, slug);
    const { campaign, revision } = found.stored;
    const update = found.updates.find((one) => one.id === id);
    // Somebody may have deleted it meanwhile. What was typed can still be saved, as a new one.
    if (id !== undefined && !update) return { status: 409, form: { ...formOf(found, undefined, sent), isGone: true } };
    const isSeen = !update || one(sent, 'seen') === String(revision);
    const { typed, mine, conflicts } = isSeen
      ? asSent(sent)
      : mergedUpdate(sent, { update, campaign, now: deps.clock() });
    const form = { ...formOf(found, update, asSeenNow(typed)), mine: asSeenNow(mine) };
    if (conflicts.length > 0) {
      const writers = await writersSince(deps, actor, slug, Number(one(sent, 'seen')));
      return { status: 409, form: { ...form, conflicts, writers } };
    }
    const { fields, errors } = readUpdate(typed, campaign, { update, now: deps.clock() });
    if (errors.length > 0) return { status: 422, form: { ...form, errors } };
    try {
      // What others did meanwhile does not touch a new one.
      const by = madeBy(actor, sent, contentOf(sent));
      const changed = update
        ? await changeUpdate(deps, actor, { slug, seen: revision, id: update.id, patch: fields })
        : await addUpdate(deps, actor, { slug, seen: undefined, update: fields, madeBy: by });
      // What somebody else has saved since, with the same words, may be this form itself, sent twice.
      if (update && isSeen && changed.stored.revision === revision) return { done: 'same' };
      const { state } = changed.update;
      return { done: update?.state === 'published' ? ofPublished[state] : state };
    } catch (error) {
      if (error instanceof OtherRevision && tries < TRIES) continue;
      if (!(error instanceof FaultyFile)) throw error;
      const { stored } = await listUpdates(deps, actor, slug);
      const place = { list: 'updates', field: 'title', campaign: stored.campaign } as const;
      const full = update ? [] : fullErrors(error.faults, place);
      return { status: 422, form: { ...form, errors: [...full, ...errorsOf(error, full.length > 0)] } };
    }
  }
}

const acts = { publish: publishUpdate, delete: removeUpdate } as const;
export type Act = keyof typeof acts;

/**
 * Publishes or deletes an update, whatever others did with its campaign meanwhile.
 * @returns who has changed the update itself, in words: then nothing is done. @throws {Problem} as `changeUpdate`.
 */
export async function actOnUpdate(
  deps: ConsoleDeps,
  actor: OrganiserActor,
  act: Act,
  { slug, id, sent }: { readonly slug: string; readonly id: string; readonly sent: Typed },
): Promise<{ readonly changedBy: string } | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const found = await listUpdates(deps, actor, slug);
      const { campaign, revision } = found.stored;
      const isSeen = one(sent, 'seen') === String(revision);
      if (!isSeen && marksOfUpdate(updateWith(id, found), campaign) !== one(sent, 'was'))
        return { changedBy: await writersSince(deps, actor, slug, Number(one(sent, 'seen'))) };
      await acts[act](deps, actor, { slug, seen: revision, id });
      return undefined;
    } catch (error) {
      if (error instanceof OtherRevision && tries < TRIES) continue;
      // To delete what is gone already is done.
      if (error instanceof Problem && error.kind === 'update-unknown' && act === 'delete') return undefined;
      throw error;
    }
  }
}

/** A form over the updates as they are stored. @param update undefined: it is a new one. */
export const formOf = (
  { stored: { campaign, revision } }: OrganisedUpdates,
  update: OrganisedUpdate | undefined,
  typed: Typed,
): UpdateForm => ({
  ...{ campaign, typed, update, errors: [], conflicts: [], isGone: false, isPreviewed: false },
  seen: { revision: String(revision), marks: update ? marksOfUpdate(update, campaign) : '' },
});

/** What was typed, without what its writer had seen before: the page shows them what is stored now. */
const asSeenNow = (typed: Typed): Typed => ({
  ...contentOf(typed),
  ...(typed[FORM_ID] !== undefined && { [FORM_ID]: typed[FORM_ID] }),
});
