import { MOST_SEARCHED } from './bounds.ts';
import { type Folded, foldedWords } from './fold.ts';

/** Over 10,000 campaigns, each word costs about a millisecond. */
const MOST_WORDS = 8;

/** What is searched for: its words, folded. Empty if a text has no words. */
export type Query = readonly Folded[];

/** The longest word comes first: it fits the fewest texts, and a text that one word does not fit costs no more. */
export const queryOf = (text: string): Query =>
  foldedWords(text.slice(0, MOST_SEARCHED))
    .slice(0, MOST_WORDS)
    .sort((a, b) => b.latin.length - a.latin.length);

/** The texts of a thing that can be found, the weightiest first: of a campaign the title, the people, the rest. */
export type Texts = readonly string[];

/** Folded texts. A blank stands before each word, so that the beginnings of words can be found in one step. */
interface Field {
  readonly latin: string;
  readonly sound: string;
  readonly consonants: string;
  /** The consonants of those words that are written in Arabic letters. */
  readonly arabic: string;
}
export type Fields = readonly Field[];

export const fieldsOf = (texts: Texts): Fields => texts.map(fieldOf);

function fieldOf(text: string): Field {
  const words = foldedWords(text);
  const joined = (of: readonly Folded[], which: 'latin' | 'sound' | 'consonants') =>
    of.map((word) => ` ${word[which]}`).join('');
  return {
    latin: joined(words, 'latin'),
    sound: joined(words, 'sound'),
    consonants: joined(words, 'consonants'),
    arabic: joined(
      words.filter(({ isArabic }) => isArabic),
      'consonants',
    ),
  };
}

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
    if (field.latin.includes(` ${word.latin}`)) return weight;
    if (soundsLike(field, word)) return weight * SOUND_ALONE;
  }
  return 0;
}

/** Less than the same letters, more than the same letters in a text of less weight. */
const SOUND_ALONE = 0.5;
/** Two consonants fit too many words. */
const LEAST_CONSONANTS = 3;

function soundsLike(field: Field, { sound, consonants, isArabic }: Folded): boolean {
  if (field.sound.includes(` ${sound}`)) return true;
  if (consonants.length < LEAST_CONSONANTS) return false;
  return (isArabic ? field.consonants : field.arabic).includes(` ${consonants}`);
}
