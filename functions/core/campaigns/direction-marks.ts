/** Marks that begin an isolate or an embedding of a writing direction, by the mark that ends it. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ...['\u2066', '\u2067', '\u2068'].map((begin) => [begin, '\u2069'] as const),
  ...['\u202a', '\u202b'].map((begin) => [begin, '\u202c'] as const),
]);
const MARKS = /[\u2066-\u2069\u202a-\u202c]/g;

/**
 * Whether each paragraph of a text ends the directions that it begins, in their order, and no others. A mark too many would end
 * the isolate in which a page or an e-mail shows the text, and turn the words around it.
 */
export const hasPairedMarks = (text: string): boolean => text.split('\n').every(isPaired);

function isPaired(paragraph: string): boolean {
  const open: (string | undefined)[] = [];
  for (const [mark] of paragraph.matchAll(MARKS)) {
    const end = ENDS.get(mark);
    if (end !== undefined) open.push(end);
    else if (open.pop() !== mark) return false;
  }
  return open.length === 0;
}
