import anyAscii from 'any-ascii';

/**
 * Words as a search compares them, so that one spelling finds another. Nothing depends on the language of the machine.
 * @see docs/decisions/041-search-by-sound.md
 */
export interface Folded {
  /** The word in small Latin letters without marks: `gurbanly` for «Гурбанлы», `qurbanli` for “Qurbanlı”. */
  readonly latin: string;
  /** The ways in which it may be read, the likeliest first: «Гавел» as `gaval` and as `haval`. */
  readonly readings: readonly Reading[];
  readonly isArabic: boolean;
}

export interface Reading {
  /** As it sounds, roughly: `gurbanli` for «Гурбанлы» and “Qurbanlı”. */
  readonly sound: string;
  /** Its consonants, since the Arabic script writes no short vowels: `mhmd` for “Mohammed” and «محمد». */
  readonly consonants: string;
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

/**
 * All words of a text, folded.
 * @param isOurs whether it is a text of a campaign. Its words repeat, so they are remembered. What strangers search is not:
 * it would fill the memory.
 */
export function foldedWords(text: string, { isOurs }: { readonly isOurs: boolean }): Folded[] {
  const found: Folded[] = [];
  for (const word of text.match(WORD) ?? []) {
    const known = words.get(word);
    if (known) found.push(known);
    else found.push(...partsOf(word).flatMap((part) => foldWord(part, isOurs) ?? []));
  }
  if (isOurs) found.push(...withArticles(text).flatMap((name) => foldWord(name, isOurs) ?? []));
  return found;
}

/** The Arabic article in Latin and Cyrillic letters, as a word of its own before a name: “al-Khair”, “ash-Shami”, «аль-Хайр». */
const ARTICLE =
  /(?<![\p{L}\p{M}\p{N}])(?:(?:[ae]l|ul|[аэу]?ль)[-‐‑ ]|[ae](?:sh|[dnrstz])[-‐‑](?=(?:sh|[dnrstz])\p{L}))(?=\p{L})/giu;
/** “Abu al-Khair”, “Abd al-Rahman”. */
const BEFORE_ARTICLE = /(?<![\p{L}\p{M}\p{N}])(ab[ud]|абу|абд)[-‐‑ ]*$/iu;
/** “Abulkhair”, “Abdulrahman”. */
const GROWN_TOGETHER = /(?<![\p{L}\p{M}\p{N}])(?:abul|abd[aeu]l|абуль|абд[аеу]ль?)(\p{L}{3,})/giu;

/** The words that somebody searches, folded. Our texts may have a name without its article, or as one word with it. */
export function searchedWords(text: string): Folded[] {
  const [before = '', ...names] = text.split(ARTICLE);
  return [before, ...names].flatMap((part, i) => {
    const [first, ...others] = foldedWords(part, { isOurs: false });
    if (first === undefined || i === 0) return first === undefined ? [] : [first, ...others];
    const joined = foldWord(`al${first.latin}`, false)?.readings ?? [];
    return [{ ...first, readings: [...first.readings, ...joined] }, ...others];
  });
}

/** The names of a text with an article, as others write them: “Alkhair” and “Abulkhair” for “Abu al-Khair”, and “khair” for “Abulkhair”. */
function withArticles(text: string): string[] {
  const apart = [...text.matchAll(ARTICLE)].flatMap(({ index, 0: article }) => {
    const [name = ''] = text.slice(index + article.length).match(WORD) ?? [];
    const first = BEFORE_ARTICLE.exec(text.slice(0, index))?.[1];
    return [`al${name}`, ...(first ? [`${first}ul${name}`.replace('uul', 'ul')] : [])];
  });
  return [...apart, ...[...text.matchAll(GROWN_TOGETHER)].map(([, name = '']) => name)];
}

const partsOf = (word: string): string[] =>
  UNSPACED.test(word) ? [...segmenter.segment(word)].map(({ segment }) => segment) : [word];

/** @returns undefined for a word without letters and digits. */
function foldWord(word: string, isOurs: boolean): Folded | undefined {
  const known = words.get(word);
  if (known) return known;
  // Marks go before the case: a large İ would leave a dot behind.
  const isArabic = ARABIC.test(word);
  const latin = latinOf(isArabic ? withAlef(word) : word);
  if (latin === '') return undefined;
  const folded = { latin, isArabic, readings: isArabic ? arabicReadings(word) : readingsOf(word) };
  if (!isOurs) return folded;
  if (words.size >= MOST_WORDS) words.clear();
  words.set(word, folded);
  return folded;
}

/** A short word that is read in several ways would be the beginning of too many others. */
const LEAST_LETTERS = 5;

function readingsOf(word: string): Reading[] {
  const own = latinOf(word.replaceAll(/[əƏ]/g, 'a').replaceAll(/[çÇ]/g, 'ch').replaceAll(/[şŞ]/g, 'sh'));
  const asJ = own.replaceAll(/c(?!h)/g, 'j');
  const spellings = TURKIC.test(word) ? [asJ] : [own];
  if (word.length >= LEAST_LETTERS && !TURKIC.test(word)) {
    // Typed without the letters that show the language: “Ceferov” for “Cəfərov”.
    spellings.push(asJ);
    // Czech, Ukrainian and other languages write with h what Russian writes with г: “Havel”, «Гавел».
    if (/\p{Script=Cyrillic}/u.test(word)) spellings.push(own.replaceAll(/(?<![dsz])g/g, 'h'));
    // Czech and Polish write with c what Russian writes with ц: “Václav”, «Вацлав».
    if (/\p{Script=Cyrillic}/u.test(word)) spellings.push(own.replaceAll('ts', 'c'));
    // «Елена» is “Yelena”.
    if (/^е/iu.test(word)) spellings.push(`y${own}`);
    // German, Czech and others write with j what English writes with y: “Jelena”, “Ismajilova”.
    spellings.push(own.replaceAll(/(?<!d)j(?=[aeiou])|(?<=[aeiouy])j/g, 'y'));
    // German: “Sacharow” for «Сахаров».
    spellings.push(own.replaceAll(/(?<=[aeiou])ch/g, 'h'));
    // “Sarah” and “Sara”.
    spellings.push(own.replace(/(?<=[aeiou])h$/, ''));
  }
  const sounds = new Set(spellings.map(soundOf));
  return [...sounds].map((sound) => ({ sound, consonants: consonantsOf(sound) }));
}

/** After the first letter, و is a long vowel or a consonant. The article may be a part of a name, or not. */
function arabicReadings(word: string): Reading[] {
  // Its last h is often not heard.
  const heard = latinOf(withAlef(word).replace(/[هةۀە]$/, ''));
  // «أبو» is “Abu”.
  const sound = soundOf(latinOf(withAlef(word)).replace(/(?<=[^aeiou])w$/, 'u'));
  const spellings = [heard, heard.replaceAll(/(?<=.)w/g, ''), ...vowelAt(heard)];
  const all = [...new Set(spellings.map((one) => consonantsOf(soundOf(one))))];
  const bare = /^ال.{3}/.test(word) ? arabicReadings(word.slice(2)) : [];
  // One consonant alone would be that of any word.
  return [...all.map((consonants) => ({ sound, consonants })), ...bare.filter((one) => one.consonants.length > 1)];
}

/** Letters that carry a vowel. Without them, «علاء» would be an l. */
const withAlef = (word: string): string => word.replaceAll(/[عاأإآٱ]/g, 'a');

/** If there are two و, one of them may be a vowel. */
function vowelAt(latin: string): string[] {
  const places = [...latin.matchAll(/(?<=.)w/g)].map(({ index }) => index);
  return places.length === 2 ? places.map((at) => latin.slice(0, at) + latin.slice(at + 1)) : [];
}

/** Two consonants are the beginning of too many words. */
export const LEAST_CONSONANTS = 3;

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

const soundOf = (latin: string): string =>
  sounds.reduce((word, [spelling, sound]) => word.replaceAll(spelling, sound), latin);

/** Arabic writes `f` for v, and `b` for p. */
const consonantsOf = (sound: string): string =>
  sound
    .replaceAll(/[aeiou]/g, '')
    .replaceAll('v', 'f')
    .replaceAll('p', 'b')
    .replaceAll(/(.)\1+/g, '$1');
