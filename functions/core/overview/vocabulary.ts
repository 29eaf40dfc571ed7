import type { Folded } from './fold.ts';

/**
 * The words of our texts, each with a number. A text is then a list of numbers, and a search compares a word once, however many
 * campaigns have it.
 */
export interface Vocabulary {
  /** By number. Words that are spelled differently and folded alike are one. */
  readonly words: Folded[];
  readonly numbers: WeakMap<Folded, number>;
  readonly byForm: Map<string, number>;
  /** The numbers of the words whose letters, sound or consonants begin so, in their order. */
  readonly byBeginning: Map<string, number[]>;
}

/** So that words of texts that are gone do not stay for ever: then another vocabulary begins, and this one goes with its texts. */
export const MOST_NUMBERS = 2 ** 16;

const emptyVocabulary = (): Vocabulary => ({
  words: [],
  numbers: new WeakMap(),
  byForm: new Map(),
  byBeginning: new Map(),
});
let newest = emptyVocabulary();

/** The vocabulary for new texts. @param words how many words they have. */
export function vocabularyFor(words: number): Vocabulary {
  if (newest.words.length + words > MOST_NUMBERS) newest = emptyVocabulary();
  return newest;
}

/** The number of a word, which is a new one if no text had this word before. */
export function numberIn({ words, numbers, byForm, byBeginning }: Vocabulary, word: Folded): number {
  const before = numbers.get(word);
  if (before !== undefined) return before;
  const form = formOf(word);
  const number = byForm.get(form) ?? words.push(word) - 1;
  numbers.set(word, number);
  if (byForm.has(form)) return number;
  byForm.set(form, number);
  for (const beginning of beginningsOf(word)) {
    const alike = byBeginning.get(beginning);
    if (alike) alike.push(number);
    else byBeginning.set(beginning, [number]);
  }
  return number;
}

/** The numbers of all words that a word may begin, and of some others. @param from the lowest number that is asked for. */
export function numbersLike({ byBeginning }: Vocabulary, word: Form, from: number): Set<number> {
  const found = new Set<number>();
  for (const beginning of beginningsOf(word)) {
    const alike = byBeginning.get(beginning) ?? [];
    for (let i = alike.length - 1; i >= 0 && (alike[i] as number) >= from; i--) found.add(alike[i] as number);
  }
  return found;
}

type Form = Pick<Folded, 'latin' | 'readings'>;

const formOf = ({ latin, readings, isArabic }: Folded): string =>
  [isArabic, latin, ...readings.flatMap(({ sound, consonants }) => [sound, consonants])].join(' ');

/** Of each form of a word. A form of one letter fits whole words only, which begin alike. */
const beginningsOf = ({ latin, readings }: Form): Set<string> =>
  new Set(
    [latin, ...readings.flatMap(({ sound, consonants }) => [sound, consonants])].map((form) => form.slice(0, LETTERS)),
  );
const LETTERS = 2;
