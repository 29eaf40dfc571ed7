import { expect, it } from 'vitest';
import { addToSums, noSums } from '../../../functions/core/signatures/sums.ts';

it('sums suspicious signatures by signal, hour and status', () => {
  const sums = noSums();
  const key = {};
  addToSums(sums, { key, status: 'under-review', signals: ['honeypot'], confirmedAt: '2096-06-01T12:00:00.000Z' });
  addToSums(sums, {
    key,
    status: 'voided',
    signals: ['no-proof', 'honeypot'],
    confirmedAt: '2096-06-01T12:00:00.000Z',
  });
  addToSums(sums, { key, status: 'voided', signals: [], confirmedAt: '2096-06-01T13:00:00.000Z' });
  expect(sums).toEqual({
    total: 3,
    bySignal: new Map([
      ['honeypot', { all: 2, alone: 1 }],
      ['no-proof', { all: 1, alone: 0 }],
    ]),
    byHour: new Map([
      ['2096-06-01T12', 2],
      ['2096-06-01T13', 1],
    ]),
    byStatus: new Map([
      ['under-review', 1],
      ['voided', 2],
    ]),
  });
});
