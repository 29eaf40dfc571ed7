/** How a language writes what all languages have. */
export interface Writing {
  /** ISO 15924. */
  readonly script: 'Latn' | 'Cyrl' | 'Armn' | 'Arab';
  /** The most words in a sentence. Words of some languages carry what English says in two, such as an article. */
  readonly words: number;
  /** The marks that end a statement, a question, and a line before something that follows. */
  readonly ends: { readonly statement: RegExp; readonly question: RegExp; readonly before: RegExp };
  /** Marks and letters that do not belong to the language, each with what belongs there. */
  readonly wrong: readonly (readonly [RegExp, string])[];
  /** In Latin letters: words that the language writes as English does, in small letters. */
  readonly shared?: ReadonlySet<string>;
}

const LATIN_ENDS = { statement: /\.$/, question: /\?$/, before: /:$/ };

const english: Writing = {
  script: 'Latn',
  words: 25,
  ends: LATIN_ENDS,
  wrong: [[/[„«»]/u, 'quotes are “ and ”']],
};

const wordList = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const AZERBAIJANI = wordList('element format forum internet robot spam');
const FRENCH = wordList(
  'accents article articles badge code copies danger date document e-mail e-mails exact format forum licence long million minute ' +
    'minutes moment opinion page pages population possible prison protection public question questions robot robots script scripts ' +
    'service signature signatures site sites source spam total type version web',
);
const GERMAN = wordList(
  'browser code cookie cookies domain e-mail e-mails element format forum header link links live million minute moment name person ' +
    'petition spam tab text tracking update version web',
);

/**
 * The languages whose writing is known here. `check` holds any other one to the rules that all languages share.
 * Words: 25 in English, as in what it says to signers. French needs more, for its articles and prepositions. Azerbaijani,
 * Armenian and Arabic need fewer, since they add these to the word.
 */
export const writings: Readonly<Record<string, Writing>> = {
  en: english,
  fr: {
    script: 'Latn',
    words: 30,
    ends: { ...LATIN_ENDS, question: /\u202f\?$/, before: /[\u202f\u00a0]:$/ },
    shared: FRENCH,
    wrong: [
      [/[“”„]/u, 'quotes are « and »'],
      [/[^\u202f][;!?]/u, 'a narrow no-break space (U+202F) stands before ; ! and ?'],
      [/[^\u202f\u00a0]:(?=\s|$)/u, 'a no-break space (U+202F or U+00A0) stands before a colon'],
      [/«(?![\u202f\u00a0])|(?<![\u202f\u00a0])»/u, 'a no-break space (U+202F or U+00A0) stands inside « and »'],
      [/(?<=\d|\ufffc)(?: )?%/u, 'a no-break space (U+202F or U+00A0) stands before %'],
      [/oe(?=ur|il|uv)/u, 'the letters are œ: cœur, œil, œuvre'],
    ],
  },
  de: {
    script: 'Latn',
    words: 25,
    ends: LATIN_ENDS,
    shared: GERMAN,
    wrong: [
      [/[”«»]/u, 'quotes are „ and “'],
      [/^[^„]*“/u, '“ ends a quotation, „ begins it'],
    ],
  },
  az: {
    script: 'Latn',
    words: 22,
    ends: LATIN_ENDS,
    shared: AZERBAIJANI,
    wrong: [
      [/[„]/u, 'quotes are “ and ”, or « and »'],
      [/[äÄ]/u, 'the letter is ə'],
      [/\u0307/u, 'a dot stands apart (U+0307): write i or İ as one letter'],
      [/(?<!\p{L})I(?!ş|l[ıd]|sp|r[ıa]q|\p{Lu}|\P{L})\p{Ll}/u, 'a word begins with I without a dot: İ is meant'],
      [/[eəiöüEƏİÖÜ][^aeəıioöuü\P{L}]*ı/u, 'an ı without a dot comes after e, ə, i, ö or ü: i is meant'],
    ],
  },
  ru: {
    script: 'Cyrl',
    words: 25,
    ends: LATIN_ENDS,
    wrong: [
      [/”|^[^„]*“/u, 'quotes are « and », and „ and “ inside them'],
      [/«\s|\s»/u, 'no blank stands inside « and »'],
      [/(?<=\s)-(?=\s)/u, 'a dash is — or –'],
    ],
  },
  hy: {
    script: 'Armn',
    words: 22,
    // The mark of a question stands over the word that is asked for. A dot as in English is a pause, as before a list.
    ends: { statement: /։$/, question: /՞.*[։՞]?$/, before: /[՝.․]$/ },
    wrong: [
      [/[“”„]/u, 'quotes are « and »'],
      [/[?!]/u, 'questions have ՞ and calls have ՜, on the word'],
      [/(?<=\p{Script=Armenian}):/u, 'a sentence ends with ։ (U+0589), not with a colon'],
      [/(?<=\p{Script=Armenian})['’](?=\p{L})/u, 'no apostrophe stands inside a word'],
    ],
  },
  ar: {
    script: 'Arab',
    words: 22,
    ends: { statement: /\.$/, question: /؟$/, before: /:$/ },
    wrong: [
      [/[„]/u, 'quotes are « and », or “ and ”'],
      [/(?<=\p{Script=Arabic}\s?),/u, 'the comma is ،'],
      [/(?<=\p{Script=Arabic}\s?);/u, 'the semicolon is ؛'],
      [/(?<=\p{Script=Arabic}\s?)\?/u, 'the question mark is ؟'],
      [/[کیۀےھہ]/u, 'a letter is Persian or Urdu: ك, ي and ه are Arabic'],
      [/ـ/u, 'no letter is stretched (U+0640)'],
    ],
  },
};
