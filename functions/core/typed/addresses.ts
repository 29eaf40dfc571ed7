/**
 * Addresses of web pages and e-mails in what people type. The browser and the server use this one module, so it has no list of
 * all endings of hosts, and no lookbehind, which Safari before 16.4 cannot read. A person who wants to get round it can, so
 * an organiser also reads each name before it is shown.
 */

/** Endings that people recognise as an address even if blanks stand around the dot, or `dot` in its place. */
export const KNOWN =
  'com|net|org|info|biz|xyz|online|site|website|shop|store|top|app|dev|io|me|co|tv|cc|ly|gg|to|ru|cn|tk|club|live|link|click|vip|icu|news|blog|wiki|onion|i2p|edu|gov|asia|eu|uk|su|az|ir|tr|de|fr|рф|рус|укр|бел|онлайн|сайт';
/** A scheme, also one that is meant to be repaired: `hxxp`; or Punycode. No blank is left beside `:` and `/` (`readable`). */
const SCHEME = /\b(?:xn--[a-z0-9]|[a-z][a-z0-9+.-]{0,20}:\/\/|(?:mailto|javascript):\S|magnet:\?)/iu;
const WWW = /(?:^|[^\p{L}\p{N}])www\d? ?\. ?[\p{L}\p{N}]/iu;
const AT = /@|[([{<] ?at ?[)\]}>]/iu;
const COM_HOST = /[\p{L}\p{N}]\.(?:com|net|org|info)(?![\p{L}\p{N}])/iu;
const PATH = /[\p{L}\p{N}-]{2}\.\p{Ll}{2,24}(?::\d+)?\/\S/u;
/** What no name has. */
const SURE = [SCHEME, WWW, AT, COM_HOST, PATH];

const DOT_WORD = ' ?[([{<] ?(?:\\.|dot|punkt|punto|point|nokta|точка) ?[)\\]}>] ?| dot | \\. ?';
/** `example .com`, `example dot com`, `example[.]com`; and without a blank. */
const NAMED_HOST = new RegExp(`[\\p{L}\\p{N}](?:${DOT_WORD})(?:${KNOWN})(?![\\p{L}\\p{N}])`, 'iu');
/** `example. com` at the end, or `t. me/x`: in other places, `com` and `me` are words. */
const SPLIT_HOST = new RegExp(`[\\p{L}\\p{N}]\\. (?:(?:${KNOWN})\\/|(?:com|net|org|info)$)`, 'iu');
const IP_ADDRESS = /(?:^|[^\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/u;
/** A host after which no further word comes: in `M.de Boer` the name goes on. */
const LAST_HOST = new RegExp(`[\\p{L}\\p{N}]\\.(?:${KNOWN}|${KNOWN.toUpperCase()})(?![\\p{L}\\p{N}]|\\.? \\p{L})`, 'u');
/** What a text that everybody may read may not have, wherever it stands. */
export const LIKELY = [...SURE, NAMED_HOST, SPLIT_HOST, IP_ADDRESS, LAST_HOST];

/**
 * Whether a name has an address. Linear in its length.
 * @param isShown whether everybody may read it: then also what is likely to be an address, and usual disguises.
 */
export function nameHasAddress(name: string, isShown: boolean): boolean {
  const plain = readable(name);
  return (isShown ? LIKELY : SURE).some((address) => address.test(plain));
}

/** Cyrillic and Greek letters that look like Latin ones, and these, in the same order. */
const ALIKE = 'аеорсхуіѕјԁмтнкονρικτυαε';
const LATIN = 'aeopcxyisjdmthkovpiktuae';

/**
 * Bullets, and the full stop of Chinese and Japanese, which browsers read as a dot. Before their own letters, which have no
 * case, it ends a sentence.
 */
const DOT = /(\p{L})[•∙⋅](?=\p{L})|。(?=\p{LC})/gu;
/**
 * Middle dots before an ending that people know: `example·com`. Catalan has them in `l·l`, and Japanese between names, which
 * go on in `Maria・de・Souza`.
 */
const MIDDLE_DOT = new RegExp(`([\\p{LC}\\p{N}])[·‧・](?=(?:${KNOWN})(?![\\p{L}\\p{N}]|・\\p{L}))`, 'giu');

/**
 * A text as a person reads it: without what nobody sees, in usual forms of letters and dots, and with one blank for many.
 * The beginning of a word keeps its script, so that a Russian word stays one.
 */
export function readable(text: string): string {
  const plain = text
    .normalize('NFKC')
    // Default_Ignorable_Code_Point.
    .replace(/\p{DI}/gu, '')
    .replace(DOT, '$1.')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([:/]) ?/gu, '$1')
    .trim();
  const latin = [...plain].map((letter) => LATIN[ALIKE.indexOf(letter.toLowerCase())] ?? letter).join('');
  return (latin === plain ? plain : `${plain}\n${latin}`).replace(MIDDLE_DOT, '$1.');
}
