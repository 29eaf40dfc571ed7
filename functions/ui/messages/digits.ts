/**
 * A language with the digits in which its numbers are written, for `Intl`. Arabic has two kinds, and which one `ar` stands for
 * differs between versions of ICU: pages and scripts would disagree (docs/decisions/051).
 * @param tag BCP 47, without extensions.
 */
export const withDigits = (tag: string): string => (/^ar(?!\w)/.test(tag) ? `${tag}-u-nu-latn` : tag);
