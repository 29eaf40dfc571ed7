/** Signs that end a sentence, and the end of a text that stands apart (`messages.ts`). */
const ENDS = new Set(['.', '!', '?', '…', '؟', '։']);
const APART_ENDS = '\u2069';

/**
 * A message with one sign at the end of each sentence. A name can end in a full stop, as `Stimmen e. V.` does, or in `!`; the
 * full stop that the message has after it would be a second one.
 * @param text the message with its values in it.
 */
export function withSingleStops(text: string, values: Readonly<Record<string, unknown>>): string {
  let said = text;
  for (const value of Object.values(values)) {
    if (typeof value !== 'string') continue;
    const last = value.at(-1);
    if (last === undefined || !ENDS.has(last)) continue;
    // In Armenian, a dot is no end of a sentence: the one after it stays.
    const stop = last === '։' ? '։' : '.';
    for (const end of [value, value + APART_ENDS]) said = said.replaceAll(end + stop, () => end);
  }
  return said;
}
