import { IntlMessageFormat } from 'intl-messageformat';
import { inZone, offsetWords, wallClock, zoneOf } from '../../core/campaigns/local-time.ts';
import type { CaseStatus } from '../../core/campaigns/values.ts';
import audit from '../messages/en/audit.json' with { type: 'json' };
import campaigns from '../messages/en/campaigns.json' with { type: 'json' };
import cases from '../messages/en/cases.json' with { type: 'json' };
import edit from '../messages/en/edit.json' with { type: 'json' };
import history from '../messages/en/history.json' with { type: 'json' };
import lists from '../messages/en/lists.json' with { type: 'json' };
import pages from '../messages/en/pages.json' with { type: 'json' };
import people from '../messages/en/people.json' with { type: 'json' };
import pictures from '../messages/en/pictures.json' with { type: 'json' };
import signIn from '../messages/en/sign-in.json' with { type: 'json' };
import tokens from '../messages/en/tokens.json' with { type: 'json' };
import updates from '../messages/en/updates.json' with { type: 'json' };
import webhooks from '../messages/en/webhooks.json' with { type: 'json' };

/**
 * The words of the console: ICU messages, in English alone (docs/decisions/054). They are in files of their own, as those of pages for
 * signers are, so that another language can be another folder.
 */
const words = {
  ...pages,
  ...signIn,
  ...people,
  ...tokens,
  ...campaigns,
  ...edit,
  ...lists,
  ...history,
  ...cases,
  ...audit,
  ...updates,
  ...pictures,
  ...webhooks,
};

export type Word = keyof typeof words;

/** The words for a key that is made of parts, if there are any. */
export const wordFor = (key: string): string | undefined =>
  (words as Readonly<Record<string, string | undefined>>)[key];

/** Whether there are words for a key that is made of what is stored. */
export const isWord = (key: string): key is Word => Object.hasOwn(words, key);

const formats = new Map<Word, IntlMessageFormat>();

/** The words for a key. @param values what stands in its gaps. */
export function t(key: Word, values?: Readonly<Record<string, string | number>>): string {
  if (!values) return words[key];
  const format = formats.get(key) ?? new IntlMessageFormat(words[key], 'en');
  formats.set(key, format);
  return String(format.format(values));
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  ...{ hourCycle: 'h23', timeZone: 'UTC' },
});
const numbers = new Intl.NumberFormat('en-GB');

/** @param iso a moment or a day. */
export const dayWords = (iso: string): string => days.format(new Date(iso));
/** A date as exactly as it is known. */
export function partialDay(on: string): string {
  if (on.length === 10) return dayWords(on);
  return on.length === 7 ? dayWords(`${on}-01`).replace(/^\d+ /, '') : on;
}
/** How it is with a prisoner. */
export const statusWord = (status: CaseStatus): string => t(`case.status.${status}`);
/** Organisers are in several countries, so a time of day has its zone. */
export const momentWords = (iso: string): string => `${moments.format(new Date(iso))} UTC`;
/** A moment of a campaign, by its own clocks, as its pages show it. */
export function clockWords(iso: string, campaign: Parameters<typeof zoneOf>[0]): string {
  const local = inZone(zoneOf(campaign), Date.parse(iso));
  return `${moments.format(wallClock(local))} ${offsetWords(local)}`;
}
/** The clocks of a campaign, by their name. */
export function zoneWords(campaign: Parameters<typeof zoneOf>[0]): string {
  const zone = zoneOf(campaign);
  return zone.includes('/') ? zone.replaceAll('_', ' ') : offsetWords(zone);
}
export const numberWords = (value: number): string => numbers.format(value);
