import type { CalledBy } from '../../../core/access/names.ts';
import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import type { Version } from '../../../core/campaigns/version-store.ts';
import { momentWords, t, type Word } from '../../ui/words.ts';

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
  ...(['demand-changed', 'title-changed', 'release-undone', 'case-removed', 'update-removed'] as const),
  ...(['outcome-removed', 'translation-removed', 'draft-again', 'listed-from-now', 'closed-at-once'] as const),
  ...(['reopened', 'recipients-changed'] as const),
] satisfies readonly DangerKind[];

export const dangerWords = (kinds: readonly DangerKind[]): string[] =>
  told.filter((kind) => kinds.includes(kind)).map((kind) => t(`danger.${kind}` satisfies Word));
