import { canonicalJson } from '../canonical-json.ts';
import type { Campaign } from './campaign.ts';
import { type CaseEvent, type PrisonerCase, type SharedCase, sharedOf } from './case.ts';
import type { CaseRecord } from './case-store.ts';
import type { Picture } from './picture.ts';
import type { Texts } from './translations.ts';

/**
 * A case and its copies in campaigns. Facts are the same everywhere. Words are the same in each campaign that is written in the
 * language of the case; a campaign in another language has words of its own.
 */

/** The fields that have words. */
const WORDS = ['name', 'work', 'charge', 'sentence', 'story'] as const satisfies readonly (keyof SharedCase)[];

/** The copy of a case in a campaign, as it is to be. @param copy as it is. @param language of the campaign. */
export function copyOf(record: CaseRecord, copy: PrisonerCase, language: string): PrisonerCase {
  const fields = language === record.language ? record.fields : factsOver(copy, record.fields);
  return { id: record.id, ...sharedOf(fields) };
}

/** A case with the facts of another one, and its own words. A picture is a fact: what it shows, and whose it is, are words. */
function factsOver(words: SharedCase, { people, detainedOn, status, history, picture }: SharedCase): SharedCase {
  return {
    ...words,
    ...{ people, detainedOn, status, picture: isSamePicture(words.picture, picture) ? words.picture : picture },
    history: history?.map(({ status, on }) => {
      const note = words.history?.find((one) => one.status === status && one.on === on)?.note;
      return { status, on, ...(note !== undefined && { note }) };
    }),
  };
}

const isSamePicture = (one: Picture | undefined, other: Picture | undefined): boolean =>
  isSame(one?.made ?? one?.file, other?.made ?? other?.file);

/**
 * A case after somebody has changed its copy in a campaign: with the fields that they changed, and with no other of that copy, which
 * may be older than the case.
 */
export function changedBy(
  record: CaseRecord,
  before: PrisonerCase | undefined,
  after: PrisonerCase,
  language: string,
): SharedCase {
  const [old, now] = [before && sharedOf(before), sharedOf(after)];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now)])] as (keyof SharedCase)[];
  const changed = names.filter((name) => !isSame(old?.[name], now[name]));
  const next = { ...record.fields, ...Object.fromEntries(changed.map((name) => [name, now[name]])) };
  if (language === record.language) return sharedOf(next);
  return sharedOf(factsOver(record.fields, next));
}

/** The names of the fields in which two cases differ. */
export const differencesOf = (one: SharedCase, other: SharedCase): (keyof SharedCase)[] => {
  const [own, others] = [sharedOf(one), sharedOf(other)];
  return ([...new Set([...Object.keys(own), ...Object.keys(others)])] as (keyof SharedCase)[]).filter(
    (name) => !isSame(own[name], others[name]),
  );
};

/** Whether a copy is not as the case is now. @param language of its campaign. */
export const isBehind = (record: CaseRecord, one: PrisonerCase, language: string): boolean =>
  differencesOf(one, copyOf(record, one, language)).length > 0;

/** One text for one value, whatever the order of its members. */
const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** The same case as campaigns had it before it was a thing of its own. The one with the newest event was there last. */
export function recordOf(id: string, copies: readonly { campaign: Campaign; one: PrisonerCase }[]): CaseRecord {
  const [first, ...others] = copies.toSorted(
    (a, b) => compare(lastOf(b.one), lastOf(a.one)) || compare(b.campaign.createdAt, a.campaign.createdAt),
  );
  if (!first) throw new Error('A case without a campaign');
  const { language } = first.campaign;
  const fields = sharedOf(first.one);
  for (const { campaign, one } of others)
    for (const name of ['detainedOn', 'picture', ...WORDS] as const)
      if (fields[name] === undefined && one[name] !== undefined && campaign.language === language)
        Object.assign(fields, { [name]: one[name] });
  return { id, revision: 1, language, fields: sharedOf(fields) };
}

const lastOf = ({ history, detainedOn }: PrisonerCase): string => history?.at(-1)?.on ?? detainedOn ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A campaign with another copy of a case. Translations of words that are gone go with them. */
export function withCopy(campaign: Campaign, copy: PrisonerCase): Campaign {
  const cases = campaign.cases.map((one) => (one.id === copy.id ? copy : one));
  const hasOther = !isSamePicture(campaign.cases.find(({ id }) => id === copy.id)?.picture, copy.picture);
  const translations =
    campaign.translations &&
    Object.fromEntries(
      Object.entries(campaign.translations).map(([tag, texts]) => [tag, withFitting(texts, copy, hasOther)]),
    );
  return { ...campaign, cases, ...(translations && { translations }) };
}

/**
 * The texts of a language, without those of a case that no longer has such words.
 * @param hasOther whether it has another picture: the words of a translation describe the one before.
 */
function withFitting(texts: Texts, copy: PrisonerCase, hasOther: boolean): Texts {
  const { cases, ...others } = texts;
  const { id = '' } = copy;
  if (typeof cases !== 'object' || !(id in cases)) return texts;
  const { [id]: words, ...rest } = cases;
  const fitting = typeof words === 'object' ? fittingIn(words, copy, hasOther) : {};
  const left = Object.keys(fitting).length > 0 ? { ...rest, [id]: fitting } : rest;
  return Object.keys(left).length > 0 ? { ...others, cases: left } : others;
}

function fittingIn(words: Texts, copy: PrisonerCase, hasOther: boolean): Texts {
  const { history, picture, ...others } = words;
  const kept = Object.entries(others).filter(([field]) => copy[field as keyof PrisonerCase] !== undefined);
  const notes = typeof history === 'object' ? notesIn(history, copy.history ?? []) : [];
  const pictured =
    typeof picture === 'object' && !hasOther
      ? Object.entries(picture).filter(([field]) => copy.picture?.[field as keyof Picture] !== undefined)
      : [];
  return {
    ...Object.fromEntries(kept),
    ...(pictured.length > 0 && { picture: Object.fromEntries(pictured) }),
    ...(notes.length > 0 && { history: Object.fromEntries(notes) }),
  };
}

/** Translations name an event by its day, and the next of the same day `2026-03-01 (2)`. */
const notesIn = (history: Texts, events: readonly CaseEvent[]) =>
  Object.entries(history).filter(([name]) => {
    const [on, n = '1'] = name.replace(')', '').split(' (');
    return events.filter((one) => one.on === on)[Number(n) - 1]?.note !== undefined;
  });
