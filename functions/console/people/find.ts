import { MOST_SEARCHED } from '../../core/overview/bounds.ts';

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether each word that somebody looks for is in one of some texts, with or without accents. No word fits all. */
export function fits(q: string, texts: readonly string[]): boolean {
  const there = folded(texts.join(' '));
  const words = folded(q.slice(0, MOST_SEARCHED)).split(/\s+/);
  return words.every((word) => there.includes(word));
}
