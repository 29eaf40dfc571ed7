import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MailHour, THRESHOLDS, verdictOf } from '../../../functions/core/outbox/health.ts';
import { HOUR, MINUTE } from '../../../functions/core/running/clock.ts';

const now = Date.parse('2026-06-02T12:20:00Z');
const hour = (ago: number, more: Partial<MailHour>): MailHour => ({
  ...{ at: Date.parse('2026-06-02T12:00:00Z') - ago * HOUR, sent: 0, bounces: 0, complaints: 0 },
  ...more,
});
const calm = { bounces: false, complaints: false, attack: false };

it.each<[string, MailHour[], Partial<typeof calm>]>([
  ['nothing was sent', [], {}],
  ['one of three bounced', [hour(0, { sent: 3, bounces: 1 })], {}],
  ['just 3 % bounced', [hour(0, { sent: 1_000, bounces: 30 })], {}],
  ['more than 3 % bounced', [hour(0, { sent: 1_000, bounces: 31 })], { bounces: true }],
  ['they bounced in the hour before', [hour(1, { sent: 1_000, bounces: 31 })], { bounces: true }],
  ['they bounced earlier', [hour(2, { sent: 1_000, bounces: 31 })], {}],
  [
    'many were sent earlier, and few now',
    [hour(2, { sent: 100_000 }), hour(0, { sent: 20, bounces: 10 })],
    { bounces: true },
  ],
  ['just 10 % bounced', [hour(0, { sent: 1_000, bounces: 100 })], { bounces: true }],
  ['more than 10 % bounced', [hour(0, { sent: 1_000, bounces: 101 })], { bounces: true, attack: true }],
  ['more than 10 %, but few, bounced', [hour(0, { sent: 100, bounces: 49 })], { bounces: true }],
  ['two complained', [hour(0, { sent: 10, complaints: 2 })], {}],
  ['three of 6,000 complained', [hour(0, { sent: 6_000, complaints: 3 })], {}],
  ['three of 5,999 complained', [hour(0, { sent: 5_999, complaints: 3 })], { complaints: true }],
  ['they complained 23 hours later', [hour(23, { sent: 5_999 }), hour(0, { complaints: 3 })], { complaints: true }],
  [
    'all sent e-mails are older than a day',
    [hour(24, { sent: 1e6 }), hour(0, { complaints: 3 })],
    { complaints: true },
  ],
])('judges the last hours if %s', (_what, hours, verdict) => {
  expect(verdictOf(hours, now)).toEqual({ ...calm, ...verdict });
});

it('finds an attack only where it finds too many bounces, in any history', () => {
  const anyHour = fc.record({
    at: fc.integer({ min: 0, max: 30 }).map((ago) => hour(ago, {}).at),
    sent: fc.nat(2_000),
    bounces: fc.nat(300),
    complaints: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(anyHour), fc.integer({ min: 0, max: 39 }), (hours, minutes) => {
      const verdict = verdictOf(hours, now + minutes * MINUTE);
      expect(verdict.attack && !verdict.bounces).toBe(false);
    }),
  );
});

it('rings before AWS reviews an account (5 % and 0.1 %)', () => {
  expect(THRESHOLDS.bounces.share).toBeLessThan(0.05);
  expect(THRESHOLDS.complaints.share).toBeLessThan(0.001);
});
