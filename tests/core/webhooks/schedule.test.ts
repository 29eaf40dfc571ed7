import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';
import { ATTEMPTS, FAILS_AT_MOST, pauseAfter } from '../../../functions/core/webhooks/schedule.ts';

const pauses = (drawn: number) =>
  Array.from({ length: ATTEMPTS + 1 }, (_, i) => pauseAfter(i + 1, drawn)).filter((pause) => pause !== undefined);

it('tries for two to three days, more and more seldom, and then no more', () => {
  for (const drawn of [0, 0.5, 1]) {
    const all = pauses(drawn);
    expect(all).toHaveLength(ATTEMPTS - 1);
    expect([...all].sort((a, b) => a - b)).toEqual(all);
    const sum = all.reduce((a, b) => a + b);
    expect(sum).toBeGreaterThan(2 * DAY);
    expect(sum).toBeLessThan(3 * DAY);
    // SQS hides a message for 12 hours from when it was received.
    expect(Math.max(...all)).toBeLessThan(12 * HOUR);
  }
  expect(FAILS_AT_MOST).toBeGreaterThan(pauses(1).reduce((a, b) => a + b));
});
