import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import type { OrganisedUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import type { NewUpdate, Update } from '../../functions/core/campaigns/parts.ts';
import { updateState } from '../../functions/core/campaigns/updates.ts';

/** The texts of the command. Functions return lines, and print nothing. */

/** `20261009t080000z  published  2026-10-09T08:00:00Z  Ali is free`. */
export const updateLine = ({ id, state, at, title }: OrganisedUpdate): string =>
  [id, state.padEnd('published'.length), at, title].join('  ');

/** What a file has of an update. The table keeps no order of fields. */
export const fileFields = ({ at, draft = false, title, text }: Update): NewUpdate => ({
  ...{ title, at, ...(draft && { draft }), text },
});

/** How a file names the update that it is a version of. */
export const fileName = ({ slug, id }: { readonly slug: string; readonly id: string }): string => `${slug}/${id}`;

/** When an update of a campaign will be public. @param now milliseconds since the epoch. */
export function publicWords(
  { at, draft }: NewUpdate,
  { visibility }: Pick<Campaign, 'visibility'>,
  now: number,
): string {
  const state = updateState({ at: at ?? '', draft }, now);
  if (state === 'draft') return 'Nobody but organisers sees it: it is a draft.';
  const [from, later] = state === 'scheduled' ? [` from ${at} on`, `, and from ${at} on`] : [' at once', ''];
  if (visibility === 'draft')
    return `The campaign is a draft: the public sees the update once somebody opens it${later}.`;
  return `${visibility === 'public' ? 'Everybody sees it' : 'People who know the address of the campaign see it'}${from}.`;
}
