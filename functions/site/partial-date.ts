import type { Translator } from '../ui/messages/messages.ts';

/** A date in words: a day, a month or a year, as exactly as it is known. */
export function partialDate(date: string, translator: Pick<Translator, 'date'>): string {
  if (date.length === 'YYYY'.length) return translator.date(`${date}-01-01`, 'year');
  return date.length === 'YYYY-MM'.length ? translator.date(`${date}-01`, 'month') : translator.date(date);
}
