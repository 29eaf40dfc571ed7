import { distance } from 'fastest-levenshtein';
import type * as z from 'zod/mini';
import { type Part, partsOf } from './schema.ts';

/** Guesses what somebody meant who typed the name of a field that is none. */

/** How many fields a message lists. */
const FEW = 6;

/**
 * What is wrong with a field that a file does not know, and where it may belong.
 * @param path the names that lead to the field, without numbers of entries. @param noun such as “a campaign”.
 * @param isText whether it was read from a text, whose lines begin with blanks. JSON of a program has none.
 */
export function unknownField(path: readonly string[], schema: z.core.$ZodType, noun: string, isText: boolean): string {
  const key = path.at(-1) ?? '';
  const within = path.slice(0, -1).join('.');
  const parts = partsOf(schema);
  const fields = parts.get(within)?.fields ?? [];
  const known = `is not a field that ${nameOf(within, parts, noun)} has`;
  const meantKey = closestOf(key, fields);
  if (meantKey) return `${known}${meant(meantKey)}`;
  const words = within !== '' && fields.length <= FEW ? `${known} (it has ${fields.join(', ')})` : known;
  const others = [...parts.keys()].filter((one) => one !== within && parts.get(one)?.fields.includes(key));
  const inside = nearest(others.filter((one) => isWithin(one, within)));
  const around = others.findLast((one) => isWithin(within, one));
  const found = inside.length > 0 ? inside : around === undefined ? nearest(others) : [around];
  if (found.length === 0) return words;
  const names = found.map((one) => nameOf(one, parts, noun)).join(' or ');
  const said = `${words}. ${names.charAt(0).toUpperCase()}${names.slice(1)} has it`;
  if (!isText) return `${said}.`;
  if (inside.length > 0) return `${said}: does the line begin with too few blanks?`;
  return around === undefined ? `${said}.` : `${said}: does the line begin with too many blanks?`;
}

/** Those with the fewest steps. */
const nearest = (parts: readonly string[]): string[] => {
  const stepsOf = (part: string) => part.split('.').length;
  const fewest = Math.min(...parts.map(stepsOf));
  return parts.filter((part) => stepsOf(part) === fewest);
};

const isWithin = (part: string, other: string): boolean => other === '' || part.startsWith(`${other}.`);

/** “an entry of history”, “the picture”; a part of an entry has the name of that part alone. */
function nameOf(part: string, parts: ReadonlyMap<string, Part>, noun: string): string {
  if (part === '') return noun;
  const name = part.split('.').at(-1);
  return parts.get(part)?.isEntry ? `an entry of ${name}` : `${name}`;
}

export const meant = (word: string | undefined): string => (word === undefined ? '' : `: did you mean ${word}?`);

/** Letters of a word that is compared with others, and how many of them may be wrong. */
const [LONGEST, MOST_WRONG] = [40, 3];

/**
 * The word that somebody probably meant: fewer than half of its letters, and three at most, are wrong. Two letters in the
 * wrong order are one slip.
 */
export function closestOf(word: string, all: readonly string[]): string | undefined {
  // Nobody has checked the words either. One that is longer has more wrong letters than that.
  const words = all.filter((one) => one.length <= LONGEST + MOST_WRONG);
  if (words.length === 0 || word.length > LONGEST) return undefined;
  const typed = word.toLowerCase().replace(/[\s_-]/g, '');
  const turned = words.find((one) => isTurned(typed, one.toLowerCase()));
  if (turned) return turned;
  const found = words.map((one) => ({ one, letters: distance(typed, one.toLowerCase()) }));
  const [best] = found.sort((a, b) => a.letters - b.letters);
  return best && best.letters <= Math.min(MOST_WRONG, Math.floor((best.one.length - 1) / 2)) ? best.one : undefined;
}

/** Whether two neighbouring letters of a word are in the wrong order, and all others are right. */
function isTurned(typed: string, word: string): boolean {
  const at = [...word].findIndex((letter, i) => letter !== typed[i]);
  const turned = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return at >= 0 && typed === turned;
}
