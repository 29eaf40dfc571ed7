import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import type { CampaignAct } from '../audit/acts.ts';
import { Problem } from '../problem.ts';
import { allChecks } from './all-faults.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { FaultyFile, namedWithin } from './faults.ts';
import { localTime } from './local-time.ts';
import { mergePatch } from './merge-patch.ts';
import { onNewest } from './on-newest.ts';
import { changeCampaign, planChange, seenCampaign } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import type { Update } from './parts.ts';
import { storedCampaign } from './plan.ts';
import type { StoredCampaign } from './store.ts';
import { freeId, type UpdateState, updateIds, updateState } from './updates.ts';
import { entriesByName, wordedPage } from './worded.ts';

/** An update as organisers see it. */
export interface OrganisedUpdate extends Omit<Update, 'translatedAs'> {
  readonly id: string;
  readonly state: UpdateState;
}

/** The updates of a campaign, in the order of its file, and its revision. */
export interface OrganisedUpdates {
  readonly updates: readonly OrganisedUpdate[];
  readonly stored: StoredCampaign;
}

/** Which campaign, and the revision that the writer has read. Undefined: any. */
interface Where {
  readonly slug: string;
  readonly seen: number | undefined;
}

/** The fields of an update, as somebody sends them. */
type Fields = Readonly<Record<string, unknown>>;

/** Drafts and scheduled ones, too. @throws {Problem} `not-allowed`, `campaign-unknown` or `campaign-deleted`. */
export async function listUpdates(deps: OrganiseDeps, actor: Actor, slug: string): Promise<OrganisedUpdates> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  return organised(await storedCampaign(deps, slug), deps.clock());
}

function organised(stored: StoredCampaign, now: number): OrganisedUpdates {
  const { updates } = stored.campaign;
  const ids = updateIds(updates);
  return {
    stored,
    updates: updates.map((one, i) => ({ ...one, id: ids[i] ?? '', state: updateState(one, now) })),
  };
}

/** One of the updates of a campaign. @throws {Problem} `update-unknown` */
export function updateWith(id: string, { updates, stored }: OrganisedUpdates): OrganisedUpdate {
  const found = updates.find((one) => one.id === id);
  if (!found) throw new Problem('update-unknown', { campaign: stored.campaign.slug });
  return found;
}

/** What an act on an update leaves. */
export interface ChangedUpdate extends OrganisedUpdates {
  readonly update: OrganisedUpdate;
}

/**
 * Adds an update.
 * @param input.update fields as in the campaign's file. Without `at` it is of this moment: so it is published, unless it is a draft.
 * @param input.madeBy names what was sent, if it may be sent twice: then the second call returns the update that the first one made. The id of
 * the update ends with letters of it, as feeds show nothing else that lasts.
 * @throws {Problem} `not-allowed`, `campaign-unknown`, `campaign-deleted`. @throws {OtherRevision}
 * @throws {FaultyFile} whose fields are those of the update.
 */
export async function addUpdate(
  deps: OrganiseDeps,
  actor: Actor,
  { update, madeBy, ...where }: Where & { readonly update: Fields; readonly madeBy?: string | undefined },
): Promise<ChangedUpdate> {
  let id = '';
  const end = madeBy === undefined ? '' : `-${createHash('sha256').update(madeBy).digest('hex').slice(0, 8)}`;
  const changed = await change(deps, actor, where, 'campaign.add-update', ({ updates, stored: { campaign } }) => {
    const now = localTime(campaign, deps.clock());
    const { id: given, ...fields } = update;
    const refused = given === undefined ? undefined : fault('id', 'is made by Amparo: leave it out');
    const made = end === '' ? undefined : updates.find((one) => one.id.endsWith(end));
    if (made) {
      id = made.id;
      return undefined;
    }
    id = `${freeId(now, new Set(updates.map((one) => one.id)))}${end}`;
    return { at: updates.length, updates: [...updates, { at: now, ...fields, id }], refused };
  });
  return { ...changed, update: updateWith(id, changed) };
}

/**
 * Changes fields of an update by a JSON merge patch (RFC 7396). `draft: null` makes a draft a published update, or a scheduled one if its
 * moment is still to come. One that was published, and is no longer, is taken off the page: the trail has that as an act of its own.
 * @throws {Problem} as `addUpdate`, and `update-unknown`. @throws {OtherRevision} @throws {FaultyFile}
 */
export async function changeUpdate(
  deps: OrganiseDeps,
  actor: Actor,
  { id, patch, ...where }: Where & { readonly id: string; readonly patch: Fields },
): Promise<ChangedUpdate> {
  const changed = await change(deps, actor, where, 'campaign.change-update', (before) => {
    const { state, ...fields } = updateWith(id, before);
    const becomes = updateState(mergePatch(fields, patch) as Update, deps.clock());
    const isTakenOff = state === 'published' && becomes !== 'published';
    const isOther = 'id' in patch && patch.id !== id;
    const refused = isOther ? fault('id', 'can never change: feeds know the update by it') : undefined;
    return {
      ...replaced(before, id, (one) => mergePatch(one, { ...patch, id })),
      ...{ refused, act: isTakenOff ? 'campaign.take-off-update' : undefined },
    };
  });
  return { ...changed, update: updateWith(id, changed) };
}

/**
 * Publishes an update now. One that is published already stays as it is.
 * @throws {Problem} as `addUpdate`, and `update-unknown`. @throws {OtherRevision} @throws {FaultyFile}
 */
export async function publishUpdate(
  deps: OrganiseDeps,
  actor: Actor,
  { id, ...where }: Where & { readonly id: string },
): Promise<ChangedUpdate> {
  const changed = await change(deps, actor, where, 'campaign.publish-update', (before) => {
    if (updateWith(id, before).state === 'published') return undefined;
    const at = localTime(before.stored.campaign, deps.clock());
    return replaced(before, id, ({ draft, ...one }) => ({ ...one, at }));
  });
  return { ...changed, update: updateWith(id, changed) };
}

/** Removes an update, with its translations. @throws {Problem} as `changeUpdate`. @throws {OtherRevision} */
export const removeUpdate = (
  deps: OrganiseDeps,
  actor: Actor,
  { id, ...where }: Where & { readonly id: string },
): Promise<OrganisedUpdates> =>
  change(deps, actor, where, 'campaign.remove-update', (before) => {
    updateWith(id, before);
    return { at: undefined, updates: before.updates.filter((one) => one.id !== id) };
  });

/** What the updates shall be. */
interface Wanted {
  /** In their order. Each has its id. */
  readonly updates: readonly unknown[];
  /** The place of the update that faults are about. */
  readonly at: number | undefined;
  /** What is wrong already. Then nothing is written, and all other faults are found, too. */
  readonly refused?: FaultyFile | undefined;
  /** What the trail calls it. Undefined: as it was asked for. */
  readonly act?: CampaignAct | undefined;
}

function replaced(before: OrganisedUpdates, id: string, by: (one: Update) => unknown): Wanted {
  updateWith(id, before);
  const updates = before.updates.map(({ state, ...one }) => (one.id === id ? by(one) : one));
  return { updates, at: before.updates.findIndex((one) => one.id === id) };
}

/** @param wanted what the updates shall be. Undefined: they stay. */
async function change(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, seen }: Where,
  act: CampaignAct,
  wanted: (before: OrganisedUpdates) => Wanted | undefined,
): Promise<OrganisedUpdates> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  return onNewest(actor, seen, async () => {
    const before = organised(await seenCampaign(deps, slug, seen), deps.clock());
    const next = wanted(before);
    if (!next) return before;
    const { stored } = before;
    const updates = next.updates.map(withoutState);
    // An update that older rules have let in has no id of its own yet: to name it is no change.
    if (isDeepStrictEqual(updates, before.updates.map(withoutState))) return before;
    const patch = { updates, ...translationsFor(stored.campaign, updates) };
    const written = { slug, patch, seen: stored.revision, act: next.act ?? act };
    try {
      if (next.refused) throw await alsoOf(next.refused, () => planChange(deps, actor, written));
      return organised(await changeCampaign(deps, actor, written), deps.clock());
    } catch (error) {
      throw error instanceof FaultyFile ? faultsOf(error, next.at) : error;
    }
  });
}

/** What is wrong already, with what a plan is refused for. */
async function alsoOf(refused: FaultyFile, plan: () => Promise<unknown>): Promise<FaultyFile> {
  const checks = allChecks();
  await checks.of(() => {
    throw refused;
  });
  await checks.of(plan);
  return checks.faulty();
}

const withoutState = (one: unknown): unknown => {
  if (typeof one !== 'object' || one === null) return one;
  const { state, translatedAs, ...fields } = one as Partial<OrganisedUpdate> & Pick<Update, 'translatedAs'>;
  return fields;
};

/**
 * A patch of the translations. They name updates by their moments, so that the texts of one that moves get another name, and those of one
 * that goes must go.
 */
function translationsFor(
  { updates, translations }: Pick<ParsedCampaignFile, 'updates' | 'translations'>,
  after: readonly unknown[],
): { translations?: object } {
  const keyOf = wordedPage.updates.keyOf;
  const named = (list: readonly unknown[], ids: readonly string[]) =>
    new Map([...entriesByName(list, keyOf).keys()].map((name, i) => [ids[i] ?? '', name]));
  const old = named(updates, updateIds(updates));
  const now = named(
    after,
    after.map((one) => String((one as Update).id)),
  );
  const moved = [...old].filter(([id, name]) => now.get(id) !== name);
  const patches = Object.entries(translations ?? {}).flatMap(([language, texts]) => {
    const known = typeof texts.updates === 'object' ? texts.updates : {};
    const touched = moved.filter(([, name]) => known[name] !== undefined);
    if (touched.length === 0) return [];
    const gone = touched.map(([, name]) => [name, null] as const);
    const there = touched.flatMap(([id, name]) => {
      const next = now.get(id);
      return next === undefined ? [] : [[next, known[name]] as const];
    });
    // A name may be that of another update now: what is there comes last.
    return [[language, { updates: Object.fromEntries([...gone, ...there]) }] as const];
  });
  return patches.length === 0 ? {} : { translations: Object.fromEntries(patches) };
}

/** The faults of an update by the names of its own fields. */
function faultsOf({ faults, more }: FaultyFile, at: number | undefined): FaultyFile {
  const path = `updates[${at}]`;
  // Two updates of one moment must have two titles.
  const titled = faults.map((one) => (one.field === path ? { ...one, field: 'title', label: 'title' } : one));
  return namedWithin(new FaultyFile(titled, more), path);
}

const fault = (field: string, message: string) => new FaultyFile([{ field, label: field, message }]);
