import type { Campaign } from './campaign.ts';
import { MOST_ENTRIES } from './translations.ts';
import { MOST_IN } from './values.ts';

/** Why a list takes no further entry: it has as many as it can have, or languages leave no more room. */
export type Full =
  | { readonly why: 'most'; readonly count: number }
  | { readonly why: 'languages'; readonly languages: number; readonly most: number };

/** Whether a campaign can have no further case, or no further update. Undefined: it can. */
export function fullOf(
  list: 'cases' | 'updates',
  { targets, cases, updates, translations = {} }: Pick<Campaign, 'targets' | 'cases' | 'updates' | 'translations'>,
): Full | undefined {
  const count = { cases, updates }[list].length;
  if (count >= MOST_IN[list]) return { why: 'most', count };
  const languages = Object.keys(translations).length;
  const most = MOST_ENTRIES - 2 * languages;
  const isFull = languages > 0 && targets.length + cases.length + updates.length >= most;
  return isFull ? { why: 'languages', languages, most } : undefined;
}
