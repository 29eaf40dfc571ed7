/** Quotes that a word processor makes. For YAML and for a slug they are letters. */
const QUOTES = /[“”„‟‘’‚‛«»‹›＂＇]/u;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The first letter of a code, a date or a number that people overlook there: a quote of another kind, or one that nobody
 * sees. A blank of the keyboard is seen, except at an end.
 */
export function oddLetter(text: string): string | undefined {
  const letter = [...text].find((one) => QUOTES.test(one) || (one !== ' ' && UNSEEN.test(one)));
  if (letter === undefined) return text === text.trim() ? undefined : 'a blank at an end';
  if (QUOTES.test(letter)) return `${letter}: delete it`;
  const code = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `U+${code}, which nobody sees: type it again`;
}
