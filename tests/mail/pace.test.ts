import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { createPace, paceOf, paceOfPlace } from '../../functions/mail/pace.ts';
import { virtualTime } from './virtual-time.ts';

/** More e-mails than any pace here allows: the test ends even if the pace delays none of them. */
const BEYOND = 20_000;

/** Some places that have more mails than they may send, each ten at a time, and when each mail went. */
async function sendFor(ms: number, { granted, places }: { granted: number; places: number }): Promise<number[]> {
  const { clock, sleep, pass } = virtualTime();
  const began = clock();
  const went: number[] = [];
  for (let place = 0; place < places; place++) {
    const pace = createPace({ perSecond: () => paceOfPlace(granted, { most: 20 * places, places }), clock, sleep });
    void (async () => {
      while (went.length < BEYOND) {
        const batch = Array.from({ length: 10 }, async () => {
          if (await pace.turn(45 * SECOND)) went.push(clock() - began);
        });
        await Promise.all(batch);
        await sleep(200);
      }
    })();
  }
  await pass(ms);
  return went;
}

/** The most that went within any stretch of time. */
function mostWithin(ms: number, went: readonly number[]): number {
  let [first, most] = [0, 0];
  went.forEach((at, last) => {
    while ((went[first] ?? at) <= at - ms) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

describe.each([
  [1, 2],
  [1, 5],
  [14, 5],
  [100, 5],
  [500, 25],
])('if SES accepts %d e-mails a second, sent in %d places that do not talk', (granted, places) => {
  it('all together send no more than that, and nearly as many', async () => {
    const seconds = granted < 100 ? 120 : 12;
    const went = await sendFor(seconds * SECOND, { granted, places });
    // Each place may begin with one at once.
    expect(mostWithin(10 * SECOND, went)).toBeLessThanOrEqual(10 * granted + places);
    expect(went.length).toBeLessThanOrEqual(seconds * granted + places);
    expect(went.length).toBeGreaterThanOrEqual(0.85 * seconds * granted);
  });
});

it('keeps to the rate of the stage, if SES accepts more', () => {
  expect(paceOf(14, 100)).toBeLessThan(14);
  expect(paceOf(500, 100)).toBe(100);
});

it('follows a rate that changes', async () => {
  const { clock, sleep, pass } = virtualTime();
  let perSecond = 1;
  const pace = createPace({ perSecond: () => perSecond, clock, sleep });
  const went: number[] = [];
  const began = clock();
  void (async () => {
    while (went.length < BEYOND) {
      if (await pace.turn(45 * SECOND)) went.push(clock() - began);
      else await sleep(SECOND);
    }
  })();
  await pass(10 * SECOND);
  const slow = went.length;
  perSecond = 10;
  await pass(10 * SECOND);
  expect(slow).toBeLessThanOrEqual(11);
  expect(went.length - slow).toBeGreaterThanOrEqual(90);
});

it('gives no turn that would come too late, and leaves it to others', async () => {
  const { clock, sleep, pass } = virtualTime();
  const pace = createPace({ perSecond: () => 1, clock, sleep });
  const turns = Promise.all(Array.from({ length: 10 }, () => pace.turn(4 * SECOND)));
  await pass(MINUTE, turns);
  expect((await turns).filter(Boolean)).toHaveLength(5);
  const next = pace.turn(SECOND);
  await pass(MINUTE, next);
  expect(await next).toBe(true);
});

it('pauses when e-mails come too fast, longer each time, until one is accepted', async () => {
  const { clock, sleep, pass } = virtualTime();
  const pace = createPace({ perSecond: () => 1_000, clock, sleep });
  const pauses: number[] = [];
  for (const outcome of ['throttled', 'throttled', 'throttled', 'sent', 'throttled'] as const) {
    pace[outcome]();
    const began = clock();
    const turn = pace.turn(MINUTE);
    await pass(MINUTE, turn);
    expect(await turn).toBe(true);
    pauses.push(Math.round((clock() - began) / SECOND));
  }
  expect(pauses).toEqual([1, 2, 4, 0, 1]);
});

it('also delays e-mails of the batch that wait for their turn already', async () => {
  const { clock, sleep, pass } = virtualTime();
  const pace = createPace({ perSecond: () => 10, clock, sleep });
  await pace.turn(MINUTE);
  const began = clock();
  const waiting = pace.turn(MINUTE);
  pace.throttled();
  await pass(MINUTE, waiting);
  expect(clock() - began).toBe(SECOND);
});
