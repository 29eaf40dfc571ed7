import type { Organiser } from '../../core/access/people.ts';
import type { AuditEntry } from '../../core/audit/entry.ts';
import { nameOf } from '../people/pages.tsx';
import { isWord, t } from '../ui/words.ts';

/** What acts are about, for the filter. */
export const nouns = [
  ...[
    'campaign',
    'group',
    'organiser',
    'token',
    'signatures',
    'names',
    'keys',
    'pictures',
    'webhooks',
    'counts',
    'audit',
  ],
] as const;

/** An act in words. One that has none yet stays as it is stored. */
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

/** The thing that an act was about: a person by their name, all else as it is stored. */
export const subjectWords = (subject: string, people: readonly Organiser[]): string =>
  subject.startsWith('org_') ? actorWords(subject, people) : subject;

/** The page of what an act was about. Undefined if there is none. */
export function pageOf({ act, subject }: AuditEntry, people: readonly Organiser[]): string | undefined {
  if (act.startsWith('campaign.') && act !== 'campaign.delete') return `/organise/campaigns/${subject}`;
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
  const named = { fields: fields.slice(0, FIELDS).join(', ') };
  return fields.length > FIELDS
    ? t('audit.fields.more', { ...named, more: fields.length - FIELDS })
    : t('audit.fields', named);
}
