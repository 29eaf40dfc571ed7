import { MOST_SEARCHED, MOST_WORDS } from './bounds.ts';
import { type Folded, foldedWords, LEAST_CONSONANTS, type Reading } from './fold.ts';

/** What is searched for: its words, folded. Empty if a text has no words. */
export type Query = readonly Folded[];

/** The longest word comes first: it fits the fewest texts, and a text that one word does not fit costs no more. */
export const queryOf = (text: string): Query =>
  foldedWords(text.slice(0, MOST_SEARCHED), { isOurs: false })
    .slice(0, MOST_WORDS)
    .sort((a, b) => b.latin.length - a.latin.length);

/** The texts of a thing that can be found, the weightiest first: of a campaign the title, the people, the rest. */
export type Texts = readonly string[];

/** Folded texts. A blank stands around each word, so that words and their beginnings can be found in one step. */
interface Field extends Readings {
  readonly latin: string;
  /** The readings of those words that are written in Arabic letters. */
  readonly arabic: Readings;
}
interface Readings {
  readonly sound: string;
  readonly consonants: string;
}
export type Fields = readonly Field[];

export const fieldsOf = (texts: Texts): Fields => texts.map(fieldOf);

function fieldOf(text: string): Field {
  const words = foldedWords(text, { isOurs: true });
  const arabic = words.filter(({ isArabic }) => isArabic);
  return {
    latin: spaced(words.map(({ latin }) => latin)),
    ...readingsOf(words),
    arabic: arabic.length === 0 ? NONE : readingsOf(arabic),
  };
}

const NONE: Readings = { sound: '', consonants: '' };

function readingsOf(words: readonly Folded[]): Readings {
  const readings = words.flatMap((word) => word.readings);
  const joined = (which: keyof Reading) => spaced(readings.map((reading) => reading[which]));
  return { sound: joined('sound'), consonants: joined('consonants') };
}

const spaced = (words: readonly string[]): string => (words.length === 0 ? '' : ` ${words.join(' ')} `);

/**
 * How well a query fits. Each of its words must begin a word of some text. A word counts by the weightiest text in which it
 * stands, and slightly less if only the sound is the same.
 * @param alsoFits whether a word, by its place in the query, fits in another way, such as by the name of a country.
 * @returns 0 if a word is nowhere.
 */
export function fitOf(fields: Fields, query: Query, alsoFits: (word: number) => boolean = () => false): number {
  let fit = 0;
  for (const [i, word] of query.entries()) {
    const best = wordFit(fields, word) || (alsoFits(i) ? 1 : 0);
    if (best === 0) return 0;
    fit += best;
  }
  return fit;
}

function wordFit(fields: Fields, word: Folded): number {
  for (const [place, field] of fields.entries()) {
    const weight = 10 ** (fields.length - 1 - place);
    if (beginsByLetters(field, word)) return weight;
    if (beginsBySound(field, word) || hasConsonants(field, word)) return weight * SOUND_ALONE;
  }
  return 0;
}

/**
 * Whether a word begins one of some texts by its letters or its sound. It is enough for texts in many languages: consonants
 * alone would fit too many of them, and so would the sounds of words in Arabic letters in other scripts.
 */
export const beginsIn = (fields: Fields, word: Folded): boolean =>
  fields.some((field) => beginsByLetters(field, word) || beginsBySound(word.isArabic ? field.arabic : field, word));

const beginsByLetters = ({ latin }: Field, word: Folded): boolean => latin.includes(` ${word.latin}`);

const beginsBySound = (field: Readings, { readings }: Folded): boolean =>
  readings.some(({ sound }) => field.sound.includes(` ${sound}`));

/** Less than the same letters, more than the same letters in a text of less weight. */
const SOUND_ALONE = 0.5;

function hasConsonants(field: Field, { readings, isArabic }: Folded): boolean {
  const other = isArabic ? field : field.arabic;
  return other !== NONE && readings.some((reading) => isHeardIn(other, reading, isArabic));
}

/** Whether a word has these consonants, where one of both is in Arabic letters. */
function isHeardIn({ sound, consonants }: Readings, reading: Reading, isArabic: boolean): boolean {
  const { length } = reading.consonants;
  if (length >= LEAST_CONSONANTS) return consonants.includes(` ${reading.consonants}`);
  if (length < LEAST_CONSONANTS - 1 || !consonants.includes(` ${reading.consonants} `)) return false;
  const [sounds, skeletons] = [sound.split(' '), consonants.split(' ')];
  return skeletons.some((skeleton, i) => {
    const [one, other] = [reading.sound, sounds[i] ?? ''];
    return skeleton === reading.consonants && (isArabic ? fitsVowels(one, other) : fitsVowels(other, one));
  });
}

/**
 * Two consonants alone would fit too many names: «سارة» is no “Yasser”. So all vowels that Arabic writes must be in the other
 * spelling, which begins and ends with a vowel only where Arabic does.
 */
function fitsVowels(arabic: string, other: string): boolean {
  const written = vowelsOf(arabic.replace(/h$/, 'a'));
  const spoken = vowelsOf(other.replace(/h$/, ''));
  const isIn = (place: keyof Vowels) => [...written[place]].every((vowel) => spoken[place].includes(vowel));
  const isAlike = (place: keyof Vowels) => isIn(place) && (written[place] === '') === (spoken[place] === '');
  return isAlike('before') && isIn('between') && isAlike('after');
}

/** The vowels before, between and after the consonants of a word. */
interface Vowels {
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

/** Arabic has one letter for v and u. */
function vowelsOf(sound: string): Vowels {
  const spoken = sound.replaceAll(/(?<=.)v(?=[^aiu]|$)/g, 'u');
  const [, before = '', within = '', after = ''] = /^([aiu]*)(.*?)([aiu]*)$/.exec(spoken) ?? [];
  return { before, between: within.replaceAll(/[^aiu]/g, ''), after };
}
