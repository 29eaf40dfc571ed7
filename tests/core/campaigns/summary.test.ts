import { expect, it } from 'vitest';
import { SUMMARY_LENGTH, summaryFrom } from '../../../functions/core/campaigns/summary.ts';

const sentence = 'The king must release all who wrote about the price of bread in spring. ';

it('is the demand, if that fits', () => {
  expect(summaryFrom('The king releases them. At once.', 'en')).toBe('The king releases them. At once.');
});

it('is as many sentences of the demand as fit', () => {
  expect(summaryFrom(sentence.repeat(5).trim(), 'en')).toBe(sentence.repeat(4).trim());
  expect(summaryFrom('国王必须释放所有记者。'.repeat(40), 'zh')).toBe('国王必须释放所有记者。'.repeat(27));
});

it('is the first words of a demand that is one long sentence, and says that more follows', () => {
  const summary = summaryFrom('word '.repeat(80).trim(), 'no language');
  expect(summary).toBe(`${'word '.repeat(60).trim()}…`);
  expect(summary.length).toBeLessThanOrEqual(SUMMARY_LENGTH);
});
