import { expect, it } from 'vitest';
import type { Item } from '../../../functions/core/aws/db.ts';
import {
  addChange,
  addDelta,
  addImage,
  type Delta,
  isOfSignatures,
  isPublic,
  weightOf,
} from '../../../functions/core/counts/delta.ts';

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

it('counts a signature of a cheap mailbox once more, by its country, and never shows that', () => {
  const delta: Delta = new Map();
  const cheap = { ...counted, signals: { SS: ['no-proof', 'busy-domain', 'tagged-address'] } };
  addImage(delta, cheap, 1);
  addImage(delta, { ...counted, signals: { SS: ['no-proof'] } }, 1);
  expect(Object.fromEntries(delta)).toMatchObject({ n: 2, 'c:AZ': 2, 'e:AZ': 1 });
  addImage(delta, cheap, -1);
  expect(delta.has('e:AZ')).toBe(false);
  expect(isOfSignatures('e:AZ')).toBe(true);
  // One kind, like countries: a change of country changes it by two.
  expect(
    weightOf(
      new Map([
        ['e:AZ', 1],
        ['e:DE', -1],
      ]),
    ),
  ).toBe(2);
});

it('counts nothing for a withdrawn signature, or without a signature', () => {
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
  expect(Object.fromEntries(delta)).toEqual({
    ...{ r: 1, 'r:honeypot': 1, 'r:no-proof': 1 },
    'w:2026-03-01': 1,
  });
  expect(isPublic(delta)).toBe(false);
});

it('moves a signature that is accepted from one count to the other, and keeps its signals out of both', () => {
  const delta: Delta = new Map([['r', 1]]);
  const reviewed = { ...counted, status: { S: 'under-review' }, signals: { SS: ['too-fast'] } };
  addImage(delta, reviewed, -1);
  addImage(delta, { ...reviewed, status: { S: 'counted' } }, 1);
  expect(Object.fromEntries(delta)).toEqual({
    'r:too-fast': -1,
    'w:2026-03-01': -1,
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

it('returns how much a change counted, and whether the signature existed', () => {
  const [delta, withdrawn] = [new Map<string, number>(), { status: { S: 'withdrawn' } }];
  addChange(delta, undefined, counted);
  expect([delta.get('x'), delta.get('m')]).toEqual([1, undefined]);
  addChange(delta, counted, withdrawn);
  expect([delta.get('n'), delta.get('x'), delta.get('m')]).toEqual([undefined, 2, 1]);
  addChange(delta, withdrawn, counted);
  addChange(delta, counted, { ...counted, anonymisedAt: { S: '2026-11-24T09:30:00.000Z' } });
  expect([delta.get('n'), delta.get('x'), delta.get('m')]).toEqual([1, 3, 1]);
});

it('adds nothing of a change that makes no sense, and calls nothing public of how much was counted', () => {
  const delta: Delta = new Map();
  expect(addChange(delta, counted, { ...counted, country: { S: 'nowhere' } })).toBe(false);
  expect(delta.size).toBe(0);
  addChange(delta, undefined, { ...counted, status: { S: 'under-review' }, signals: { SS: ['too-fast'] } });
  expect(Object.fromEntries(delta)).toEqual({ r: 1, 'r:too-fast': 1, 'w:2026-03-01': 1, x: 1 });
  expect(isPublic(delta)).toBe(false);
});
