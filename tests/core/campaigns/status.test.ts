import { expect, it } from 'vitest';
import { acceptsConfirmations, campaignStatus } from '../../../functions/core/campaigns/status.ts';
import { HOUR } from '../../../functions/core/running/clock.ts';

const period = { opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' };
const opens = Date.parse(period.opensAt);
const closes = Date.parse(period.closesAt);

it('is upcoming until the moment it opens, open until the moment it closes', () => {
  expect(campaignStatus(period, opens - 1)).toBe('upcoming');
  expect(campaignStatus(period, opens)).toBe('open');
  expect(campaignStatus(period, closes - 1)).toBe('open');
  expect(campaignStatus(period, closes)).toBe('closed');
});

it('stays open without a closing moment', () => {
  expect(campaignStatus({ opensAt: period.opensAt }, opens + 1e13)).toBe('open');
});

it('lets links that were mailed before closing confirm for 24 hours more', () => {
  expect(acceptsConfirmations(period, closes + 24 * HOUR - 1)).toBe(true);
  expect(acceptsConfirmations(period, closes + 24 * HOUR)).toBe(false);
  expect(acceptsConfirmations(period, opens - 1)).toBe(false);
  expect(acceptsConfirmations(period, opens)).toBe(true);
  expect(acceptsConfirmations({ opensAt: period.opensAt }, opens + 1e13)).toBe(true);
});
