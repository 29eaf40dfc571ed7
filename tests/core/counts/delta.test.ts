import { expect, it } from 'vitest';
import { addDelta, addImage, type Delta, isPublic } from '../../../functions/core/counts/delta.ts';
import type { Item } from '../../../functions/core/db.ts';

const counted: Item = {
  status: { S: 'counted' },
  country: { S: 'AZ' },
  confirmedAt: { S: '2026-03-01T09:30:00.000Z' },
  source: { S: 'newsletter' },
};

it('counts a signature in its total, country, hour and source', () => {
  const delta: Delta = new Map();
  expect(addImage(delta, counted, 1)).toBe(true);
  expect(Object.fromEntries(delta)).toEqual({ n: 1, 'c:AZ': 1, 'h:2026-03-01T09': 1, 's:newsletter': 1 });
});

it('counts nothing of a withdrawn signature, or of none', () => {
  const delta: Delta = new Map();
  expect(addImage(delta, { ...counted, status: { S: 'withdrawn' } }, 1)).toBe(true);
  expect(addImage(delta, undefined, 1)).toBe(true);
  expect(delta.size).toBe(0);
});

it('counts nothing of a voided signature, and one under review only as that and by the signals that there are', () => {
  const delta: Delta = new Map();
  const signals = { SS: ['honeypot', 'n', 'made-up', 'c:AZ', 'no-proof'] };
  expect(addImage(delta, { ...counted, status: { S: 'voided' }, signals }, 1)).toBe(true);
  expect(delta.size).toBe(0);
  expect(addImage(delta, { ...counted, status: { S: 'under-review' }, signals }, 1)).toBe(true);
  expect(Object.fromEntries(delta)).toEqual({ r: 1, 'r:honeypot': 1, 'r:no-proof': 1 });
  expect(isPublic(delta)).toBe(false);
});

it('moves a signature that is accepted from one count to the other, and keeps its signals out of both', () => {
  const delta: Delta = new Map([['r', 1]]);
  const reviewed = { ...counted, status: { S: 'under-review' }, signals: { SS: ['too-fast'] } };
  addImage(delta, reviewed, -1);
  addImage(delta, { ...reviewed, status: { S: 'counted' } }, 1);
  expect(Object.fromEntries(delta)).toEqual({
    'r:too-fast': -1,
    n: 1,
    'c:AZ': 1,
    'h:2026-03-01T09': 1,
    's:newsletter': 1,
  });
  expect(isPublic(delta)).toBe(true);
});

it('holds no attribute whose sum is zero', () => {
  const delta: Delta = new Map();
  addImage(delta, counted, 1);
  addImage(delta, { ...counted, country: { S: 'DE' } }, -1);
  expect(Object.fromEntries(delta)).toEqual({ 'c:AZ': 1, 'c:DE': -1 });
  addDelta(delta, new Map([['c:AZ', -1]]));
  expect(Object.fromEntries(delta)).toEqual({ 'c:DE': -1 });
});

it.each([
  ['status', { S: 'unknown' }],
  ['country', { S: 'az' }],
  ['country', { N: '1' }],
  ['confirmedAt', { S: '1 March' }],
  ['source', { S: 'x'.repeat(21) }],
])('makes nothing of an image whose %s is %j', (name, value) => {
  const delta: Delta = new Map();
  expect(addImage(delta, { ...counted, [name]: value } as Item, 1)).toBe(false);
  expect(delta.size).toBe(0);
});
