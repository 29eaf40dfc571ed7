import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR } from '../../../functions/core/running/clock.ts';
import { codesOf, codesUpTo } from '../../../functions/core/signatures/order.ts';
import { orderKey, signerOf } from '../../support/signature.ts';

const hour = Date.parse('2096-03-01T12:00:00Z');
const ordered = { key: orderKey, campaign: 'free-them', signer: signerOf('free-them', 'ada') };

/** Whether an attempt is one of the moments that had passed when its signer withdrew. */
const isBefore = (attempt: number, withdrawal: number, other: Partial<typeof ordered> = {}): boolean => {
  const passed = new Set(codesUpTo(ordered, withdrawal).map((code) => Buffer.from(code).toString('hex')));
  return codesOf({ ...ordered, ...other }, attempt).some((code) => passed.has(Buffer.from(code).toString('hex')));
};

const moment = fc.integer({ min: 0, max: HOUR - 1 }).map((ms) => hour + ms);

it('orders any two moments of an hour to the millisecond, and the same moment as before', () => {
  fc.assert(
    fc.property(moment, moment, (attempt, withdrawal) => {
      expect(isBefore(attempt, withdrawal)).toBe(attempt <= withdrawal);
    }),
    { numRuns: 300 },
  );
  for (const at of [hour, hour + 1, hour + HOUR - 2, hour + HOUR - 1]) {
    expect([at - 1, at, at + 1].map((attempt) => attempt % HOUR <= at % HOUR && isBefore(attempt, at))).toEqual(
      [at - 1, at, at + 1].map((attempt) => attempt >= hour && attempt <= at && attempt < hour + HOUR),
    );
  }
});

it('has as many codes of one length at every moment, so that their number shows nothing', () => {
  fc.assert(
    fc.property(moment, (withdrawal) => {
      const codes = codesUpTo(ordered, withdrawal);
      expect(codes).toHaveLength(23);
      expect(new Set(codes.map(({ length }) => length))).toEqual(new Set([6]));
    }),
    { numRuns: 100 },
  );
});

it('has other codes with another key, for another signer, campaign or hour', () => {
  const end = hour + HOUR - 1;
  expect(isBefore(hour, end)).toBe(true);
  expect(isBefore(hour, end, { key: createSecretKey(Buffer.alloc(32, 'other')) })).toBe(false);
  expect(isBefore(hour, end, { signer: signerOf('free-them', 'bob') })).toBe(false);
  expect(isBefore(hour, end, { campaign: 'free-others' })).toBe(false);
  expect(isBefore(hour + HOUR, end)).toBe(false);
});
