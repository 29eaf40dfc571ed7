/**
 * What nobody sees and pasting brings along: soft hyphens, marks of direction, zero widths, word joiners, and byte order
 * marks. Not the selectors and tags that end an emoji.
 */
const UNSEEN = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/**
 * Takes white space and unseen characters off both ends of a text that may have been pasted. Inside, a name may need
 * them. A joiner after a mark also stays: some Malayalam and Sinhala names end with one.
 */
export function trimPasted(text: string): string {
  // Not one pattern: for many spaces inside, `$` would make it look again at each.
  let start = 0;
  let end = text.length;
  while (start < end && UNSEEN.test(text.charAt(start))) start++;
  while (end > start && UNSEEN.test(text.charAt(end - 1)) && !endsInMarkAndJoiner(text.slice(start, end))) end--;
  return text.slice(start, end);
}

const endsInMarkAndJoiner = (text: string): boolean => /\p{M}[\u200c\u200d]$/u.test(text.slice(-3));
