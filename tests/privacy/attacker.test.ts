import { describe, expect, it } from 'vitest';
import { ONE_ATTACKER } from '../../functions/core/published/crowd.ts';
import { look } from '../../functions/core/published/rules.ts';
import { newState } from '../../functions/core/published/state.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { countryRatios, likelihoodRatios, type Rate } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';
import { sample } from '../support/samples.ts';
import { ratiosIn } from './one-interval.ts';

/** An attacker who signs ten times a day, knows which signatures are theirs, and subtracts them. */

/** A Tuesday, 12:00 UTC. */
const NOON = Date.UTC(2026, 5, 2, 12);
const MIDNIGHT = Date.UTC(2026, 5, 3);
/** How many others are expected in an interval. */
const MEANS = sample({ quick: range(1, 20, 1), whole: range(1, 20, 0.5) });

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);
}

const exactly = (total: number) => ({ total, byCountry: new Map(), cheapByCountry: new Map() });
const lookAt = (now: number, since: number, total: number) =>
  look(newState(NOON - DAY), { exact: exactly(total), since, now, isLive: false, drawOffset: () => 0 });

/** Whether the total moves at the end of an hour in which `n` others signed, and all of the attacker's. */
const movesHour = (n: number, own = ONE_ATTACKER): boolean =>
  (lookAt(NOON + HOUR, NOON, n + own)?.published.total ?? 0) > 0;
const drawsNames = (n: number, own = ONE_ATTACKER): boolean =>
  (lookAt(MIDNIGHT, MIDNIGHT - HOUR, n + own)?.memory.namesAt ?? 0) === MIDNIGHT;

const worstOf = (moves: (n: number) => boolean, seen: number) => {
  const all = MEANS.map((mean) => ratiosIn({ mean, moves, seen }));
  return { mean: Math.max(...all.map((one) => one.mean)), worst: Math.max(...all.map(({ worst }) => worst)) };
};

describe('learns next to nothing of a visitor, if all ten sign in the visitor’s hour, at any rate', () => {
  it('by the move alone', () => {
    const { mean, worst } = worstOf(movesHour, 0);
    expect(mean).toBeLessThanOrEqual(1.1);
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('and would learn more by a crowd that is smaller by two', () => {
    expect(worstOf((n) => movesHour(n, ONE_ATTACKER + 2), 0).worst).toBeGreaterThan(2);
  });
});

describe.each(sample({ quick: [0.1, 1], whole: [0.01, 0.1, 0.5, 1] }))(
  'learns next to nothing by the names of a day, if this share shows one: %f',
  (seen) => {
    it('with the crowd that a draw waits for', () => {
      const { mean, worst } = worstOf(drawsNames, seen);
      expect(mean).toBeLessThanOrEqual(1.25);
      expect(worst).toBeLessThanOrEqual(2);
    });

    it('and would learn more by a weak crowd', () => {
      // As if five others were enough.
      expect(worstOf((n) => drawsNames(n, ONE_ATTACKER + 15), seen).worst).toBeGreaterThan(2);
    });
  },
);

const slow = (perWeek: number, own: NonNullable<Rate['own']>, weeks = 52): Rate => ({
  slot: DAY,
  expected: new Array<number>(weeks * 7).fill(perWeek / 7),
  own,
});

/** Signatures of the attacker on each day. A slot is a day. */
const schedules: readonly [string, NonNullable<Rate['own']>][] = [
  ['two a day', () => 2],
  ['ten a day', () => 10],
  ['ten on Sunday, before the week ends', (day) => (day % 7 === 6 ? 10 : 0)],
  ['ten a day, withdrawn on the next', (day) => (day % 2 === 0 ? 10 : -10)],
  ['ten on each day after a move', (_, { asOf }) => (asOf % DAY === 0 ? 10 : 0)],
];

describe.each(sample({ quick: [4], whole: [4, 5, 10] }))(
  'cannot make a slow campaign show a week: %i others a week',
  (perWeek) => {
    it.each(sample({ quick: schedules.slice(0, 2), whole: schedules }))('%s', (_, own) => {
      const random = randomOf(20261128);
      const ratios: number[] = [];
      for (let i = 0; i < sample({ quick: 3, whole: 6 }); i++)
        ratios.push(...likelihoodRatios(slow(perWeek, own), 50, random));
      ratios.sort((a, b) => a - b);
      expect(ratios.length).toBeGreaterThan(100);
      expect(ratios.reduce((sum, one) => sum + one, 0) / ratios.length).toBeLessThanOrEqual(1.1);
      expect(ratios[Math.floor(ratios.length * 0.99)]).toBeLessThanOrEqual(2);
    });
  },
);

it.each([
  ['20 a day', Array(7).fill(20)],
  ['40 a day', Array(5).fill(40)],
])('learns no hidden count of a country by watching when its steps change: %s', (_, perDay) => {
  for (const own of [() => 10, (day: number) => (day % 2 === 0 ? 10 : -10)]) {
    const random = randomOf(20261128);
    const ratios: number[] = [];
    for (let i = 0; i < sample({ quick: 4, whole: 16 }) && ratios.length < sample({ quick: 500, whole: 2_000 }); i++)
      ratios.push(...countryRatios(perDay, random, { own }));
    ratios.sort((a, b) => a - b);
    expect(ratios.reduce((sum, one) => sum + one, 0) / ratios.length).toBeLessThanOrEqual(1.25);
    expect(ratios[Math.floor(ratios.length * 0.99)]).toBeLessThanOrEqual(2);
  }
});
