const DIGIT = /\p{Nd}/u;
/** A longer text is no number: nobody is to look for its digits. */
const LONGEST = 300;

/** Digits of any writing as those of English: an Arabic keyboard types ٥٠٠ for 500. Unicode has the ten digits of a writing in a row. */
export function plainDigits(typed: string): string {
  if (typed.length > LONGEST) return typed;
  return typed.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });
}

/**
 * A number as people write it: 10,000 or 10 000, with digits of any writing. Text that is no whole number stays, so that it is refused with
 * these words. A number that is too large for a computer is the largest one: every field refuses that, too.
 */
export function wholeNumber(typed: string | undefined): number | string | undefined {
  if (typed === undefined) return undefined;
  const digits = plainDigits(typed)
    .replace(/(?<=\d)[.,'٬ \u00a0\u202f’](?=\d{3}(?!\d))/gu, '')
    .replace(/^−/, '-');
  if (!/^-?\d+$/.test(digits)) return typed;
  return Math.max(Math.min(Number(digits), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER);
}
