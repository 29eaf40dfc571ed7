import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from './campaign.ts';
import type { PrisonerCase } from './case.ts';
import { refusalOf } from './case-changes.ts';
import { copyOf, differencesOf } from './case-copy.ts';
import { knownTo, type SpokenFor, speakersOf, storedCase } from './case-speakers.ts';
import type { StoredCampaign } from './store.ts';
import type { Texts } from './translations.ts';
import { casesTakenBack } from './undone.ts';
import type { CaseStatus } from './values.ts';

/** A case that an undo does not bring back as it was. */
export interface KeptCase {
  readonly name: string;
  /** `out`: it stays out of the campaign. `now`: it stays, or comes back, as it is now. */
  readonly how: 'out' | 'now';
}

/** A case of which another thing was said at another time: a release, a death, or an entry of its history. */
export interface SaidCase {
  readonly name: string;
  readonly now: CaseStatus;
  /** What would be said again. Undefined: the campaign would no longer speak for it. */
  readonly back: CaseStatus | undefined;
  /** How many other campaigns speak for it, of which the actor may know. */
  readonly others: number;
}

type Fields = Readonly<Record<string, unknown>>;
const casesIn = ({ cases }: Fields): readonly PrisonerCase[] => (Array.isArray(cases) ? cases : []);

const nobodys: SpokenFor = { record: undefined, speakers: [], claim: undefined };

/**
 * What an undo may write of the cases of a version: all but those that the actor may not bring back as they were. Others may speak for
 * the same prisoner, or only admins may write the case by now. All other fields come back. About 10 read units for each case that differs.
 * @param happened whether it also takes back what has happened to prisoners since. Otherwise nobody is imprisoned again by it.
 */
export async function casesBack(
  { campaigns }: { readonly campaigns: Db },
  actor: Actor,
  { campaign }: StoredCampaign,
  fields: Fields,
  happened: boolean,
): Promise<{
  readonly fields: Fields;
  readonly kept: readonly KeptCase[];
  readonly said: readonly SaidCase[];
}> {
  const kept: KeptCase[] = [];
  const said: SaidCase[] = [];
  let back = fields;
  const language = typeof fields.language === 'string' ? fields.language : campaign.language;
  for (const one of casesIn(fields)) {
    const old = campaign.cases.find(({ id, name }) => id === one.id && (id !== undefined || name === one.name));
    if (old && differencesOf(old, one).length === 0) continue;
    const { record, speakers, claim } = one.id === undefined ? nobodys : await storedCase(campaigns, one.id);
    const others = speakers.filter((each) => each.campaign.slug !== campaign.slug);
    const refusal = refusalOf(actor, { record, claim, others, old, one, language });
    if (!refusal || !(record || claim)) {
      const now = old ?? (record && copyOf(record, one, language));
      if (!now || !hasOtherPast(now, one)) continue;
      said.push({ name: one.name, now: now.status, back: one.status, others: others.length });
      if (!happened) back = withPast(back, one, now, campaign.translations);
      continue;
    }
    if (old) back = withOther(back, one, old, campaign.translations);
    else if (refusal.why === 'differs' && record) back = withOther(back, one, copyOf(record, one, language), undefined);
    else back = withoutCases(back, [one]);
    kept.push({ name: one.name, how: old || refusal.why === 'differs' ? 'now' : 'out' });
  }
  return { fields: back, kept, said };
}

/** Whether something else has happened to a prisoner. */
const hasOtherPast = (one: PrisonerCase, other: PrisonerCase): boolean =>
  differencesOf(one, other).some((field) => field === 'status' || field === 'history');

/**
 * The people of whom a change takes back a release, a death or an entry of their history, or for whom the campaign would no longer speak.
 * About 10 read units for each.
 */
export async function saidBefore(
  { campaigns }: { readonly campaigns: Db },
  actor: Actor,
  { before, after }: { readonly before: StoredCampaign | undefined; readonly after: Pick<Campaign, 'cases'> },
): Promise<SaidCase[]> {
  const found: SaidCase[] = [];
  for (const [now, then] of casesTakenBack(before?.campaign.cases ?? [], after.cases)) {
    const speakers = now.id === undefined ? [] : await speakersOf(campaigns, now.id);
    const others = knownTo(actor, speakers).filter(({ campaign }) => campaign.slug !== before?.campaign.slug);
    found.push({ name: now.name, now: now.status, back: then?.status, others: others.length });
  }
  return found;
}

/** A file without some of its cases, and without the translations of these. */
export function withoutCases(file: Fields, gone: readonly PrisonerCase[]): Fields {
  const names = gone.map(nameOf);
  const cases = casesIn(file).filter((one) => !gone.includes(one));
  return withTranslations({ ...file, cases }, (words) =>
    Object.fromEntries(Object.entries(words).filter(([name]) => !names.includes(name))),
  );
}

/** A file with another copy of a case, and with the words that this copy has in other languages. */
function withOther(file: Fields, one: PrisonerCase, other: PrisonerCase, translations: Fields | undefined): Fields {
  const cases = casesIn(file).map((each) => (each === one ? other : each));
  const name = nameOf(one);
  return withTranslations({ ...file, cases }, ({ [name]: _, ...words }, tag) => {
    const own = (translations?.[tag] as Texts | undefined)?.cases;
    const said = typeof own === 'object' && Object.hasOwn(own, name) ? own[name] : undefined;
    return said === undefined ? words : { ...words, [name]: said };
  });
}

/** A file in which something else has happened to a prisoner, with the words that this has in other languages. */
function withPast(file: Fields, one: PrisonerCase, now: PrisonerCase, translations: Fields | undefined): Fields {
  const { history: _, ...words } = one;
  const past = { ...words, status: now.status, ...(now.history && { history: now.history }) };
  const cases = casesIn(file).map((each) => (each === one ? past : each));
  const name = nameOf(one);
  return withTranslations({ ...file, cases }, ({ [name]: own, ...others }, tag) => {
    const { history: _old, ...texts } = textsOf(own);
    const { history } = textsOf(textsOf((translations?.[tag] as Texts | undefined)?.cases)[nameOf(now)]);
    const said = { ...texts, ...(now.history && history !== undefined && { history }) };
    return Object.keys(said).length > 0 ? { ...others, [name]: said } : others;
  });
}

const textsOf = (texts: string | Texts | undefined): Texts => (typeof texts === 'object' ? texts : {});

/** Translations name a case by its id, or by its name. */
const nameOf = ({ id, name }: PrisonerCase): string => id ?? name;

function withTranslations(file: Fields, change: (words: Texts, tag: string) => Texts): Fields {
  if (typeof file.translations !== 'object') return file;
  const translations = Object.entries(file.translations as Record<string, Texts>).map(([tag, texts]) => {
    const { cases = {}, ...others } = texts;
    const words = typeof cases === 'object' ? change(cases, tag) : {};
    return [tag, Object.keys(words).length > 0 ? { ...others, cases: words } : others] as const;
  });
  return { ...file, translations: Object.fromEntries(translations) };
}
