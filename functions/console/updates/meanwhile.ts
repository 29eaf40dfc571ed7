import type { Campaign } from '../../core/campaigns/campaign.ts';
import { zoneOf } from '../../core/campaigns/local-time.ts';
import type { OrganisedUpdate } from '../../core/campaigns/organise-updates.ts';
import { type UpdateState, updateState } from '../../core/campaigns/updates.ts';
import { isWrong, momentIn } from '../campaigns/edit/dates.tsx';
import { isAsSeen, type Merged, marksOf, mergedWith, unitOf } from '../campaigns/edit/meanwhile.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { one } from '../campaigns/edit/typed.ts';
import { typedOf } from './form.ts';

/** The marks of an update: of its fields, and of its state. */
export const marksOfUpdate = (update: OrganisedUpdate, campaign: Campaign): string =>
  marksOf({ ...typedOf(update, campaign), state: update.state });

/** What people write of an update. The rest says when it appears. */
const words = ['title', 'text'] as const;

/**
 * The form of an update over what others have saved meanwhile. Words are meant for a state: nobody publishes those that another person meant
 * for a draft. So if one of them changed the state, and the other the words, they are asked.
 * @param stored.now milliseconds since the epoch.
 */
export function mergedUpdate(
  sent: Typed,
  stored: { readonly update: OrganisedUpdate; readonly campaign: Campaign; readonly now: number },
): Merged {
  const [was, theirs] = [one(sent, 'was'), typedOf(stored.update, stored.campaign)];
  const merged = mergedWith(was, sent, theirs);
  const otherState = !isAsSeen(was, theirs, 'when') && !isAsSeen(was, { state: stored.update.state }, 'state');
  const mine = words.filter((name) => !isAsSeen(was, sent, name));
  if (otherState && mine.length > 0 && isAsSeen(was, sent, 'when')) return withOwnWhen(merged, sent);
  const state = stateTyped(merged.typed, stored.campaign, stored.now);
  const isPublished = isAsSeen(was, { state: 'published' satisfies UpdateState }, 'state');
  const shows = state !== 'draft' && !isPublished && !isAsSeen(was, { state }, 'state') && !isAsSeen(was, sent, 'when');
  const other = words.filter((name) => !isAsSeen(was, theirs, name) && !mine.includes(name));
  if (!shows || other.length === 0) return merged;
  const asTyped = Object.fromEntries(other.map((name) => [name, sent[name] ?? '']));
  return { ...merged, mine: { ...merged.mine, ...asTyped }, conflicts: [...merged.conflicts, ...other] };
}

/** The choice and the moment of the form itself, instead of those that were saved meanwhile. */
function withOwnWhen({ typed, mine, conflicts }: Merged, sent: Typed): Merged {
  const isWhen = (name: string) => unitOf(name) === 'when';
  const own = (form: Typed): Typed => ({
    ...Object.fromEntries(Object.entries(form).filter(([name]) => !isWhen(name))),
    ...Object.fromEntries(Object.entries(sent).filter(([name]) => isWhen(name))),
  });
  return { typed: own(typed), mine: own(mine), conflicts: [...conflicts, 'when'] };
}

/** What an update becomes if a form is saved. */
function stateTyped(typed: Typed, campaign: Campaign, now: number): UpdateState {
  const when = one(typed, 'when');
  if (when !== 'at') return when === 'now' ? 'published' : 'draft';
  const at = momentIn(typed, 'at', zoneOf(campaign));
  // What is no moment is refused.
  return at === undefined || isWrong(at) ? 'scheduled' : updateState({ at }, now);
}
