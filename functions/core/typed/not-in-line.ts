/**
 * What no line that somebody types may have, as a part of a class of a pattern: control characters, halves of characters (lone surrogates),
 * the sign that a decoder puts in place of unreadable bytes (U+FFFD), other ends of lines, and marks that turn the words around them.
 */
export const NOT_IN_LINE = String.raw`\p{Cc}\p{Cs}\ufffd\u2028-\u202e\u2066-\u2069`;
