import type { CalledBy } from '../../../core/access/names.ts';
import type { CampaignAct } from '../../../core/audit/acts.ts';
import type { Campaign } from '../../../core/campaigns/campaign.ts';
import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import type { Version } from '../../../core/campaigns/version-store.ts';
import { calledWords } from '../../people/words.ts';
import { plainName } from '../../ui/labels.ts';
import { clockWords, dayWords, t, type Word } from '../../ui/words.ts';

/** Who wrote versions, by their ids. */
export type Names = ReadonlyMap<string, CalledBy>;

type Who = Extract<CalledBy, string> | 'operator' | 'schedule' | 'removed';

const inList = (who: Who) => `versions.who.${who}` satisfies Word;
/** In the middle of a sentence. */
export const inSentence = (who: Who) => `meanwhile.who.${who}` satisfies Word;

/** Who did something. @param by as the audit trail names them. @param wordOf the words for those without a name. */
export function whoWords(by: string | undefined, names: Names, wordOf: (who: Who) => Word = inList): string {
  if (by === 'operator' || by === 'schedule') return t(wordOf(by));
  const called = names.get(by ?? '') ?? 'gone';
  if (typeof called === 'string') return t(wordOf(called));
  const name = calledWords(called.name);
  return called.removedAt === undefined ? name : t(wordOf('removed'), { name, day: dayWords(called.removedAt) });
}

/** What a version can have done. All else is a change. */
type VerbOf = CampaignAct extends `campaign.${infer Verb}` ? Verb : never;
const acts = [
  ...(['open', 'close', 'pause', 'take-back', 'archive', 'bring-back', 'win', 'strict', 'relax', 'undo'] as const),
  ...(['add-update', 'change-update', 'publish-update', 'remove-update'] as const),
] satisfies readonly VerbOf[];

/** Those that a change of these fields can make. */
const ofState: ReadonlySet<string> = new Set(['open', 'close', 'take-back'] satisfies (typeof acts)[number][]);
const stateFields: ReadonlySet<string> = new Set(['visibility', 'opensAt', 'closesAt'] satisfies (keyof Campaign)[]);

/** What a version did, in a word or two. */
export function actWords({ act, revision, changed: fields, broughtBack }: Version): string {
  const changed = fields ?? [];
  if (broughtBack !== undefined) return t('versions.act.undo-to', { revision: broughtBack });
  if (act === 'campaign.open' && revision === 1) return t('versions.act.made-open');
  // To go on changes no field of the file. Versions from before there was this list do not say what they changed.
  if (act === 'campaign.open' && fields?.length === 0) return t('versions.act.go-on');
  const known = acts.find((one) => act === `campaign.${one}`);
  if (known) {
    const words = t(`versions.act.${known}` satisfies Word);
    // A change of fields may open a campaign, and change its texts, too.
    const others = ofState.has(known) ? changed.filter((name) => !stateFields.has(name)) : [];
    return others.length === 0 ? words : `${words} · ${t('versions.act.put-what', { what: namesOf(others) })}`;
  }
  if (act !== undefined && revision === 1) return t('versions.act.made');
  return changed.length === 0 ? t('versions.act.put') : t('versions.act.put-what', { what: namesOf(changed) });
}

/** How many fields a row of the history names. */
const FIELDS = 5;

function namesOf(fields: readonly string[]): string {
  const named = fields.slice(0, FIELDS).map((name) => plainName(name));
  const more = fields.length - named.length;
  return [...named, ...(more > 0 ? [t('versions.act.more', { more })] : [])].join(', ');
}

export const versionWords = (revision: number, present: number): string =>
  t(revision === present ? 'versions.present' : 'versions.one', { revision });

/** When a version was written, by the clocks of its campaign, and by whom. */
export const madeWords = ({ at, by }: Version, names: Names, campaign: Campaign): string =>
  at === undefined
    ? t('versions.before-history')
    : t('versions.by', { moment: clockWords(at, campaign), who: whoWords(by, names) });

/** The warnings that an organiser without a terminal can act on, beside those about people, which name them. */
const told = [
  ...(['demand-changed', 'title-changed', 'translations-older', 'targets-changed'] as const),
  ...(['update-removed', 'outcome-removed', 'translation-removed', 'draft-again', 'listed-from-now'] as const),
  ...(['shown-from-now', 'closing-removed', 'closing-later'] as const),
  ...(['not-open-any-more', 'closed-at-once', 'reopened', 'recipients-changed', 'group-changed'] as const),
  ...(['live-from-now', 'kept-longer', 'kept-after-all', 'kept-shorter', 'erased-at-once'] as const),
] satisfies readonly DangerKind[];

export const dangerWords = (kinds: readonly DangerKind[]): string[] =>
  told.filter((kind) => kinds.includes(kind)).map((kind) => t(`danger.${kind}` satisfies Word));

/**
 * What a change is called, in the words of the forms. @param what as `campaignChanges` has it: `targets › The court › role`. The entry of
 * a list stays as it is.
 */
export function whatWords(what: string): string {
  const ofStore = storeNames.get(what);
  if (ofStore !== undefined) return t(ofStore);
  const parts = what.split(' › ');
  if (parts[0] !== 'translations' || parts[1] === undefined) return fieldWords(parts).join(' › ');
  const language = t('compare.language', { language: languageName(parts[1]) });
  return [language, ...fieldWords(parts.slice(2))].join(' › ');
}

function fieldWords([list, entry, ...fields]: readonly string[]): string[] {
  if (list === undefined) return [];
  const named = [plainName(list)];
  if (entry === undefined) return named;
  if (entry === 'order') return [...named, t('compare.order')];
  // What distinguishes an entry within an entry may be its number, or a day that is known by year alone.
  const inList = (field: string) => (/^\d/.test(field) ? field : plainName(`${list}.${field}`, plainName(field)));
  // A set of fields, such as a picture, has no entries.
  if (sets.has(list)) return [...named, ...[entry, ...fields].map(inList)];
  return [...named, entry, ...fields.map(inList)];
}

const sets: ReadonlySet<string> = new Set(['picture', 'group', 'won', 'share', 'secret']);

/** What the store adds to a campaign, as `campaignChanges` calls it. */
const storeNames: ReadonlyMap<string, Word> = new Map([
  ['paused since', 'name.pausedAt'],
  ['archived since', 'name.archivedAt'],
  ['picture for shared links', 'name.share'],
]);

const names = new Intl.DisplayNames('en', { type: 'language' });

function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
