import { expect, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { type DateStyle, translatorOf } from '../../functions/ui/messages/messages.ts';
import { speaking } from '../support/speaking.ts';

speaking(USUAL_LANGUAGES);

const MOMENT = '2026-11-29T07:34:00Z';
/** Isolates are not seen. */
const seen = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

it.each([
  ['en', 'Sunday, 29 November 2026 at 07:34 (UTC)'],
  ['en-US', 'Sunday, November 29, 2026 at 07:34 (UTC)'],
  ['az', '29 noyabr 2026, bazar, saat 07:34 (UTC)'],
  ['hy', 'կիրակի, 29 նոյեմբերի, 2026 թ., ժամը 07:34 (UTC)'],
  ['ru', 'воскресенье, 29 ноября 2026 г. в 07:34 (UTC)'],
  ['fr', 'dimanche 29 novembre 2026 à 07:34 (UTC)'],
  ['de', 'Sonntag, 29. November 2026 um 07:34 (UTC)'],
  ['ar', 'الأحد، 29 نوفمبر 2026، الساعة 07:34 (UTC)'],
])('writes a moment in %s as people there do', (tag, words) => {
  expect(seen(translatorOf(tag).date(MOMENT, 'hour'))).toBe(words);
});

it.each(USUAL_LANGUAGES)('puts no slash and no final stop into a date in %s', (tag) => {
  const { date, dateSpan } = translatorOf(tag);
  const styles = ['day', 'hour', 'month', 'year'] as const satisfies readonly DateStyle[];
  const dates = [
    ...styles.map((style) => date(MOMENT, style)),
    ...(['day', 'month'] as const).map((style) => dateSpan(MOMENT, '2027-01-02T00:00:00Z', style)),
  ];
  expect(dates.map(seen).filter((words) => /\/|\.$/.test(words))).toEqual([]);
});
