import type { Campaign, CampaignHead } from './campaign.ts';
import { mayBeSigned } from './demands.ts';
import { type Group, isOtherKeeper } from './group.ts';
import { longTexts } from './has-markdown.ts';
import { inLanguage, languagesOf } from './in-language.ts';
import { identitiesKeptUntil, KEEP_MONTHS } from './keeping.ts';
import { localTime } from './local-time.ts';
import { olderTranslations } from './older-demands.ts';
import { organisedStatus } from './states.ts';
import { campaignStatus } from './status.ts';
import { takenBack } from './undone.ts';
import { updateState } from './updates.ts';
import { isListed } from './visibility.ts';

/** Warnings for a person who is about to write a campaign. None of them stops the change. */
export const dangerKinds = [
  'brought-back',
  'release-undone',
  'case-removed',
  'update-removed',
  'update-changed',
  'outcome-removed',
  'outcome-changed',
  'closing-removed',
  'closing-later',
  'demand-changed',
  'title-changed',
  'translations-older',
  'targets-changed',
  'letter-changed',
  'translation-removed',
  'picture-removed',
  'reference-removed',
  'time-zone-removed',
  'news-off',
  'draft-again',
  'shown-from-now',
  'unlisted-from-now',
  'listed-from-now',
  'same-title',
  'goal-lowered',
  'closed-at-once',
  'reopened',
  'won-but-open',
  'not-open-any-more',
  'recipients-changed',
  'recipients-of-the-group',
  'recipients-of-its-own',
  'no-group',
  'group-changed',
  'names-hidden',
  'names-shown',
  'source-removed',
  'strict-from-now',
  'strict-no-longer',
  'live-from-now',
  'subject-neutral-from-now',
  'subject-named-from-now',
  'kept-longer',
  'kept-after-all',
  'kept-shorter',
  'erased-at-once',
  'date-ahead',
  'update-ahead',
  'markup',
] as const;
export type DangerKind = (typeof dangerKinds)[number];

/**
 * @param before the campaign that is stored under that slug.
 * @param others the heads of all stored campaigns: if a slug was changed, there are two campaigns with one title.
 * @param now milliseconds since the epoch.
 * @param ofAll the group of the installation, null if it has none. Left out where a change cannot touch a group.
 * @param stageMonths months for which the stage keeps identities, for campaigns that set no time of their own.
 */
export function campaignDangers(
  before: Campaign | undefined,
  after: Campaign,
  others: readonly CampaignHead[],
  now: number,
  stageMonths = KEEP_MONTHS,
  ofAll?: Group | null,
): DangerKind[] {
  const keptUntil = (campaign: Campaign) => identitiesKeptUntil(campaign, stageMonths) ?? Number.POSITIVE_INFINITY;
  // Nothing is left of a deleted campaign that a file could undo.
  const stored = before?.deletedAt === undefined ? before : undefined;
  const back = stored && takenBack(stored, after, now);
  // The head of a deleted campaign keeps what its signers signed.
  const isSigned = mayBeSigned(before, now);
  const status = campaignStatus(after, now);
  const statusBefore = before && campaignStatus(before, now);
  const isOpen = (campaign: Campaign | undefined) =>
    campaign !== undefined && organisedStatus(campaign, now) === 'open';
  const isClosed = (campaign: Campaign | undefined) =>
    campaign !== undefined && isSeen(campaign) && campaignStatus(campaign, now) === 'closed';
  const wouldClose = stored?.closesAt !== undefined && statusBefore !== 'closed';
  const holds: Record<DangerKind, boolean> = {
    'brought-back': before?.deletedAt !== undefined,
    'release-undone': back?.event ?? false,
    'case-removed': back?.case ?? false,
    'update-removed': back?.update ?? false,
    'update-changed': back?.updatesWords ?? false,
    'outcome-removed': back?.outcome ?? false,
    'outcome-changed': back?.outcomesWords ?? false,
    'closing-removed': wouldClose && !after.closesAt,
    'closing-later': wouldClose && Date.parse(after.closesAt ?? '') > Date.parse(stored.closesAt ?? ''),
    'demand-changed': isSigned && changesInAny(before, after, 'demand'),
    'title-changed': isSigned && changesInAny(before, after, 'title'),
    'translations-older': isSigned && before.demand !== after.demand && olderTranslations(after).length > 0,
    'targets-changed': isSigned && stored !== undefined && !sameSet(namesOf(before), namesOf(after)),
    'letter-changed': isSigned && stored !== undefined && before.letter !== after.letter,
    'translation-removed': stored !== undefined && languagesOf(stored).some((tag) => !languagesOf(after).includes(tag)),
    'picture-removed': back?.picture ?? false,
    'reference-removed': back?.reference ?? false,
    'time-zone-removed': stored?.timeZone !== undefined && after.timeZone === undefined,
    'news-off': stored?.news === true && !after.news,
    'draft-again': stored !== undefined && stored.visibility !== 'draft' && after.visibility === 'draft',
    'shown-from-now': stored?.visibility === 'draft' && after.visibility !== 'draft',
    'unlisted-from-now': stored !== undefined && isListed(stored) && after.visibility === 'unlisted',
    'listed-from-now': stored?.visibility === 'unlisted' && after.visibility === 'public',
    'same-title': !before && others.some((other) => other.title === after.title),
    'goal-lowered': before !== undefined && isSeen(before) && isSeen(after) && after.goal < before.goal,
    'closed-at-once': isClosed(after) && !isClosed(before),
    reopened: isClosed(before) && status !== 'closed' && isSeen(after) && !after.pausedAt,
    'won-but-open': after.won !== undefined && !before?.won && isOpen(after),
    'not-open-any-more': isOpen(before) && isSeen(after) && status === 'upcoming',
    'recipients-changed': before !== undefined && !sameSet(before.recipients, after.recipients),
    'recipients-of-the-group': after.recipients.length === 0 && (!before || before.recipients.length > 0),
    'recipients-of-its-own': !before && after.recipients.length > 0,
    'no-group': ofAll === null && !after.group,
    'group-changed': isSigned && isOtherKeeper(before.group ?? ofAll, after.group ?? ofAll),
    'names-hidden': isSigned && before.showNames && !after.showNames,
    'names-shown': stored?.showNames === false && after.showNames,
    'source-removed': before?.sources.some((source) => !after.sources.includes(source)) ?? false,
    'strict-from-now': after.strict && !before?.strict,
    'strict-no-longer': before?.strict === true && !after.strict,
    'live-from-now': after.publish === 'live' && before?.publish !== 'live',
    'subject-neutral-from-now': after.neutralSubject && !before?.neutralSubject,
    'subject-named-from-now': before?.neutralSubject === true && !after.neutralSubject,
    'kept-longer': isSigned && stored !== undefined && now < keptUntil(stored) && keptUntil(stored) < keptUntil(after),
    'kept-after-all': isSigned && stored !== undefined && keptUntil(stored) <= now && now < keptUntil(after),
    'kept-shorter': isSigned && !!before.closesAt && now < keptUntil(after) && keptUntil(after) < keptUntil(before),
    'erased-at-once': isSigned && keptUntil(after) <= now && now < keptUntil(before),
    'date-ahead': after.references.some(({ date }) => isAhead(date, after, now)),
    'update-ahead': after.updates.some((one) => updateState(one, now) === 'scheduled'),
    markup: hasMarkup(after),
  };
  return dangerKinds.filter((kind) => holds[kind]);
}

const isSeen = (campaign: Campaign | undefined): boolean => campaign !== undefined && campaign.visibility !== 'draft';

/** Whether a text is another one than before, in a language in which it was there. */
const changesInAny = (before: Campaign, after: Campaign, text: 'title' | 'demand'): boolean =>
  languagesOf(before).some((tag) => {
    const now = textIn(after, tag, text);
    return now !== undefined && now !== textIn(before, tag, text);
  });

/** A text in one language: the original may have been another one before. */
const textIn = (campaign: Campaign, language: string, text: 'title' | 'demand') =>
  language === campaign.language ? campaign[text] : campaign.translations?.[language]?.[text];

/** Whether a day, month or year is still to come by the clocks of the campaign. What has happened is refused then (`past.ts`). */
const isAhead = (date: string | undefined, campaign: Campaign, now: number): boolean =>
  date !== undefined && date > localTime(campaign, now).slice(0, date.length);

/** HTML, and what pages do not know of Markdown: pictures, code, quotations, and strong words between `__`. */
const MARKUP = /<\/?[a-z][^<>]*>|!\[[^[\]]*\]\(|__\S|^```|^> /im;
/** A link, strong words, and a heading. */
const ONLY_IN_LONG = /\]\((?:https?|mailto):|\*\*\S|^#{1,6} /im;

/** Whether a text has markup that pages show as it is written. Long texts may have some. */
function hasMarkup(campaign: Campaign): boolean {
  const translated = Object.entries(campaign.translations ?? {}).map(([language, texts]) =>
    inLanguage(campaign, { language, texts }),
  );
  const long = new Set([campaign, ...translated].flatMap(longTexts));
  return textsOf(campaign).some((text) => MARKUP.test(text) || (ONLY_IN_LONG.test(text) && !long.has(text)));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value ?? {}).flatMap(textsOf);
}

const namesOf = ({ targets }: Campaign): string[] => targets.map(({ name }) => name);

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry) => other.includes(entry));
