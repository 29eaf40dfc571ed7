import { MOST_SEARCHED, MOST_WORDS } from './bounds.ts';
import { type Folded, foldedWords, LEAST_CONSONANTS, type Reading, searchedWords } from './fold.ts';

/** What is searched for: its words, folded. Empty if a text has no words. */
export type Query = readonly Sought[];

/** A word that is searched for, as it begins a word of a field. */
export interface Sought {
  readonly word: Folded;
  /** Its letters and sounds, each once. */
  readonly starts: readonly string[];
  readonly start: string;
  /** Of each reading of the word. */
  readonly readings: readonly { readonly reading: Reading; readonly sound: string; readonly consonants: string }[];
}

/** The longest word comes first: it fits the fewest texts, and a text that one word does not fit costs no more. */
export const queryOf = (text: string): Query =>
  searchedWords(text.slice(0, MOST_SEARCHED))
    .slice(0, MOST_WORDS)
    .sort((a, b) => b.latin.length - a.latin.length)
    .map(soughtWord);

function soughtWord(word: Folded): Sought {
  const start = startOf(word.latin);
  const readings = word.readings.filter(({ sound }) => isLeft(sound, word)).map(soughtOf);
  return { word, start, readings, starts: [...new Set([start, ...readings.map(({ sound }) => sound)])] };
}

/** Of “eeeeee”, a single `i` is left, which would be found in “и” and many others. It is found by its letters alone. */
const isLeft = (sound: string, { latin }: Folded): boolean => 2 * sound.length >= latin.length;

const soughtOf = (reading: Reading) => ({
  reading,
  sound: startOf(reading.sound),
  consonants: startOf(reading.consonants),
});

/** The texts of a thing that can be found, the weightiest first: of a campaign the title, the people, the rest. */
export type Texts = readonly string[];

/**
 * Folded texts. Each word begins with a capital, and a blank stands around it. So its beginning is found in one step, and
 * quickly: a capital is rarer than a blank.
 */
interface Field extends Readings {
  readonly latin: string;
  /** The readings of those words that are written in Arabic letters. */
  readonly arabic: Readings;
}
interface Readings {
  readonly sound: string;
  readonly consonants: string;
}
export interface Fields {
  readonly each: readonly Field[];
  /**
   * The letters and sounds of all of them, and the consonants of all and of those in Arabic letters. Most things do not have a
   * word at all, which one look at these shows.
   */
  readonly all: string;
  readonly consonants: string;
  readonly arabicConsonants: string;
}

export function fieldsOf(texts: Texts): Fields {
  const each = texts.map(fieldOf);
  const [all, letters] = shared(each.flatMap(({ latin, sound }) => [latin, sound]));
  const [consonants, ofEach] = shared(each.map((field) => field.consonants));
  return {
    each: each.map(({ arabic }, i) => ({
      ...{ latin: letters[2 * i] ?? '', sound: letters[2 * i + 1] ?? '', consonants: ofEach[i] ?? '', arabic },
    })),
    ...{ all, consonants, arabicConsonants: each.map(({ arabic }) => arabic.consonants).join('') },
  };
}

/** Texts as one, and as parts of it, which need no memory of their own. */
function shared(texts: readonly string[]): [all: string, parts: string[]] {
  const all = texts.join('');
  let end = 0;
  return [
    all,
    texts.map(({ length }) => {
      end += length;
      return all.slice(end - length, end);
    }),
  ];
}

function fieldOf(text: string): Field {
  const words = foldedWords(text, { isOurs: true });
  const arabic = words.filter(({ isArabic }) => isArabic);
  return {
    latin: spaced(words.map((word) => writtenOf(word).latin)),
    ...readingsOf(words),
    arabic: arabic.length === 0 ? NONE : readingsOf(arabic),
  };
}

const NONE: Readings = { sound: '', consonants: '' };

const readingsOf = (words: readonly Folded[]): Readings => ({
  sound: spaced(words.map((word) => writtenOf(word).sound)),
  consonants: spaced(words.map((word) => writtenOf(word).consonants)),
});

const spaced = (words: readonly string[]): string => (words.length === 0 ? '' : ` ${words.join(' ')} `);

/** A word as it stands in a field, with all its readings. The words of our texts repeat. */
const written = new WeakMap<Folded, Readings & { readonly latin: string }>();

function writtenOf(word: Folded) {
  const known = written.get(word);
  if (known) return known;
  const { latin, readings } = word;
  const made = {
    latin: capital(latin),
    sound: readings.map(({ sound }) => capital(sound)).join(' '),
    consonants: readings.map(({ consonants }) => capital(consonants)).join(' '),
  };
  written.set(word, made);
  return made;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * The beginning of a word in a field. A digit has no capital: the blank before it says that a word begins. One letter would
 * begin too many words, so it must be the whole word, which a blank ends.
 */
const startOf = (word: string): string =>
  `${/^[a-z]/.test(word) ? capital(word) : ` ${word}`}${word.length === 1 ? ' ' : ''}`;

/**
 * How well a query fits. Each of its words must begin a word of some text. A word counts by the weightiest text in which it
 * stands, slightly less if only the sound is the same, and much less if it is only the beginning of a longer one.
 * @param alsoFits whether a word, by its place in the query, fits in another way, such as by the name of a country.
 * @returns 0 if a word is nowhere.
 */
export function fitOf(fields: Fields, query: Query, alsoFits: (word: number) => boolean = () => false): number {
  let fit = 0;
  // Ten thousand campaigns make even an iterator costly.
  for (let i = 0; i < query.length; i++) {
    const word = query[i] as Sought;
    const inTexts = mayFit(fields, word) ? wordFit(fields, word) : 0;
    const best = inTexts < 1 && alsoFits(i) ? 1 : inTexts;
    if (best === 0) return 0;
    fit += best;
  }
  return fit;
}

function mayFit({ all, consonants, arabicConsonants }: Fields, { word, starts, readings }: Sought): boolean {
  for (const start of starts) if (all.includes(start)) return true;
  const others = word.isArabic ? consonants : arabicConsonants;
  return others !== '' && readings.some((one) => others.includes(one.consonants));
}

function wordFit({ each }: Fields, word: Sought): number {
  let best = 0;
  for (const [place, field] of each.entries()) {
    const weight = 10 ** (each.length - 1 - place);
    best = Math.max(best, weight * fitIn(field, word));
    // No text of less weight fits better.
    if (best >= weight * SOUND_ALONE) return best;
  }
  return best;
}

function fitIn(field: Field, { start, readings, word }: Sought): number {
  const letters = shareOf(field.latin, start);
  if (letters === 1) return letters;
  const other = word.isArabic ? field : field.arabic;
  let heard = 0;
  for (const one of readings) {
    heard = Math.max(heard, shareOf(field.sound, one.sound));
    if (heard < 1 && other !== NONE && isHeardIn(other, one, word.isArabic))
      heard = Math.max(heard, shareOf(other.consonants, one.consonants));
  }
  return Math.max(letters, heard * SOUND_ALONE);
}

/** The beginning of a word in the title counts less than a whole word among the people. */
const BEGINNING_ALONE = 0.04;
/** Russian and other languages change the end of a name: «Сахаров», «Сахарова», «Сахаровым». */
const ENDING = 2;

/** 1 if a text has a word that is no longer than its beginning and an ending, less if a longer one begins so, and 0 if none does. */
function shareOf(text: string, start: string): number {
  let best = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    const end = at + start.length;
    if (text.indexOf(' ', end - 1) <= end + ENDING) return 1;
    best = BEGINNING_ALONE;
  }
  return best;
}

/**
 * Whether a word begins one of some texts by its letters or its sound. It is enough for texts in many languages: consonants
 * alone would fit too many of them, and so would the sounds of words in Arabic letters in other scripts.
 */
export const beginsIn = (fields: Fields, sought: Sought): boolean =>
  fields.each.some(
    (field) => beginsByLetters(field, sought) || beginsBySound(sought.word.isArabic ? field.arabic : field, sought),
  );

const beginsByLetters = ({ latin }: Field, { start }: Sought): boolean => latin.includes(start);

const beginsBySound = (field: Readings, { readings }: Sought): boolean =>
  readings.some(({ sound }) => field.sound.includes(sound));

/** Less than the same letters, more than the same letters in a text of less weight. */
const SOUND_ALONE = 0.5;

/** Whether a word has these consonants, where one of both is in Arabic letters. */
function isHeardIn(field: Readings, { reading, consonants: start }: Sought['readings'][number], isArabic: boolean) {
  const { length } = reading.consonants;
  if (length >= LEAST_CONSONANTS) return field.consonants.includes(start);
  if (length < LEAST_CONSONANTS - 1 || !field.consonants.includes(`${start} `)) return false;
  const [sounds, skeletons] = [field.sound.toLowerCase().split(' '), field.consonants.toLowerCase().split(' ')];
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
  const [before = ''] = /^[aiu]*/.exec(spoken) ?? [];
  const rest = spoken.slice(before.length);
  const [, after = ''] = /[^aiu]([aiu]*)$/.exec(rest) ?? [];
  return { before, between: rest.slice(0, rest.length - after.length).replaceAll(/[^aiu]/g, ''), after };
}
