import type { Campaign, CampaignHead } from './campaign.ts';
import type { PrisonerCase } from './case.ts';
import { changesSignedWords } from './demands.ts';
import { identitiesKeptUntil, KEEP_MONTHS } from './keeping.ts';
import type { Update } from './parts.ts';
import { campaignStatus } from './status.ts';
import { isListed } from './visibility.ts';

/** Warnings for a person who is about to write a campaign. None of them stops the change. */
export const dangerKinds = [
  'brought-back',
  'release-undone',
  'update-removed',
  'outcome-removed',
  'closing-removed',
  'demand-changed',
  'draft-again',
  'unlisted-from-now',
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
  'names-hidden',
  'source-removed',
  'strict-from-now',
  'strict-no-longer',
  'live-from-now',
  'subject-neutral-from-now',
  'subject-named-from-now',
  'kept-shorter',
  'erased-at-once',
  'update-ahead',
  'markup',
] as const;
export type DangerKind = (typeof dangerKinds)[number];

/**
 * @param before the campaign that is stored under that slug.
 * @param others the heads of all stored campaigns: if a slug was changed, there are two campaigns with one title.
 * @param now milliseconds since the epoch.
 * @param isGroupKnown whether the installation has a group.
 * @param stageMonths months for which the stage keeps identities, for campaigns that set no time of their own.
 */
export function campaignDangers(
  before: Campaign | undefined,
  after: Campaign,
  others: readonly CampaignHead[],
  now: number,
  stageMonths = KEEP_MONTHS,
  isGroupKnown = true,
): DangerKind[] {
  const keptUntil = (campaign: Campaign) => identitiesKeptUntil(campaign, stageMonths) ?? Number.POSITIVE_INFINITY;
  // Nothing is left of a deleted campaign that a file could undo.
  const stored = before?.deletedAt === undefined ? before : undefined;
  const status = campaignStatus(after, now);
  const statusBefore = before && campaignStatus(before, now);
  const holds: Record<DangerKind, boolean> = {
    'brought-back': before?.deletedAt !== undefined,
    'release-undone': (stored?.cases ?? []).some((one) => isUndone(one, after)),
    'update-removed': stored?.updates.some((one) => !after.updates.some((other) => sameUpdate(one, other))) ?? false,
    'outcome-removed':
      (stored?.won !== undefined && !after.won) || (stored?.handedOver.length ?? 0) > after.handedOver.length,
    'closing-removed': stored?.closesAt !== undefined && !after.closesAt && statusBefore !== 'closed',
    'demand-changed': changesSignedWords(stored, after, now),
    'draft-again': stored !== undefined && stored.visibility !== 'draft' && after.visibility === 'draft',
    'unlisted-from-now': stored !== undefined && isListed(stored) && after.visibility === 'unlisted',
    'same-title': !before && others.some((other) => other.title === after.title),
    'goal-lowered': before !== undefined && after.goal < before.goal,
    'closed-at-once': status === 'closed' && statusBefore !== 'closed',
    reopened: status === 'open' && statusBefore === 'closed',
    'won-but-open': after.won !== undefined && !before?.won && status === 'open',
    'not-open-any-more': status === 'upcoming' && statusBefore === 'open',
    'recipients-changed': before !== undefined && !sameSet(before.recipients, after.recipients),
    'recipients-of-the-group': after.recipients.length === 0 && (!before || before.recipients.length > 0),
    'recipients-of-its-own': !before && after.recipients.length > 0,
    'no-group': !isGroupKnown && !after.group,
    'names-hidden': before?.showNames === true && !after.showNames,
    'source-removed': before?.sources.some((source) => !after.sources.includes(source)) ?? false,
    'strict-from-now': after.strict && !before?.strict,
    'strict-no-longer': before?.strict === true && !after.strict,
    'live-from-now': after.publish === 'live' && before?.publish !== 'live',
    'subject-neutral-from-now': after.neutralSubject && !before?.neutralSubject,
    'subject-named-from-now': before?.neutralSubject === true && !after.neutralSubject,
    'kept-shorter': before?.closesAt !== undefined && now < keptUntil(after) && keptUntil(after) < keptUntil(before),
    'erased-at-once': keptUntil(after) <= now && !(before && keptUntil(before) <= now),
    'update-ahead': after.updates.some(({ at }) => Date.parse(at) > now),
    markup: hasMarkup(after),
  };
  return dangerKinds.filter((kind) => holds[kind]);
}

/** Whether a file takes back what happened to a prisoner: a file from before a release does. */
function isUndone({ name, work, status, history = [] }: PrisonerCase, after: Campaign): boolean {
  const now = after.cases.find((one) => one.name === name && one.work === work);
  if (!now) return false;
  return (status !== 'detained' && now.status === 'detained') || history.length > (now.history?.length ?? 0);
}

const sameUpdate = (one: Update, other: Update): boolean =>
  one.title === other.title || Date.parse(one.at) === Date.parse(other.at);

/** HTML, and what Markdown knows beyond links, lists and line breaks: pictures, emphasis, headings, code, quotations. */
const MARKUP = /<\/?[a-z][^<>]*>|!\[[^\]]*\]\(|\*\*\S|__\S|^#{1,6} |^```|^> /im;
const LINK = /\]\((?:https?|mailto):/i;

/** Whether a text has markup that pages show as it is written. Only long texts may have links. */
function hasMarkup({ why, letter, cases, updates, handedOver, ...lines }: Campaign): boolean {
  const short = textsOf([
    lines,
    cases.map(({ story, ...one }) => one),
    updates.map(({ text, ...one }) => one),
    handedOver.map(({ answer, ...one }) => one),
  ]);
  const all = textsOf([why, letter, cases, updates, handedOver, lines]);
  return all.some((text) => MARKUP.test(text)) || short.some((text) => LINK.test(text));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value ?? {}).flatMap(textsOf);
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry) => other.includes(entry));
