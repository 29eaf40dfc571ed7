/**
 * Whether some texts have all words that somebody looks for: in any script, as the search of campaigns compares them. No word fits all.
 * Tables of letters are loaded only for a word.
 */
export async function fitOfWords(q: string): Promise<(texts: readonly string[]) => boolean> {
  if (q.trim() === '') return () => true;
  const { textFit } = await import('../../core/overview/fits.ts');
  return textFit(q);
}
