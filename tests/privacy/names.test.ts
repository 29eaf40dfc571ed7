import { describe, expect, it } from 'vitest';
import { ONE_ATTACKER } from '../../functions/core/published/crowd.ts';
import { look } from '../../functions/core/published/rules.ts';
import { newState } from '../../functions/core/published/state.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { poisson } from '../core/published/observer.ts';
import { randomOf } from '../model/random.ts';

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

/** The ratios of all signers in some weeks. @param isFree changes names at the end of each day, without a crowd. */
function ratios(perDay: number, f: number, weeks: number, random: () => number, isFree = false): number[] {
  let state = newState(BEGIN);
  let [total, n] = [0, 0];
  const found: number[] = [];
  for (let now = BEGIN + HOUR; now <= BEGIN + weeks * 7 * DAY; now += HOUR) {
    const signed = poisson(perDay / 24, random);
    n += signed;
    total += signed;
    const exact = { total, byCountry: new Map(), cheapByCountry: new Map() };
    const next = look(state, { exact, since: now - HOUR, now, isLive: false, drawOffset: () => 0 }) ?? state;
    const hasChanged = isFree ? now % DAY === 0 : next.memory.namesAt > state.memory.namesAt;
    if (hasChanged) {
      // Without a crowd no total shows n either: the observer knows how many sign on a usual day.
      const others = isFree ? n : n - ONE_ATTACKER;
      const m = Array.from({ length: others }, random).filter((one) => one < f).length;
      found.push(...new Array<number>(others).fill(1 - f + m / (isFree ? perDay : others)));
      n = 0;
    }
    state = next;
  }
  return found;
}

const bar = (all: readonly number[]) => ({
  mean: all.reduce((sum, ratio) => sum + ratio, 0) / all.length,
  worst: all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? Number.NaN,
});

describe.each([3, 8, 30, 100, 1_000])('with %i signatures a day', (perDay) => {
  it.each([0.01, 0.1, 0.5])('names say next to nothing about a visitor, if this share shows one: %f', (f) => {
    const random = randomOf(20261128);
    const all = ratios(perDay, f, perDay < 100 ? 200 : 20, random);
    expect(all.length).toBeGreaterThan(300);
    const { mean, worst } = bar(all);
    expect(mean).toBeLessThanOrEqual(1.25);
    expect(worst).toBeLessThanOrEqual(2);
  });
});

it('would say much on a quiet campaign, if names did not wait for a crowd', () => {
  const { mean, worst } = bar(ratios(0.3, 0.5, 1_000, randomOf(20261128), true));
  expect(mean).toBeGreaterThan(1.5);
  expect(worst).toBeGreaterThan(3);
});
