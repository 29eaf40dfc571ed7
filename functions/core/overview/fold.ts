import anyAscii from 'any-ascii';

/**
 * Words as a search compares them, so that one spelling finds another. Nothing depends on the language of the machine.
 * @see docs/decisions/041-search-by-sound.md
 */
export interface Folded {
  /** The word in small Latin letters without marks: `gurbanly` for «Гурбанлы», `qurbanli` for “Qurbanlı”. */
  readonly latin: string;
  /** As it sounds, roughly: `gurbanli` for both. */
  readonly sound: string;
  /** Its consonants, since the Arabic script writes no short vowels: `mhmd` for “Mohammed” and «محمد». */
  readonly consonants: string;
  readonly isArabic: boolean;
}

/** Words in these scripts have no blanks between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Letters, digits, and what may stand inside a word: apostrophes, the stretched line of Arabic, joiners of Persian. */
const WORD = /[\p{L}\p{M}\p{N}'’ʼ‘`\u0640\u200c\u200d]+/gu;
const ARABIC = /\p{Script=Arabic}/u;
/** Letters that only Azerbaijani and Turkish have. They say how to read `c`. */
const TURKIC = /[əƏıİğĞşŞ]/u;

/** A list of words by scripts without blanks. Made once: a segmenter is costly. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** All words of a text, folded. */
export const foldedWords = (text: string): Folded[] =>
  [...text.matchAll(WORD)].flatMap(([word]) => partsOf(word)).flatMap((word) => foldWord(word) ?? []);

const partsOf = (word: string): string[] =>
  UNSPACED.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word];

/** @returns undefined for a word without letters and digits. */
function foldWord(word: string): Folded | undefined {
  const known = words.get(word);
  if (known) return known;
  const own = word
    .replaceAll(/[əƏ]/g, 'a')
    .replaceAll(/[çÇ]/g, 'ch')
    .replaceAll(/[şŞ]/g, 'sh')
    .replaceAll(/[عاأإآٱ]/g, 'a');
  // Marks go before the case: a large İ would leave a dot behind.
  const latin = latinOf(word);
  if (latin === '') return undefined;
  const isTurkic = TURKIC.test(word);
  const isArabic = ARABIC.test(word);
  const folded = {
    ...{ latin, isArabic },
    sound: soundOf(latinOf(own), isTurkic),
    consonants: consonantsOf(latinOf(own), { isArabic, isTurkic }),
  };
  // Words of texts repeat. What strangers search is bounded by its own limit, and so is this.
  if (words.size >= MOST_WORDS) words.clear();
  words.set(word, folded);
  return folded;
}

const MOST_WORDS = 50_000;
const words = new Map<string, Folded>();

/** Marks that belong to no script go: accents, and the short vowels of Arabic. Vowel signs of Indic scripts stay. */
const latinOf = (word: string): string =>
  anyAscii(
    word
      .normalize('NFKD')
      .replaceAll(/[\p{Script=Inherited}\u0640]/gu, '')
      .normalize('NFC'),
  )
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** In this order. Spellings of one sound in English, Russian, Azerbaijani, Armenian and Georgian become one. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'sh'],
  [/dzh|dj|zh/g, 'j'],
  [/gh|q/g, 'g'],
  // An Azerbaijani x is a kh, an English one a ks.
  [/kh|ks|x/g, 'h'],
  [/ph/g, 'f'],
  [/c(?!h)/g, 'k'],
  [/w/g, 'v'],
  [/yu|iu/g, 'u'],
  [/ee|[yi]+/g, 'i'],
  [/oo|ou|o/g, 'u'],
  [/e/g, 'a'],
  [/(.)\1+/g, '$1'],
];

function soundOf(latin: string, isTurkic: boolean): string {
  const read = isTurkic ? latin.replaceAll(/c(?!h)/g, 'j') : latin;
  return sounds.reduce((word, [spelling, sound]) => word.replaceAll(spelling, sound), read);
}

/** Arabic writes `f` for v, `b` for p, and `w` or `y` for long vowels. Its last `h` is often not heard. */
function consonantsOf(latin: string, is: { isArabic: boolean; isTurkic: boolean }): string {
  const sound = soundOf(latin.replaceAll('w', ''), is.isTurkic);
  const heard = is.isArabic ? sound.replace(/h$/, '') : sound;
  return heard
    .replaceAll(/[aeiou]/g, '')
    .replaceAll('v', 'f')
    .replaceAll('p', 'b')
    .replaceAll(/(.)\1+/g, '$1');
}
