import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ONE_ATTACKER } from '../../functions/core/published/crowd.ts';
import { look } from '../../functions/core/published/rules.ts';
import { newState } from '../../functions/core/published/state.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { poisson, type Rate } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';
import { sample } from '../support/samples.ts';
import { anyNames, rateOf, SEED } from './histories.ts';
import { barOf } from './ratios.ts';

/**
 * An observer who saw a person visit, and reads all shown names. A name says that somebody of this name signed: that is
 * the choice of its signer. By how much do new names multiply the odds that the *visitor* signed, who may have any name?
 *
 * Of the `n` people who signed since names last changed, `m` have a name that is new. Each shows a name with probability
 * `f`. If the visitor is one of them, the ratio is `1 − f + m/n`. Here the observer knows `n` exactly, every name is
 * approved on its day, all fit on the page, and ten of `n` are the observer's own: each of these helps the observer.
 */

/** Monday, 00:00 UTC. */
const BEGIN = Date.UTC(2026, 5, 1);

/**
 * The ratios of all signers of a campaign.
 * @param usual changes names at the end of each day, without a crowd, for an observer who knows how many sign on a usual day.
 */
function ratios({ expected, withdrawn }: Rate, f: number, random: () => number, usual?: number): number[] {
  let state = newState(BEGIN);
  let [total, n] = [0, 0];
  const found: number[] = [];
  for (const [i, mean] of expected.entries()) {
    const now = BEGIN + (i + 1) * HOUR;
    const signed = poisson(mean, random);
    n += signed;
    total = Math.max(0, total + signed - (withdrawn?.[i] ?? 0));
    const exact = { total, byCountry: new Map(), cheapByCountry: new Map() };
    const next = look(state, { exact, since: now - HOUR, now, isLive: false, drawOffset: () => 0 }) ?? state;
    const hasChanged = usual === undefined ? next.memory.namesAt > state.memory.namesAt : now % DAY === 0;
    if (hasChanged) {
      // Without a crowd no total shows n either.
      const others = usual === undefined ? n - ONE_ATTACKER : n;
      const m = Array.from({ length: others }, random).filter((one) => one < f).length;
      found.push(...new Array<number>(others).fill(1 - f + m / (usual ?? others)));
      n = 0;
    }
    state = next;
  }
  return found;
}

const steady = (perDay: number, weeks: number): Rate => rateOf(weeks * 7, HOUR, () => perDay);

describe.each([3, 8, 30, 100, 1_000])('with %i signatures a day', (perDay) => {
  it.each([0.01, 0.1, 0.5])('names say next to nothing about a visitor, if this share shows one: %f', (f) => {
    const random = randomOf(20261128);
    const { mean, worst, count } = barOf(ratios(steady(perDay, perDay < 100 ? 200 : 20), f, random));
    expect(count).toBeGreaterThan(300);
    expect(mean).toBeLessThanOrEqual(1.25);
    expect(worst).toBeLessThanOrEqual(2);
  });
});

it('names say next to nothing about a visitor: histories by chance', () => {
  const random = randomOf(SEED);
  const histories = fc.sample(anyNames, { numRuns: sample({ quick: 40, whole: 1_000 }), seed: SEED });
  const { mean, worst, count } = barOf(histories.flatMap(({ rate, share }) => ratios(rate, share, random)));
  expect(count).toBeGreaterThan(50 * histories.length);
  expect(mean).toBeLessThanOrEqual(1.25);
  expect(worst).toBeLessThanOrEqual(2);
});

it('would say much on a quiet campaign, if names did not wait for a crowd', () => {
  const { mean, worst } = barOf(ratios(steady(0.3, 1_000), 0.5, randomOf(20261128), 0.3));
  expect(mean).toBeGreaterThan(1.5);
  expect(worst).toBeGreaterThan(3);
});
