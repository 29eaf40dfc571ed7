import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Item } from '../../../../functions/core/aws/db.ts';
import { addChange, addDelta, addImage, type Delta, isOfSignatures } from '../../../../functions/core/counts/delta.ts';
import { differencesOf, imbalances, unaccounted } from '../../../../functions/core/counts/recount/compare.ts';

const BEGUN = Date.parse('2026-11-24T03:17:00Z');
const OLD = '2026-11-01T09:00:00.000Z';
const FRESH = '2026-11-24T03:00:00.000Z';

const image = (status: string, country: string, confirmedAt: string): Item => ({
  status: { S: status },
  country: { S: country },
  source: { S: 'other' },
  confirmedAt: { S: confirmedAt },
  ...(status === 'under-review' && { signals: { SS: ['honeypot'] } }),
});
const countOf = (images: readonly (Item | undefined)[]): Delta => {
  const counts: Delta = new Map();
  for (const one of images) addImage(counts, one, 1);
  return counts;
};
const plus = (...all: readonly Delta[]): Delta => {
  const sum: Delta = new Map();
  for (const one of all) addDelta(sum, one);
  return sum;
};

/** A signer's states one after the other, and how far before, recount and after have seen them: never less than before. */
const history = fc
  .record({
    first: fc.constantFrom('none', 'counted', 'under-review', 'voided', 'withdrawn'),
    country: fc.constantFrom('AZ', 'DE'),
    steps: fc.array(fc.constantFrom('counted', 'under-review', 'voided', 'withdrawn', 'signed'), { maxLength: 4 }),
  })
  .chain(({ first, country, steps }) => {
    const states: (Item | undefined)[] = [first === 'none' ? undefined : image(first, country, OLD)];
    for (const step of steps) {
      const last = states.at(-1);
      const isThere = last !== undefined && last.status?.S !== 'withdrawn';
      if (step === 'signed') {
        if (!isThere) states.push(image('counted', country, FRESH));
      } else if (isThere) states.push({ ...last, ...image(step, country, last.confirmedAt?.S ?? OLD) });
    }
    const end = states.length - 1;
    return fc
      .record({ before: fc.integer({ min: 0, max: end }), recounted: fc.integer({ min: 0, max: end }) })
      .filter((seen) => seen.before <= seen.recounted)
      .chain((seen) =>
        fc.record({
          states: fc.constant(states),
          before: fc.constant(seen.before),
          recounted: fc.constant(seen.recounted),
          after: fc.integer({ min: seen.recounted, max: end }),
        }),
      );
  });

function looksAt(histories: readonly (typeof history extends fc.Arbitrary<infer Value> ? Value : never)[]) {
  const moved: Delta = new Map();
  for (const { states, before, after } of histories) {
    for (let i = before; i < after; i++) addChange(moved, states[i], states[i + 1]);
  }
  const growth = new Map([...moved].filter(([name]) => !isOfSignatures(name)));
  return {
    before: countOf(histories.map(({ states, before }) => states[before])),
    recounted: countOf(histories.map(({ states, recounted }) => states[recounted])),
    after: plus(countOf(histories.map(({ states, after }) => states[after])), growth),
  };
}

it('calls no count wrong while signatures, decisions and withdrawals go on during a recount', () => {
  let moving = 0;
  fc.assert(
    fc.property(fc.array(history, { maxLength: 60 }), (histories) => {
      const { before, recounted, after } = looksAt(histories);
      if (after.size > before.size) moving++;
      expect(differencesOf({ startedAt: BEGUN, before, recounted }, after)).toEqual([]);
      expect(unaccounted({ startedAt: BEGUN, before, recounted }, after)).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(moving).toBeGreaterThan(100);
});

it('subtracts only a certain difference while something moves', () => {
  fc.assert(
    fc.property(fc.array(history, { maxLength: 60 }), fc.integer({ min: -20, max: 20 }), (histories, drift) => {
      const { before, recounted, after } = looksAt(histories);
      const drifted = (counts: Delta) => plus(counts, new Map([[`h:${OLD.slice(0, 13)}`, drift]]));
      const found = differencesOf({ startedAt: BEGUN, before: drifted(before), recounted }, drifted(after));
      for (const { name, missing } of found) {
        expect(name).toBe(`h:${OLD.slice(0, 13)}`);
        expect(
          missing === 0 || (Math.sign(missing) === -Math.sign(drift) && Math.abs(missing) <= Math.abs(drift)),
        ).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

it('reports exact differences once nothing moves', () => {
  const right = countOf([image('counted', 'AZ', OLD), image('counted', 'DE', FRESH), image('under-review', 'DE', OLD)]);
  const wrong = plus(right, new Map([['c:AZ', 2], ['n', -1], ['r', 1], ['h:2026-11-24T03', 1]])); // biome-ignore format: one line
  expect(differencesOf({ startedAt: BEGUN, before: wrong, recounted: right }, wrong)).toEqual([
    { name: 'n', counted: 1, recounted: 2, missing: 1 },
    { name: 'c:AZ', counted: 3, recounted: 1, missing: -2 },
    { name: 'h:2026-11-24T03', counted: 2, recounted: 1, missing: -1 },
    { name: 'r', counted: 2, recounted: 1, missing: -1 },
  ]);
});

it('finds one signature too many in an old hour while thousands sign', () => {
  const before = new Map([['n', 100], ['h:2026-11-01T09', 101]]); // biome-ignore format: one line
  const recounted = new Map([['n', 3_000], ['h:2026-11-01T09', 100], ['h:2026-11-24T03', 2_900]]); // biome-ignore format: one line
  const after = new Map([['n', 5_100], ['h:2026-11-01T09', 101], ['h:2026-11-24T03', 5_000], ['x', 5_000]]); // biome-ignore format: one line
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, after)).toEqual([
    { name: 'h:2026-11-01T09', counted: 101, recounted: 100, missing: -1 },
  ]);
});

it('allows later withdrawals and decisions in an hour that is over, but no later signatures', () => {
  // 500 signed, and withdrew again.
  const moved = [['x', 6_000], ['m', 500]] as const; // biome-ignore format: one line
  const before = new Map([['h:2026-11-01T09', 400]]);
  const recounted = new Map([['h:2026-11-01T09', 100], ['h:2026-11-24T03', 2_900]]); // biome-ignore format: one line
  const after = new Map([['h:2026-11-01T09', 400], ['h:2026-11-24T03', 5_000], ...moved]); // biome-ignore format: one line
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, after)).toEqual([
    { name: 'h:2026-11-01T09', counted: 400, recounted: 100, missing: -50 },
  ]);
});

it('sees at once a change that no signature made, even if the sums agree', () => {
  const before = countOf([image('counted', 'AZ', OLD)]);
  const reference = { startedAt: BEGUN, before: plus(before, new Map([['names', 1]])), recounted: before };
  const byHand = new Map([['n', 37], ['c:FR', 37], ['s:other', 37], ['h:2026-11-24T03', 37]]); // biome-ignore format: one line
  const all = (counted: number) => ['n', 'c:', 'h:', 's:'].map((kind) => ({ kind, changed: 37, counted }));
  expect(unaccounted(reference, plus(reference.before, byHand))).toEqual(all(0));
  expect(unaccounted(reference, plus(reference.before, byHand, new Map([['x', 36]])))).toEqual(all(36));
  expect(unaccounted(reference, plus(reference.before, byHand, new Map([['x', 37]])))).toEqual([]);
  expect(unaccounted(reference, plus(reference.before, new Map([['names', 1]])))).toEqual([
    { kind: 'names', changed: 1, counted: 0 },
  ]);
});

it('compares public names, if they were counted', () => {
  const [before, recounted] = [new Map([['names', 3]]), new Map([['names', 2]])];
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, before)).toEqual([
    { name: 'names', counted: 3, recounted: 2, missing: -1 },
  ]);
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, new Map([['names', 2], ['p', 1]]))).toEqual([]); // biome-ignore format: one line
  for (const counted of [before, new Map()])
    expect(differencesOf({ startedAt: BEGUN, before: new Map(), recounted }, counted)).toEqual([]);
});

it('goes by the changes of names alone for the number of names, and compares no number of changes', () => {
  const [before, recounted] = [new Map([['names', 3], ['x', 5]]), new Map([['names', 2]])]; // biome-ignore format: one line
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, plus(before, new Map([['x', 100]])))).toEqual([
    { name: 'names', counted: 3, recounted: 2, missing: -1 },
  ]);
  expect(differencesOf({ startedAt: BEGUN, before, recounted: new Map([['names', 3]]) }, before)).toEqual([]);
});

it('takes an hour for one that gets no more signatures 27 hours before the recount', () => {
  const of = (n: number) => new Map([['h:2026-11-22T23', n], ['h:2026-11-23T00', n]]); // biome-ignore format: one line
  const after = plus(of(5), new Map([['x', 100]]));
  expect(differencesOf({ startedAt: BEGUN, before: of(5), recounted: of(4) }, after)).toEqual([
    { name: 'h:2026-11-22T23', counted: 5, recounted: 4, missing: -1 },
  ]);
});

it('calls a count wrong that differs by more than all that is recorded', () => {
  const [before, recounted] = [new Map([['n', 100]]), new Map([['n', 120]])];
  const after = new Map([['n', 110], ['x', 10]]); // biome-ignore format: one line
  expect(differencesOf({ startedAt: BEGUN, before, recounted }, after)).toEqual([
    { name: 'n', counted: 110, recounted: 120, missing: 10 },
  ]);
});

it('calls no count wrong that was right at one look, however little tally recorded', () => {
  const [before, after] = [new Map([['n', 1]]), new Map([['n', 38]])];
  for (const recounted of [before, after])
    expect(differencesOf({ startedAt: BEGUN, before, recounted }, after)).toEqual([]);
});

it('sees at once that countries, hours or sources do not add up to the total', () => {
  const counts = countOf([image('counted', 'AZ', OLD), image('counted', 'DE', FRESH)]);
  expect(imbalances(counts)).toEqual([]);
  expect(imbalances(plus(counts, new Map([['c:AZ', 1]])))).toEqual([{ kind: 'c:', sum: 3 }]);
});
