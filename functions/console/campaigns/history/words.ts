import type { CalledBy } from '../../../core/access/names.ts';
import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import type { Version } from '../../../core/campaigns/version-store.ts';
import { labelOf } from '../../ui/labels.ts';
import { momentWords, t, type Word, wordFor } from '../../ui/words.ts';

/** Who wrote versions, by their ids. */
export type Names = ReadonlyMap<string, CalledBy>;

/** Who did something. @param by as the audit trail names them. */
export function whoWords(by: string | undefined, names: Names): string {
  if (by === 'operator' || by === 'schedule') return t(`versions.who.${by}` satisfies Word);
  const called = names.get(by ?? '') ?? 'gone';
  return typeof called === 'string' ? t(`versions.who.${called}` satisfies Word) : called.name;
}

const acts = ['open', 'close', 'pause', 'strict', 'relax', 'undo'] as const;

/** What a version did, in a word or two. */
export function actWords({ act, revision }: Version): string {
  const known = acts.find((one) => act === `campaign.${one}`);
  if (known) return t(`versions.act.${known}` satisfies Word);
  return act !== undefined && revision === 1 ? t('versions.act.made') : t('versions.act.put');
}

export const versionWords = (revision: number, present: number): string =>
  t(revision === present ? 'versions.present' : 'versions.one', { revision });

/** When a version was written, and by whom. */
export const madeWords = ({ at, by }: Version, names: Names): string =>
  at === undefined
    ? t('versions.before-history')
    : t('versions.by', { moment: momentWords(at), who: whoWords(by, names) });

/** The warnings that an organiser without a terminal can act on. */
const told = [
  ...(['demand-changed', 'title-changed', 'targets-changed', 'release-undone', 'case-removed'] as const),
  ...(['update-removed', 'outcome-removed', 'translation-removed', 'draft-again', 'listed-from-now'] as const),
  ...(['not-open-any-more', 'closed-at-once', 'reopened', 'recipients-changed', 'group-changed'] as const),
  ...(['live-from-now', 'kept-shorter', 'erased-at-once'] as const),
] satisfies readonly DangerKind[];

export const dangerWords = (kinds: readonly DangerKind[]): string[] =>
  told.filter((kind) => kinds.includes(kind)).map((kind) => t(`danger.${kind}` satisfies Word));

/**
 * What a change is called, in the words of the forms. @param what as `campaignChanges` has it: `targets › The court › role`. The entry of
 * a list stays as it is.
 */
export function whatWords(what: string): string {
  if (what === 'paused since') return t('compare.paused');
  const parts = what.split(' › ');
  if (parts[0] !== 'translations' || parts[1] === undefined) return fieldWords(parts).join(' › ');
  const language = t('compare.language', { language: languageName(parts[1]) });
  return [language, ...fieldWords(parts.slice(2))].join(' › ');
}

function fieldWords([list, entry, ...fields]: readonly string[]): string[] {
  if (list === undefined) return [];
  const named = [nameOf(list)];
  if (entry === undefined) return named;
  if (entry === 'order') return [...named, t('compare.order')];
  // A set of fields, such as a picture, has no entries.
  if (fields.length === 0 && wordFor(`field.${list}-${entry}`) !== undefined)
    return [...named, nameOf(`${list}.${entry}`)];
  return [...named, entry, ...fields.map((field) => nameOf(`${list}.${field}`, field))];
}

/** @param otherwise what a field without words is called. */
function nameOf(name: string, otherwise = name): string {
  const words = labelOf(name);
  return words === name ? otherwise : words.replace(/ \(optional\)$/, '');
}

const names = new Intl.DisplayNames('en', { type: 'language' });

function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
