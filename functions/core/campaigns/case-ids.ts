import { createHash } from 'node:crypto';
import type { PrisonerCase } from './case.ts';
import { MOST_IN } from './values.ts';
import { entriesByName, wordedPage } from './worded.ts';

/**
 * The id of each case: the one that the file gives, or one made from the name. A made one belongs to one campaign: two people
 * may have the same name. In one campaign their ids then also depend on their order, until the file gives them.
 */
export function caseIds(campaign: string, cases: readonly Pick<PrisonerCase, 'id' | 'name'>[]): string[] {
  const met = new Map<string, number>();
  return cases.map(({ id, name }) => {
    if (id !== undefined) return id;
    const before = met.get(name) ?? 0;
    met.set(name, before + 1);
    return madeId(campaign, name, before);
  });
}

type Fields = Readonly<Record<string, unknown>>;
interface Named {
  readonly id?: undefined;
  readonly name: string;
}

const isSet = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNameless = (one: unknown): one is Named => isSet(one) && one.id === undefined && typeof one.name === 'string';

/**
 * A campaign's file in which each case has an id, and is a thing of its own by that: the one that a case of this name has already, or
 * else the one that `caseIds` makes. So the same file without ids finds the same cases again. What cannot be read stays for the check, and so
 * does a list that is too long: nobody has looked at its size yet.
 * @param file which need not be checked. @param before the campaign as it is stored.
 */
export function withCaseIds<File>(
  slug: string,
  file: File,
  before: { readonly cases: readonly PrisonerCase[] } | undefined,
): File {
  if (!isSet(file) || !Array.isArray(file.cases) || !file.cases.some(isNameless)) return file;
  const cases: readonly unknown[] = file.cases;
  if (cases.length > MOST_IN.cases) return file;
  const taken = new Set(cases.flatMap((one) => (isSet(one) && typeof one.id === 'string' ? [one.id] : [])));
  const given = new Map<unknown, string>();
  const give = (one: Named, id: string) => {
    taken.add(id);
    given.set(one, id);
  };
  const nameless = cases.filter(isNameless);
  for (const one of nameless) {
    const known = before?.cases.find(({ id, name }) => name === one.name.trim() && id !== undefined && !taken.has(id));
    if (known?.id !== undefined) give(one, known.id);
  }
  const next = new Map<string, number>();
  for (const one of nameless) {
    const name = one.name.trim();
    for (let n = next.get(name) ?? 0; !given.has(one); n++) {
      const id = madeId(slug, name, n);
      next.set(name, n + 1);
      if (!taken.has(id)) give(one, id);
    }
  }
  const withIds = cases.map((one) => (given.has(one) ? { id: given.get(one), ...(one as Named) } : one));
  return { ...file, cases: withIds, ...translationsById(file, given) };
}

/** Translations name a case by its id, or without one by its name. */
function translationsById({ cases, translations }: Fields, given: ReadonlyMap<unknown, string>): Fields {
  if (!isSet(translations)) return {};
  const ids = new Map([...entriesByName(cases, wordedPage.cases.keyOf)].map(([name, one]) => [name, given.get(one)]));
  const changed = Object.entries(translations).map(([tag, texts]) => {
    if (!isSet(texts) || !isSet(texts.cases)) return [tag, texts] as const;
    // A change of a campaign that has ids may name a case by its name: that comes last.
    const words = Object.entries(texts.cases).map(([name, text]) => [ids.get(name) ?? name, text] as const);
    return [tag, { ...texts, cases: Object.fromEntries(words) }] as const;
  });
  return { translations: Object.fromEntries(changed) };
}

/** @param nth how many others of the campaign have this name, and come before. */
function madeId(campaign: string, name: string, nth: number): string {
  const text = nth === 0 ? name : `${name}\n${nth}`;
  const own = createHash('sha256').update(`${campaign}\n${text}`).digest('hex').slice(0, 6);
  return `${wordsOfName(name) || 'case'}-${own}`.replace(/-{2,}/g, '-');
}

/** A name as a part of an address. Empty if it has no Latin letter and no digit. */
export const wordsOfName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ə', 'e')
    .replaceAll('ı', 'i')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
