import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOUR_WEEKS, intervals, longestEnded, markAfter, markBefore } from '../../../functions/core/published/marks.ts';
import { LIVE, look } from '../../../functions/core/published/rules.ts';
import { type Exact, newState, type State } from '../../../functions/core/published/state.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';

/** A Tuesday. */
const NOON = Date.UTC(2026, 5, 2, 12);
const MIDNIGHT = Date.UTC(2026, 5, 3);
/** Not the end of four weeks. */
const MONDAY = Date.UTC(2026, 5, 15);

const exactly = (
  total: number,
  byCountry: Record<string, number> = {},
  cheapByCountry: Record<string, number> = {},
): Exact => ({
  total,
  byCountry: new Map(Object.entries(byCountry)),
  cheapByCountry: new Map(Object.entries(cheapByCountry)),
});
const begin = newState(NOON - DAY);

interface Given {
  readonly since?: number;
  readonly isLive?: boolean;
  readonly offset?: number;
}
const at = (
  now: number,
  state: State,
  exact: Exact,
  { since = now - MINUTE, isLive = false, offset = 0 }: Given = {},
) => look(state, { exact, since, now, isLive, drawOffset: () => offset }) ?? state;

/** Looks each hour, as publishing does for a campaign that rests, until a moment. */
const hourly = (
  from: number,
  until: number,
  state: State,
  exactAt: (now: number) => Exact,
  given: Given = {},
): State => {
  let last = state;
  for (let now = markAfter(from, HOUR); now <= until; now += HOUR)
    last = at(now, last, exactAt(now), { since: now - HOUR, ...given });
  return last;
};

it('ends intervals at fixed times in UTC, weeks on Monday', () => {
  expect(longestEnded(NOON - MINUTE, NOON)).toBe(6 * HOUR);
  expect(longestEnded(NOON, NOON + MINUTE)).toBe(MINUTE);
  expect(longestEnded(NOON + MINUTE, NOON + MINUTE + 59_999)).toBeUndefined();
  expect(longestEnded(NOON + 9 * MINUTE, NOON + 10 * MINUTE)).toBe(10 * MINUTE);
  expect(longestEnded(MIDNIGHT - MINUTE, MIDNIGHT)).toBe(DAY);
  expect(longestEnded(MONDAY - MINUTE, MONDAY)).toBe(7 * DAY);
  expect(markBefore(MONDAY - 1, 7 * DAY)).toBe(MONDAY - 7 * DAY);
  expect(markAfter(NOON, HOUR)).toBe(NOON + HOUR);
});

it('moves the total with a crowd of 30 in an interval up to a day, and of 90 in a week', () => {
  expect(at(NOON, begin, exactly(29)).published.total).toBe(0);
  expect(at(NOON, begin, exactly(30)).published).toMatchObject({ total: 30, asOf: NOON });
  expect(at(MIDNIGHT, begin, exactly(29)).published.total).toBe(0);
  const week = (last: number) =>
    [15, 29, 44, 58, 73, last - 1, last].reduce(
      (state, n, day) => at(MONDAY - (6 - day) * DAY, state, exactly(n)),
      begin,
    ).published.total;
  expect([week(89), week(90)]).toEqual([0, 90]);
});

it('asks for the crowd within the interval that ends, however many waited before', () => {
  const waiting = at(NOON, begin, exactly(29));
  // 30 have signed since anything was shown, but only one in the last ten minutes.
  expect(at(NOON + 10 * MINUTE, waiting, exactly(30)).published.total).toBe(0);
  expect(at(NOON + 10 * MINUTE, waiting, exactly(58)).published.total).toBe(0);
  expect(at(NOON + 10 * MINUTE, waiting, exactly(59)).published.total).toBe(59);
});

it('asks for the crowd since the last move, however many came within the interval', () => {
  const moved = at(NOON + MINUTE, at(NOON, begin, exactly(30)), exactly(100));
  expect(moved.published.total).toBe(100);
  // The ten minutes had 99 signatures, but 70 of them are shown already.
  expect(at(NOON + 10 * MINUTE, moved, exactly(129)).published.total).toBe(100);
  expect(at(NOON + 10 * MINUTE, moved, exactly(130)).published.total).toBe(130);
});

it('moves withdrawals together with a crowd of signatures, and never alone', () => {
  const moved = at(NOON, begin, exactly(100));
  const fewer = at(NOON + HOUR, moved, exactly(20), { since: NOON });
  expect(fewer.published.total).toBe(100);
  expect(at(NOON + 2 * HOUR, fewer, exactly(50), { since: NOON + HOUR }).published.total).toBe(50);
});

it('asks for the crowd of a day on a Monday, too, and for no fewer of a week that moved', () => {
  const moved = at(MONDAY - HOUR, begin, exactly(100));
  expect(at(MONDAY, moved, exactly(129)).published.total).toBe(100);
  expect(at(MONDAY, moved, exactly(130)).published.total).toBe(130);
});

it('moves the total on a Monday with 14 in all, if it has rested for four weeks', () => {
  const rested = newState(MONDAY - FOUR_WEEKS);
  expect(at(MONDAY, rested, exactly(13)).published.total).toBe(0);
  expect(at(MONDAY, rested, exactly(14)).published.total).toBe(14);
  // A second less, and it waits for the next Monday.
  const younger = newState(MONDAY - FOUR_WEEKS + 1_000);
  const waits = at(MONDAY, younger, exactly(14));
  expect(waits.published.total).toBe(0);
  expect(at(MONDAY + DAY, waits, exactly(14)).published.total).toBe(0);
  expect(at(MONDAY + 7 * DAY, waits, exactly(14)).published.total).toBe(14);
});

it('rests since a look that was late over a Monday, to the hour', () => {
  const fourWeeksLater = (late: number) => {
    const moved = at(MONDAY + late, begin, exactly(90), { since: MONDAY - HOUR });
    return at(MONDAY + FOUR_WEEKS, moved, exactly(104)).published.total;
  };
  expect([0, 59 * MINUTE, HOUR, 3 * DAY].map(fourWeeksLater)).toEqual([104, 104, 90, 90]);
});

it('begins four weeks anew when they end without a crowd: no week shows when one was full', () => {
  const few = at(MONDAY, newState(MONDAY - FOUR_WEEKS), exactly(13));
  const weekLater = at(MONDAY + 7 * DAY, few, exactly(14));
  expect(weekLater.published.total).toBe(0);
  const late = (n: number) => at(MONDAY + FOUR_WEEKS, weekLater, exactly(n)).published.total;
  expect([late(26), late(27)]).toEqual([0, 27]);
});

it('lets signatures of cheap mailboxes hide nobody', () => {
  expect(at(NOON, begin, exactly(129, { DE: 129 }, { DE: 100 })).published.total).toBe(0);
  expect(at(NOON, begin, exactly(130, { DE: 130 }, { DE: 100 })).published.total).toBe(130);
  const ofDay = (n: number, cheap: number) =>
    at(MIDNIGHT, begin, exactly(1_000, { DE: n }, { DE: cheap })).published.byCountry.get('DE');
  expect([ofDay(129, 100), ofDay(130, 100)]).toEqual([undefined, 130]);
  const ofWeek = (last: number, cheap: number) =>
    [12, 24, 36, 48, 60, 72, last]
      .reduce((state, n, day) => {
        const exact = exactly(1_000, { DE: n + cheap }, { DE: cheap });
        return at(MONDAY - (6 - day) * DAY, state, exact);
      }, begin)
      .published.byCountry.get('DE');
  expect([ofWeek(89, 0), ofWeek(90, 0)]).toEqual([undefined, 90]);
  expect([ofWeek(89, 50), ofWeek(90, 50)]).toEqual([undefined, 140]);
});

it('shows the total of a live campaign as it is, and how often it may move', () => {
  expect(at(NOON, begin, exactly(1), { isLive: true }).published).toMatchObject({ total: 1, every: LIVE });
});

it('begins a crowd anew when a live campaign becomes careful: those who were shown live hide nobody', () => {
  const live = at(NOON, begin, exactly(100), { isLive: true });
  const own = exactly(131, { CU: 131 }, { CU: 30 });
  expect(at(NOON + HOUR, live, own).published.total).toBe(100);
});

it('looks more often at a campaign that moves, and each hour at one that rests', () => {
  expect(begin.published.every).toBe(HOUR);
  const first = at(NOON + HOUR, begin, exactly(300), { since: NOON });
  expect(first.published.every).toBe(10 * MINUTE);
  const second = at(NOON + 70 * MINUTE, first, exactly(3_000), { since: NOON + HOUR });
  expect(second.published.every).toBe(MINUTE);
  const rested = hourly(NOON + 2 * HOUR, NOON + 50 * HOUR, second, () => exactly(3_000));
  expect(rested.published.every).toBe(HOUR);
});

it('looks more often only on a day of ten crowds, or of a hundred, and on the day after', () => {
  expect(at(NOON + HOUR, begin, exactly(299), { since: NOON }).published.every).toBe(HOUR);
  const busy = at(NOON + HOUR, begin, exactly(300), { since: NOON });
  expect(at(NOON + 70 * MINUTE, busy, exactly(2_999), { since: NOON + HOUR }).published.every).toBe(10 * MINUTE);
  const midnight = at(MIDNIGHT, busy, exactly(360), { since: MIDNIGHT - 10 * MINUTE });
  expect(midnight.published.every).toBe(10 * MINUTE);
  const next = hourly(MIDNIGHT, MIDNIGHT + DAY, midnight, (now) => exactly(360 + ((now - MIDNIGHT) / HOUR) * 4));
  expect(next.published.every).toBe(HOUR);
});

it('says of each day that is over by how much the published total grew', () => {
  const state = hourly(NOON - DAY, MIDNIGHT + DAY, begin, (now) => exactly(now <= MIDNIGHT ? 100 : 130));
  expect([...state.published.byDay]).toEqual([
    ['2026-06-01', 100],
    ['2026-06-03', 30],
  ]);
  const total = [...state.published.byDay.values()].reduce((sum, n) => sum + n, 0);
  expect(total).toBe(state.published.total);
});

it('names a country from 20 on, in steps of 10, once a crowd of a day has moved it', () => {
  const shown = (n: number, offset: number) =>
    at(MIDNIGHT, begin, exactly(1_000, { DE: n }), { offset }).published.byCountry.get('DE');
  expect([shown(29, 0), shown(30, 0), shown(39, 0), shown(40, 0)]).toEqual([undefined, 30, 30, 40]);
  // Steps begin at a place of the country's own, which nobody knows.
  expect([shown(30, 7), shown(36, 7), shown(37, 7), shown(47, 7)]).toEqual([20, 20, 30, 40]);
  expect(at(NOON, begin, exactly(1_000, { DE: 500 })).published.byCountry.size).toBe(0);
});

it('keeps the steps of a country where they began', () => {
  const first = at(MIDNIGHT, begin, exactly(100, { DE: 57 }), { offset: 7 });
  const second = at(MIDNIGHT + DAY, first, exactly(200, { DE: 97 }), { since: MIDNIGHT, offset: 0 });
  expect(second.published.byCountry.get('DE')).toBe(90);
});

it('leaves a country as it is while others withdraw, until a crowd signs', () => {
  const first = at(MIDNIGHT, begin, exactly(100, { DE: 60 }));
  const fewer = at(MIDNIGHT + DAY, first, exactly(130, { DE: 0 }), { since: MIDNIGHT });
  expect(fewer.published.byCountry.get('DE')).toBe(60);
  const more = at(MIDNIGHT + 2 * DAY, fewer, exactly(160, { DE: 30 }), { since: MIDNIGHT + DAY });
  expect(more.published.byCountry.get('DE')).toBe(30);
});

it('keeps the crowd of a country that waits for the total', () => {
  // Half of the country's signers came in this hour, of which the total shows nothing yet.
  const shown = at(MIDNIGHT - HOUR, begin, exactly(30, { DE: 30 }));
  const waits = at(
    MIDNIGHT,
    { ...shown, memory: { ...shown.memory, totals: new Map([[DAY, 40]]) } },
    exactly(50, { DE: 50 }),
  );
  expect(waits.published).toMatchObject({ total: 30, byCountry: new Map() });
  const moved = at(MIDNIGHT + HOUR, waits, exactly(80, { DE: 51 }), { since: MIDNIGHT });
  expect(moved.published.total).toBe(80);
  // On the next day only one more signed there.
  expect(at(MIDNIGHT + DAY, moved, exactly(80, { DE: 51 }), { since: MIDNIGHT }).published.byCountry.get('DE')).toBe(
    50,
  );
});

it('never names the signers who would rather not say where they live, however many they are', () => {
  const shown = at(MIDNIGHT, begin, exactly(900, { ZZ: 500, AZ: 400 }));
  expect([...shown.published.byCountry]).toEqual([['AZ', 400]]);
});

it('names no more countries than the total holds when it falls', () => {
  const first = at(MIDNIGHT, begin, exactly(200, { DE: 100, FR: 60, IT: 40 }));
  expect(first.published.byCountry.size).toBe(3);
  const fallen = at(MIDNIGHT + HOUR, first, exactly(50), { since: MIDNIGHT });
  expect(fallen.published).toMatchObject({ total: 200 });
  const after = at(MIDNIGHT + 2 * HOUR, fallen, exactly(170), { since: MIDNIGHT + HOUR });
  expect(after.published).toMatchObject({
    total: 170,
    byCountry: new Map([
      ['DE', 100],
      ['FR', 60],
    ]),
  });
});

it('adds to a day that was closed before, if its end is looked at again', () => {
  const closed = at(MIDNIGHT, begin, exactly(100));
  const again = at(MIDNIGHT + MINUTE, closed, exactly(130), { since: MIDNIGHT - HOUR });
  expect([...again.published.byDay]).toEqual([['2026-06-02', 130]]);
});

const perDay = fc.array(
  fc.record({ others: fc.integer({ min: 0, max: 11 }), own: fc.integer({ min: -400, max: 10 }) }),
  {
    minLength: 1,
    maxLength: 40,
  },
);

it('shows an attacker who signs and withdraws ten times a day nothing of a country in which few others sign', () => {
  fc.assert(
    fc.property(perDay, fc.integer({ min: 0, max: 9 }), (days, offset) => {
      let [state, others, own, elsewhere] = [begin, 0, 0, 0];
      for (const [i, day] of days.entries()) {
        // At most 13 others in a week, as for a country below the crowd.
        others += i % 7 === 0 ? Math.min(day.others, 11) : 0;
        own = Math.max(0, own + day.own);
        elsewhere += 200;
        const now = MIDNIGHT + i * DAY;
        state = at(now, state, exactly(elsewhere + others + own, { CU: others + own, DE: elsewhere }), {
          since: now - HOUR,
          offset,
        });
        expect(state.published.byCountry.has('CU')).toBe(false);
      }
    }),
  );
});

const perHour = fc.array(
  fc.record({ others: fc.integer({ min: 0, max: 13 }), own: fc.integer({ min: -400, max: 400 }) }),
  { minLength: 1, maxLength: 24 },
);

it('shows an attacker with two domains nothing of a day in which few others sign, however many mailboxes these have', () => {
  fc.assert(
    fc.property(perHour, (hours) => {
      let [state, others, cheap, most] = [begin, 0, 0, 0];
      for (const [i, hour] of hours.entries()) {
        others = Math.min(13, others + hour.others);
        cheap = Math.max(0, cheap + hour.own);
        most = Math.max(most, cheap);
        // Ten of their own have no signal.
        const total = others + 10 + cheap;
        const now = MIDNIGHT + (i + 1) * HOUR;
        state = at(now, state, exactly(total, { CU: total }, { CU: cheap }), { since: now - HOUR });
        expect(state.published).toMatchObject({ total: 0, byCountry: new Map(), every: HOUR });
      }
    }),
  );
});

const changes = fc.array(fc.integer({ min: -60, max: 400 }), { minLength: 1, maxLength: 200 });

it('publishes no two totals that differ by fewer than 10, and nothing that was not counted', () => {
  fc.assert(
    fc.property(changes, fc.constantFrom(...intervals.slice(0, 5)), (steps, slot) => {
      let state = begin;
      let total = 0;
      for (const [i, step] of steps.entries()) {
        total = Math.max(0, total + step);
        const now = NOON + i * slot;
        const next = at(now, state, exactly(total, { DE: total }), { since: now - slot });
        const moved = Math.abs(next.published.total - state.published.total);
        expect(moved === 0 || moved >= 10).toBe(true);
        expect(moved === 0 || next.published.total === total).toBe(true);
        const named = [...next.published.byCountry.values()].reduce((sum, n) => sum + n, 0);
        expect(named).toBeLessThanOrEqual(next.published.total);
        state = next;
      }
    }),
  );
});

it('changes nothing between two marks, or if nothing has changed', () => {
  const state = at(NOON, begin, exactly(100));
  const given = { exact: exactly(200), since: NOON, now: NOON + 1, isLive: false, drawOffset: () => 0 };
  expect(look(state, given)).toBeUndefined();
  expect(
    look(at(NOON + HOUR, state, exactly(100), { since: NOON }), {
      ...given,
      exact: exactly(100),
      since: NOON + HOUR,
      now: NOON + 2 * HOUR,
    }),
  ).toBeUndefined();
});

describe('names may change', () => {
  const namesAt = ({ memory: { namesAt: when, names } }: State) => ({ at: when, hiding: names.hiding });
  const unchanged = namesAt(begin);

  it.each([false, true])('at the end of a day with a crowd of 30, and at no other mark (live: %s)', (isLive) => {
    expect(namesAt(at(MIDNIGHT - HOUR, begin, exactly(500), { isLive }))).toEqual(unchanged);
    expect(namesAt(at(MIDNIGHT, begin, exactly(29), { isLive }))).toEqual(unchanged);
    expect(namesAt(at(MIDNIGHT, begin, exactly(30), { isLive }))).toEqual({ at: MIDNIGHT, hiding: 30 });
  });

  it('by the mark, not by the time of a late look', () => {
    const late = at(MIDNIGHT + 90 * MINUTE, begin, exactly(30), { since: MIDNIGHT - HOUR });
    expect(namesAt(late)).toEqual({ at: MIDNIGHT, hiding: 30 });
  });

  it('with people of that day alone, and with people who signed since the names last changed', () => {
    const slow = at(MIDNIGHT, begin, exactly(26));
    expect(namesAt(at(MIDNIGHT + DAY, slow, exactly(52)))).toEqual(unchanged);
    const changed = at(MIDNIGHT, begin, exactly(40));
    expect(namesAt(at(MIDNIGHT + DAY, changed, exactly(69)))).toEqual({ at: MIDNIGHT, hiding: 40 });
    // A week that ends counts only those who signed since.
    const saturday = at(MONDAY - DAY, begin, exactly(40));
    expect(namesAt(at(MONDAY, saturday, exactly(69)))).toEqual({ at: MONDAY - DAY, hiding: 40 });
    expect(namesAt(at(MONDAY, saturday, exactly(70)))).toEqual({ at: MONDAY, hiding: 70 });
  });

  it('with 14 on a Monday, if they rested for four weeks', () => {
    const rested = newState(MONDAY - FOUR_WEEKS);
    const before = namesAt(rested);
    expect(namesAt(at(MONDAY, rested, exactly(14)))).toEqual({ at: MONDAY, hiding: 14 });
    // Four weeks begin anew, and nothing is drawn.
    const few = at(MONDAY, rested, exactly(13));
    expect(namesAt(few)).toEqual({ ...before, hiding: 13 });
    expect(namesAt(at(MONDAY + 7 * DAY, few, exactly(27))).at).toBe(before.at);
    expect(namesAt(at(MONDAY, newState(MONDAY - FOUR_WEEKS + 1), exactly(29))).hiding).toBe(0);
  });

  it('with people whose mailboxes are not cheap', () => {
    expect(namesAt(at(MIDNIGHT, begin, exactly(40, { DE: 40 }, { DE: 11 })))).toEqual(unchanged);
    const hidden = namesAt(at(MIDNIGHT, begin, exactly(40, { DE: 40 }, { DE: 10 })));
    expect(hidden).toEqual({ at: MIDNIGHT, hiding: 30 });
  });

  it('not by withdrawals', () => {
    const many = at(MIDNIGHT, begin, exactly(100));
    const fewer = at(MIDNIGHT + DAY, many, exactly(10));
    // The next crowd begins at the fewest that there were.
    expect(namesAt(fewer)).toEqual({ at: MIDNIGHT, hiding: 10 });
    expect(namesAt(at(MIDNIGHT + 2 * DAY, fewer, exactly(39))).at).toBe(MIDNIGHT);
    expect(namesAt(at(MIDNIGHT + 2 * DAY, fewer, exactly(40))).at).toBe(MIDNIGHT + 2 * DAY);
  });
});
