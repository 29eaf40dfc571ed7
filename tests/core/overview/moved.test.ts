import { expect, it } from 'vitest';
import { entryOf } from '../../../functions/core/overview/entry.ts';
import {
  daysCompleteFrom,
  isAsPublished,
  mayHaveMoved,
  WRITTEN_WITHIN,
} from '../../../functions/core/overview/moved.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { LATE_FROM } from '../../../functions/publish/publish.ts';
import { campaignOf } from '../../support/campaign.ts';
import { publishedOf } from '../../support/published.ts';

const at = (time: string) => Date.parse(`2026-03-10T${time}Z`);
const careful = { publish: 'careful' } as const;

it.each([
  // [asOf, checkedAt, now, may have moved]
  ['09:00:00', '11:59:30', '11:59:59', false], // The next mark is a second away.
  ['09:00:00', '11:59:30', '12:00:00', true],
  ['09:00:00', '12:00:30', '12:01:30', true], // Publishing may still write.
  ['12:00:00', '12:00:30', '12:01:30', false], // It has written.
  ['09:00:00', '12:09:59', '12:30:00', true], // It may have written after the comparison.
  ['09:00:00', '12:10:00', '12:30:00', false],
  ['09:00:00', '09:30:00', '12:30:00', true], // Nobody has compared for hours.
])('knows of numbers as of %s, compared at %s, whether they may differ at %s: %s', (asOf, checkedAt, now, may) => {
  expect(mayHaveMoved(careful, { asOf: at(asOf), every: HOUR }, at(checkedAt), at(now))).toBe(may);
});

it('reads a live campaign anew each time', () => {
  const numbers = { asOf: at('12:00:00'), every: HOUR };
  expect(mayHaveMoved({ publish: 'live' }, numbers, at('12:30:00'), at('12:30:00'))).toBe(true);
});

it('goes by how often the numbers of the campaign may move', () => {
  const numbers = { asOf: at('12:00:00'), every: MINUTE };
  expect(mayHaveMoved(careful, numbers, at('12:00:30'), at('12:00:59'))).toBe(false);
  expect(mayHaveMoved(careful, numbers, at('12:00:30'), at('12:01:00'))).toBe(true);
});

it('waits as long as publishing may be late before an alarm rings', () => expect(WRITTEN_WITHIN).toBe(LATE_FROM));

it('calls days complete some minutes after midnight', () => {
  expect(daysCompleteFrom(at('00:09:59'))).toBe(at('00:10:00') - DAY);
  expect(daysCompleteFrom(at('00:10:00'))).toBe(at('00:10:00'));
  expect(daysCompleteFrom(at('23:59:59'))).toBe(at('00:10:00'));
});

it('lets a page read numbers again whose last day is not yesterday', () => {
  const entry = entryOf(campaignOf(), publishedOf({ asOf: at('00:00:00') }), at('00:05:00') - DAY);
  expect(isAsPublished(entry, at('00:05:00'), at('00:05:10'))).toBe(false);
  const later = entryOf(campaignOf(), publishedOf({ asOf: at('00:00:00') }), at('00:05:00'));
  expect(isAsPublished(later, at('00:05:00'), at('00:05:10'))).toBe(true);
});
