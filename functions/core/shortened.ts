/** Letters of a word that a message repeats: enough to find it in what was typed. */
const ENOUGH = 60;

/**
 * The beginning of a text that somebody has sent, for a message that repeats it. No answer grows with what was sent.
 * @param most of its letters, in code units. A letter that takes two of them is not cut.
 */
export function shortened(text: string, most = ENOUGH): string {
  if (text.length <= most) return text;
  const isCut = /[\ud800-\udbff]/.test(text.charAt(most - 1));
  return `${text.slice(0, isCut ? most - 1 : most)}…`;
}
