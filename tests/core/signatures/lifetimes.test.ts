import { expect, it } from 'vitest';
import { acceptsConfirmations } from '../../../functions/core/campaigns/status.ts';
import { DAY, HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { confirmsUntil } from '../../../functions/core/signatures/lifetimes.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

it('lets a mail promise seven days, or until a day after its campaign has closed, and keeps that promise', () => {
  expect(confirmsUntil({}, NOW)).toBe(NOW + 7 * DAY);
  expect(confirmsUntil({ closesAt: isoTime(NOW + 30 * DAY) }, NOW)).toBe(NOW + 7 * DAY);
  const campaign = { opensAt: isoTime(NOW - DAY), closesAt: isoTime(NOW + HOUR) };
  const until = confirmsUntil(campaign, NOW);
  expect(until).toBe(NOW + HOUR + DAY);
  expect([acceptsConfirmations(campaign, until - 1), acceptsConfirmations(campaign, until)]).toEqual([true, false]);
});
