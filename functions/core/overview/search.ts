import { MOST_SEARCHED, MOST_WORDS } from './bounds.ts';
import { type Folded, foldedWords, LEAST_CONSONANTS, type Reading, searchedWords } from './fold.ts';
import { MOST_NUMBERS, numberIn, numbersLike, type Vocabulary, vocabularyFor } from './vocabulary.ts';

/** What is searched for: its words, folded. Empty if a text has no words. */
export type Query = readonly Sought[];

/** A word that is searched for, as it begins a word of a text. */
export interface Sought {
  readonly word: Folded;
  /** Those by which it is found. */
  readonly readings: readonly Reading[];
  /** How the words of our texts fit it: of each vocabulary, which is usually one. */
  readonly fits: FitsOfWords[];
}

interface FitsOfWords {
  readonly vocabulary: Vocabulary;
  /** By the number of a word, an index of `FITS`. */
  readonly ranks: Uint8Array;
  /** How many words were compared. */
  compared: number;
}

/** The longest word comes first: it fits the fewest texts, and a text that one word does not fit costs no more. */
export const queryOf = (text: string): Query =>
  searchedWords(text.slice(0, MOST_SEARCHED))
    .slice(0, MOST_WORDS)
    .sort((a, b) => b.latin.length - a.latin.length)
    .map((word) => ({ word, readings: word.readings.filter(({ sound }) => isLeft(sound, word)), fits: [] }));

/** Of “eeeeee”, a single `i` is left, which would be found in “и” and many others. It is found by its letters alone. */
const isLeft = (sound: string, { latin }: Folded): boolean => 2 * sound.length >= latin.length;

/** The texts of a thing that can be found, the weightiest first: of a campaign the title, the people, the rest. */
export type Texts = readonly string[];

/**
 * Folded texts of one or several things, as the numbers of their words. Ten thousand campaigns share some thousand words: a search
 * compares each word once, and looks at numbers then.
 */
export interface Fields {
  readonly vocabulary: Vocabulary;
  /** Of one text after the other, each word once in a text. */
  readonly numbers: number[];
  /** Where those of each text end. */
  readonly ends: number[];
  /** How many texts each thing has. */
  readonly texts: number;
}

export function fieldsOf(texts: Texts): Fields {
  const folded = texts.map((text) => foldedWords(text, { isOurs: true }));
  const vocabulary = vocabularyFor(folded.reduce((sum, words) => sum + words.length, 0));
  const fields: Fields = { vocabulary, numbers: [], ends: [], texts: texts.length };
  for (const words of folded) {
    for (const number of new Set(words.map((word) => numberIn(vocabulary, word)))) fields.numbers.push(number);
    fields.ends.push(fields.numbers.length);
  }
  return fields;
}

/**
 * The texts of many things, side by side in memory: to look for those of each one takes longer than to compare them.
 * @returns one for the things of each vocabulary that follow each other, so usually one.
 */
export function sideBySide(all: readonly Fields[]): Fields[] {
  const runs: Fields[] = [];
  for (const { vocabulary, numbers, ends, texts } of all) {
    let run = runs.at(-1);
    if (run?.vocabulary !== vocabulary) {
      run = { vocabulary, numbers: [], ends: [], texts };
      runs.push(run);
    }
    const begin = run.numbers.length;
    for (const number of numbers) run.numbers.push(number);
    for (const end of ends) run.ends.push(begin + end);
  }
  return runs;
}

/** Whether a word fits a thing in another way than by its texts, by the place of the word in the query. */
export type AlsoFits = (word: number, thing: number) => boolean;

/**
 * How well a query fits. Each of its words must begin a word of some text. A word counts by the weightiest text in which it
 * stands, slightly less if only the sound is the same, and much less if it is only the beginning of a longer one. A word that
 * only also fits, such as the name of a country, counts as in the text of least weight.
 * @param thing which of several, from 0 on.
 * @returns 0 if a word is nowhere.
 */
export function fitOf(fields: Fields, query: Query, alsoFits: AlsoFits = () => false, thing = 0): number {
  let fit = 0;
  // Ten thousand campaigns make even an iterator costly.
  for (let i = 0; i < query.length; i++) {
    const inTexts = fitInTexts(fields, ranksIn(fields.vocabulary, query[i] as Sought), thing);
    const best = inTexts < 1 && alsoFits(i, thing) ? 1 : inTexts;
    if (best === 0) return 0;
    fit += best;
  }
  return fit;
}

function fitInTexts({ numbers, ends, texts }: Fields, ranks: Uint8Array, thing: number): number {
  let best = 0;
  let weight = 10 ** (texts - 1);
  const first = thing * texts;
  let at = first === 0 ? 0 : (ends[first - 1] as number);
  for (let place = first; place < first + texts; place++, weight /= 10) {
    let rank = 0;
    for (const end = ends[place] as number; at < end; at++)
      rank = Math.max(rank, ranks[numbers[at] as number] as number);
    best = Math.max(best, weight * (FITS[rank] as number));
    // No text of less weight fits better.
    if (best >= weight * SOUND_ALONE) return best;
  }
  return best;
}

/** The ranks of all words of a vocabulary. Texts that were folded since the last time may have brought new ones. */
function ranksIn(vocabulary: Vocabulary, sought: Sought): Uint8Array {
  const { words } = vocabulary;
  for (const fits of sought.fits)
    if (fits.vocabulary === vocabulary) {
      if (fits.compared < words.length) compareNew(fits, sought);
      return fits.ranks;
    }
  const ranks = new Uint8Array(Math.max(MOST_NUMBERS, words.length));
  sought.fits.push({ vocabulary, ranks, compared: 0 });
  return ranksIn(vocabulary, sought);
}

function compareNew(fits: FitsOfWords, sought: Sought): void {
  const { vocabulary, ranks, compared } = fits;
  for (const number of numbersLike(vocabulary, { ...sought.word, readings: sought.readings }, compared))
    ranks[number] = FITS.indexOf(fitOfWord(vocabulary.words[number] as Folded, sought));
  fits.compared = vocabulary.words.length;
}

/** The beginning of a word in the title counts less than a whole word among the people. */
const BEGINNING_ALONE = 0.04;
/** Less than the same letters, more than the same letters in a text of less weight. */
const SOUND_ALONE = 0.5;
/** How well a word fits, from worst to best. */
const FITS = [0, BEGINNING_ALONE * SOUND_ALONE, BEGINNING_ALONE, SOUND_ALONE, 1];

/** How well a word of a text fits, by its letters or by its sound. @returns one of `FITS`. */
function fitOfWord(written: Folded, { word, readings }: Sought): number {
  const letters = shareOf(written.latin, word.latin);
  let heard = 0;
  for (const one of readings)
    for (const other of written.readings) {
      heard = Math.max(heard, shareOf(other.sound, one.sound));
      if ((word.isArabic || written.isArabic) && isHeard(other, one, word.isArabic))
        heard = Math.max(heard, shareOf(other.consonants, one.consonants));
    }
  return Math.max(letters, heard * SOUND_ALONE);
}

/** Russian and other languages change the end of a name: «Сахаров», «Сахарова», «Сахаровым». */
const ENDING = 2;

/**
 * 1 if a word is a beginning with no more than an ending, less if it is longer, and 0 if it begins otherwise. One letter would begin
 * too many words, so it must be the whole word.
 */
function shareOf(word: string, start: string): number {
  if (!word.startsWith(start)) return 0;
  if (start.length === 1) return word.length === 1 ? 1 : 0;
  return word.length <= start.length + ENDING ? 1 : BEGINNING_ALONE;
}

/**
 * Whether a word begins one of some texts by its letters or its sound. It is enough for texts in many languages: consonants
 * alone would fit too many of them, and so would the sounds of words in Arabic letters in other scripts.
 */
export const beginsIn = ({ vocabulary, numbers }: Fields, sought: Sought): boolean =>
  numbers.some((number) => begins(vocabulary.words[number] as Folded, sought));

const begins = (written: Folded, { word, readings }: Sought): boolean =>
  shareOf(written.latin, word.latin) > 0 ||
  ((written.isArabic || !word.isArabic) &&
    written.readings.some(({ sound }) => readings.some((one) => shareOf(sound, one.sound) > 0)));

/** Whether a word has these consonants, where one of both is in Arabic letters. */
function isHeard(written: Reading, sought: Reading, isArabic: boolean): boolean {
  const { length } = sought.consonants;
  if (length >= LEAST_CONSONANTS) return written.consonants.startsWith(sought.consonants);
  if (length < LEAST_CONSONANTS - 1 || written.consonants !== sought.consonants) return false;
  return isArabic ? fitsVowels(sought.sound, written.sound) : fitsVowels(written.sound, sought.sound);
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
