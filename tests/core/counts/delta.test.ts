import { expect, it } from 'vitest';
import { addDelta, addImage, type Delta } from '../../../functions/core/counts/delta.ts';
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
