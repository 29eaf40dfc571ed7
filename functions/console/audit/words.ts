import type { Organiser } from '../../core/access/people.ts';
import type { Noun } from '../../core/audit/acts.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { LOOK_MINUTES } from '../../core/campaigns/previews.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import type { CaseEntry } from '../../core/overview/entry.ts';
import { MINUTE } from '../../core/running/clock.ts';
import { isEndpointId } from '../../core/webhooks/endpoint.ts';
import { caseAt } from '../cases/address.ts';
import { nameOf } from '../people/pages.tsx';
import type { Titles } from '../people/roles.tsx';
import { plainName } from '../ui/labels.ts';
import { dayWords, isWord, t, type Word } from '../ui/words.ts';
import { endpointAt } from '../webhooks/address.ts';
import { changedNames } from './differences.ts';

/** The cases that campaigns have, by id. */
export type CaseNames = ReadonlyMap<string, Pick<CaseEntry, 'name' | 'people'>>;

/** What an entry says was done. The first writing of a thing is not called a change. */
export function didWords(entry: AuditEntry, cases: CaseNames): string {
  const { act, subject, before, after, outcome, broughtBack } = entry;
  if (broughtBack !== undefined) return t('audit.said.undo', { revision: broughtBack });
  if (isLook(entry)) return t('audit.looked');
  if (act === 'campaign.open' && changedNames(before, after).join() === 'pausedAt') return t('audit.said.go-on');
  const said =
    act === 'case.change' && outcome === undefined ? (after as { status?: unknown } | undefined)?.status : undefined;
  const status = caseStatuses.find((one) => one === said);
  if (status) {
    const { name = subject, people = 1 } = cases.get(subject) ?? {};
    return t(`audit.said.${status}` satisfies Word, { subject: name, people });
  }
  const [noun = '', verb] = act.split('.');
  const key = verb === 'put' ? `audit.made.${noun}` : `audit.made.${noun}-${verb}`;
  return before === undefined && outcome === undefined && isWord(key) ? t(key) : actWords(act);
}

/** Whether somebody made a link to look at a draft themselves: it ends soon, and no link for others does. */
function isLook({ act, at, after }: AuditEntry): boolean {
  const { until } = Object(after) as { until?: unknown };
  return act === 'campaign.preview' && Date.parse(String(until)) - Date.parse(at) <= LOOK_MINUTES * MINUTE;
}

/** An act in words. One of an earlier release, which has none, stays as it is stored. */
export function actWords(act: string): string {
  const [noun = '', verb = ''] = act.split('.');
  const key = `audit.did.${noun}.${verb}`;
  return isWord(key) ? t(key) : act;
}

export function nounWords(noun: string): string {
  const key = `audit.noun.${noun}`;
  return isWord(key) ? t(key) : noun;
}

/** Somebody whom the trail may have an id of: an organiser, or one who was removed. */
export interface Named extends Pick<Organiser, 'id' | 'name' | 'address'> {
  /** ISO 8601. Undefined: they are an organiser. */
  readonly removedAt?: string | undefined;
}

/** The ids of people in entries. */
export const peopleIn = (entries: readonly AuditEntry[]): string[] => [
  ...new Set(entries.flatMap(({ actor, subject }) => [actor, subject]).filter((id) => id.startsWith('org_'))),
];

/** Who acted. The trail has ids alone. @param people those whose names are known. */
export function actorWords(actor: string, people: readonly Named[]): string {
  if (actor === 'operator') return t('audit.operator');
  if (actor === 'schedule') return t('audit.schedule');
  const found = people.find(({ id }) => id === actor);
  if (!found) return t('audit.removed', { id: actor });
  const name = nameOf(found);
  return found.removedAt === undefined ? name : t('audit.removed-on', { name, day: dayWords(found.removedAt) });
}

const aboutCampaigns: ReadonlySet<string> = new Set(['campaign', 'signatures', 'names', 'counts'] satisfies Noun[]);

const isCase = (noun: string): boolean => noun === ('case' satisfies Noun);

/** The ids of cases in entries. */
export const casesAbout = (entries: readonly AuditEntry[]): ReadonlySet<string> =>
  new Set(entries.flatMap(({ act, subject }) => (isCase(act.split('.')[0] ?? '') ? [subject] : [])));

/** The thing that an act was about: a person and a case by their names, a campaign by its title, all else as it is stored. */
export function subjectWords(
  { act, subject }: AuditEntry,
  { people, titles, cases }: { people: readonly Named[]; titles: Titles; cases: CaseNames },
): string {
  if (subject.startsWith('org_')) return actorWords(subject, people);
  // A case may have the id of a campaign.
  const [noun = ''] = act.split('.');
  const title = aboutCampaigns.has(noun)
    ? titles.get(subject)?.title
    : isCase(noun)
      ? cases.get(subject)?.name
      : undefined;
  return title === undefined ? subject : t('audit.titled', { title, slug: subject });
}

/** The page of what an act was about. Undefined if there is none. */
export function pageOf({ act, subject }: AuditEntry, people: readonly Named[]): string | undefined {
  if (act.startsWith('campaign.') && act !== 'campaign.delete') return `/organise/campaigns/${subject}`;
  if (act.startsWith('webhooks.') && act !== 'webhooks.remove' && isEndpointId(subject)) return endpointAt(subject);
  if (act.startsWith('case.') && act !== 'case.remove') return caseAt(subject);
  return people.some(({ id, removedAt }) => id === subject && removedAt === undefined)
    ? `/organise/people/${subject}`
    : undefined;
}

export const outcomeWords = ({ outcome, of = '' }: AuditEntry): string | undefined => {
  if (outcome === undefined) return undefined;
  return outcome === 'done' ? t('audit.ended.done', { of }) : t('audit.ended.failed', { of });
};

/** How many fields a row of the list names. */
const FIELDS = 5;

/** Which fields an act changed. */
export function fieldWords({ before, after }: AuditEntry): string | undefined {
  const fields = changedNames(before, after);
  if (fields.length === 0) return undefined;
  const named = {
    fields: fields
      .slice(0, FIELDS)
      .map((name) => plainName(name))
      .join(', '),
  };
  return fields.length > FIELDS
    ? t('audit.fields.more', { ...named, more: fields.length - FIELDS })
    : t('audit.fields', named);
}
