import { hostEndings } from './host-endings.ts';

/**
 * Checks of texts that everybody may read: names and reasons. They catch what programs and careless people send. A person
 * who wants to get round them can, so an organiser also reads each name before it is shown.
 */

/** Endings that people recognise as an address even if blanks stand around the dot, or `dot` in its place. */
const KNOWN =
  'com|net|org|info|biz|xyz|online|site|website|shop|store|top|app|dev|io|me|co|tv|cc|ly|gg|to|ru|cn|tk|club|live|link|click|vip|icu|news|blog|wiki|onion|i2p|edu|gov|asia|eu|uk|su|az|ir|tr|de|fr|рф|рус|укр|бел|онлайн|сайт';
/** A scheme, also one that is meant to be repaired: `hxxp`. No blank is left beside `:` and `/` (`readable`). */
const SCHEME = /\b(?:[a-z][a-z0-9+.-]{0,20}:\/\/|(?:mailto|javascript):\S|magnet:\?)/iu;
const WWW = /(?<![\p{L}\p{N}])www\d? ?\. ?[\p{L}\p{N}]/iu;
const AT = /@|[([{<] ?at ?[)\]}>]/iu;
const DOT_WORD = ' ?[([{<] ?(?:\\.|dot|punkt|punto|point|nokta|точка) ?[)\\]}>] ?| dot | \\. ?';
/** `example .com`, `example dot com`, `example[.]com`; and without a blank. */
const NAMED_HOST = new RegExp(`[\\p{L}\\p{N}](?:${DOT_WORD})(?:${KNOWN})(?![\\p{L}\\p{N}])`, 'iu');
const CLOSE_HOST = new RegExp(`[\\p{L}\\p{N}]\\.(?:${KNOWN}|${KNOWN.toUpperCase()})(?![\\p{L}\\p{N}])`, 'u');
const COM_HOST = /[\p{L}\p{N}]\.(?:com|net|org|info)(?![\p{L}\p{N}])/iu;
/** `example. com` at the end, or `t. me/x`: in other places, `com` and `me` are words. */
const SPLIT_HOST = new RegExp(`[\\p{L}\\p{N}]\\. (?:(?:${KNOWN})\\/|(?:com|net|org|info)$)`, 'iu');
/** What may be the ending of a host. A sentence that begins without a blank before it has a capital letter: `Peace.No more`. */
const ENDING = /(?<=[\p{L}\p{N}-]{3}\.)\p{Ll}[\p{Ll}\p{N}-]*(?![\p{L}\p{N}])/gu;
const PUNYCODE = /\bxn--[a-z0-9]/iu;
const PATH = /[\p{L}\p{N}-]{2}\.[\p{L}]{2,24}(?::\d+)?\/[^\s]/u;
const IP_ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/u;

const ADDRESSES = [SCHEME, WWW, AT, NAMED_HOST, CLOSE_HOST, COM_HOST, SPLIT_HOST, PUNYCODE, PATH, IP_ADDRESS];

/** Whether a text has the address of a web page or of an e-mail, also in a usual disguise. Linear in the length. */
export function hasAddress(text: string): boolean {
  const plain = readable(text);
  return (
    ADDRESSES.some((address) => address.test(plain)) ||
    (plain.match(ENDING) ?? []).some((ending) => hostEndings.has(ending))
  );
}

/** Cyrillic and Greek letters that look like Latin ones, in the endings of hosts. */
const ALIKE = new Map(
  [...'аaеeоoрpсcхxуyіiѕsјjԁdмmтtнhкkοoνvρpιiκkτtυuαaεe'].flatMap((letter, i, all) =>
    i % 2 === 0 ? [[letter, all[i + 1] ?? letter]] : [],
  ),
);

/**
 * A text as a person reads it: without what nobody sees, in usual forms of letters and dots, and with one blank for many.
 * The beginning of a word keeps its script, so that a Russian word stays one.
 */
function readable(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u3002\u2024\uff61](?=[a-zA-Z])|(?<=\p{L})[\u2022\u2219\u22c5](?=\p{L})/gu, '.')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([:/]) ?/gu, '$1')
    .trim();
  const latin = [...plain].map((letter) => ALIKE.get(letter.toLowerCase()) ?? letter).join('');
  return latin === plain ? plain : `${plain}\n${latin}`;
}

/** How many marks may stand over, under or in one letter. Hebrew with vowels and accents, and Tibetan, need this many. */
export const MOST_MARKS = 4;

/** Marks that need no width of their own. */
const STACKING = /^[\p{Mn}\p{Me}]$/u;
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;

/** Whether more marks are stacked on one letter than any script needs. What nobody sees is no letter. Linear in the length. */
export function hasStackedMarks(text: string): boolean {
  let marks = 0;
  for (const character of text) {
    if (UNSEEN.test(character)) continue;
    marks = STACKING.test(character) ? marks + 1 : 0;
    if (marks > MOST_MARKS) return true;
  }
  return false;
}
