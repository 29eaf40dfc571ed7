import type { Organiser } from '../../core/access/people.ts';
import type { Noun } from '../../core/audit/acts.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { isEndpointId } from '../../core/webhooks/endpoint.ts';
import { caseAt } from '../cases/address.ts';
import { nameOf } from '../people/pages.tsx';
import { plainName } from '../ui/labels.ts';
import { isWord, t } from '../ui/words.ts';
import { endpointAt } from '../webhooks/address.ts';

/** What an entry says was done. The first writing of a thing is not called a change. */
export function didWords({ act, before, outcome }: AuditEntry): string {
  const [noun = '', verb] = act.split('.');
  const key = `audit.made.${noun}`;
  return verb === 'put' && before === undefined && outcome === undefined && isWord(key) ? t(key) : actWords(act);
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

/** Who acted. The trail has ids alone. @param people those who are organisers now. */
export function actorWords(actor: string, people: readonly Organiser[]): string {
  if (actor === 'operator') return t('audit.operator');
  if (actor === 'schedule') return t('audit.schedule');
  const found = people.find(({ id }) => id === actor);
  return found ? nameOf(found) : t('audit.removed', { id: actor });
}

/** The thing that an act was about: a person by their name, a campaign by its title, all else as it is stored. */
export function subjectWords(subject: string, people: readonly Organiser[], titles: Titles): string {
  if (subject.startsWith('org_')) return actorWords(subject, people);
  const title = titles.get(subject);
  return title === undefined ? subject : t('audit.titled', { title, slug: subject });
}

/** The titles of campaigns that are still there, by their slugs. */
export type Titles = ReadonlyMap<string, string>;

const aboutCampaigns: ReadonlySet<string> = new Set(['campaign', 'signatures', 'names', 'counts'] satisfies Noun[]);

/** The campaigns that entries are about, each once. */
export const campaignsIn = (entries: readonly AuditEntry[]): string[] => [
  ...new Set(entries.filter(({ act }) => aboutCampaigns.has(act.split('.')[0] ?? '')).map(({ subject }) => subject)),
];

/** The page of what an act was about. Undefined if there is none. */
export function pageOf({ act, subject }: AuditEntry, people: readonly Organiser[]): string | undefined {
  if (act.startsWith('campaign.') && act !== 'campaign.delete') return `/organise/campaigns/${subject}`;
  if (act.startsWith('webhooks.') && act !== 'webhooks.remove' && isEndpointId(subject)) return endpointAt(subject);
  if (act.startsWith('case.') && act !== 'case.remove') return caseAt(subject);
  return people.some(({ id }) => id === subject) ? `/organise/people/${subject}` : undefined;
}

export const outcomeWords = ({ outcome, of = '' }: AuditEntry): string | undefined => {
  if (outcome === undefined) return undefined;
  return outcome === 'done' ? t('audit.ended.done', { of }) : t('audit.ended.failed', { of });
};

/** How many fields a row of the list names. */
const FIELDS = 5;

/** Which fields an act changed. */
export function fieldWords({ before, after }: AuditEntry): string | undefined {
  const fields = [...new Set([before, after].flatMap((one) => Object.keys(Object(one))))];
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
