import type { Campaign } from './campaign.ts';
import { fittingTexts } from './fitting-texts.ts';
import type { Translation } from './in-language.ts';
import type { Update } from './parts.ts';
import { entriesByName, wordedPage } from './worded.ts';

/** What an update is now. The public sees those that are published, and nothing of the others. */
export type UpdateState = 'draft' | 'scheduled' | 'published';

/** @param now milliseconds since the epoch. */
export function updateState({ at, draft = false }: Pick<Update, 'at' | 'draft'>, now: number): UpdateState {
  if (draft) return 'draft';
  return Date.parse(at) > now ? 'scheduled' : 'published';
}

const isPublished = (update: Update, now: number): boolean => updateState(update, now) === 'published';

/**
 * The id of each update, in their order: the one that it has, or one made of its moment. Feeds and addresses have it, so it does not
 * depend on words that somebody may correct.
 */
export function updateIds(updates: readonly Pick<Update, 'id' | 'at'>[]): string[] {
  const taken = new Set(updates.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return updates.map(({ id, at }) => {
    if (id !== undefined) return id;
    const made = freeId(at, taken);
    taken.add(made);
    return made;
  });
}

/** An id made of a moment that nothing else has: `20261009t080000z`, or `20261009t080000z-2`. @param at any ISO 8601 moment. */
export function freeId(at: string, taken: ReadonlySet<string>): string {
  const moment = Date.parse(at);
  // A campaign that was stored under older rules is still shown.
  const id = Number.isNaN(moment)
    ? 'update'
    : new Date(moment)
        .toISOString()
        .replace(/[-:]|\.\d+/g, '')
        .toLowerCase();
  for (let n = 1; ; n++) {
    const one = n === 1 ? id : `${id}-${n}`;
    if (!taken.has(one)) return one;
  }
}

/** The names by which translations know the updates of a campaign. */
const namesOf = (updates: readonly Update[]): string[] => [...entriesByName(updates, wordedPage.updates.keyOf).keys()];

/**
 * A campaign with what the public may see of its updates at this moment. The others are gone, and so is each sign that there are any,
 * except for the moment at which answers change: caches must know it.
 * @param now milliseconds since the epoch.
 */
export function publicUpdates<Part extends Pick<Campaign, 'updates'>>(
  campaign: Part,
  now: number,
): Part & Pick<Campaign, 'nextUpdateAt'> {
  const { updates } = campaign;
  if (updates.every((one) => isPublished(one, now))) return campaign;
  const [names, ids] = [namesOf(updates), updateIds(updates)];
  const later = updates.filter((one) => updateState(one, now) === 'scheduled').map(({ at }) => Date.parse(at));
  return {
    ...campaign,
    // Their names and ids must not depend on those that are left out.
    updates: updates.flatMap((one, i) =>
      isPublished(one, now) ? [{ ...one, id: ids[i], ...(names[i] !== one.at && { translatedAs: names[i] }) }] : [],
    ),
    nextUpdateAt: later.length > 0 ? Math.min(...later) : undefined,
  };
}

/**
 * A translation without the words of updates that the public may not see, and without a sign that there are any.
 * @param campaign the whole campaign.
 */
export const publicTexts = <One extends Translation>(campaign: Campaign, translation: One, now: number): One => ({
  ...translation,
  texts: fittingTexts(translation.texts, publicUpdates(campaign, now)),
});
