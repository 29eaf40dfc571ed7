import type { Campaign, CampaignHead } from './campaign.ts';
import { identitiesKeptUntil, KEEP_MONTHS } from './keeping.ts';
import { campaignStatus } from './status.ts';

/** Warnings for a person who is about to write a campaign. None of them stops the change. */
export const dangerKinds = [
  'same-title',
  'goal-lowered',
  'closed-at-once',
  'reopened',
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
  const status = campaignStatus(after, now);
  const statusBefore = before && campaignStatus(before, now);
  const holds: Record<DangerKind, boolean> = {
    'same-title': !before && others.some((other) => other.title === after.title),
    'goal-lowered': before !== undefined && after.goal < before.goal,
    'closed-at-once': status === 'closed' && statusBefore !== 'closed',
    reopened: status === 'open' && statusBefore === 'closed',
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
    markup: textsOf(after).some((text) => markup.test(text)),
  };
  return dangerKinds.filter((kind) => holds[kind]);
}

/** HTML tags, Markdown links and emphasis: pages show texts as they are. */
const markup = /<\/?[a-z][^<>]*>|\]\(https?:|\*\*\S|^#{1,6} /im;

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value ?? {}).flatMap(textsOf);
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry) => other.includes(entry));
