import { describe, expect, it } from 'vitest';
import { NAMED_FROM } from '../../../functions/core/published/countries.ts';
import { look } from '../../../functions/core/published/rules.ts';
import { type Exact, newState, type State } from '../../../functions/core/published/state.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';

/** A Tuesday. */
const NOON = Date.UTC(2026, 5, 2, 12);
const MIDNIGHT = Date.UTC(2026, 5, 3);
/** Not the end of four weeks. */
const MONDAY = Date.UTC(2026, 5, 15);

const exactly = (total: number, byCountry: Record<string, number> = {}, cheap: Record<string, number> = {}): Exact => ({
  total,
  byCountry: new Map(Object.entries(byCountry)),
  cheapByCountry: new Map(Object.entries(cheap)),
});
const begin = newState(NOON - DAY);

/** @param since a minute before, if it is left out. @returns undefined if nothing changes. */
const lookAt = (now: number, state: State, exact: Exact, since = now - MINUTE): State | undefined =>
  look(state, { exact, since, now, isLive: false, drawOffset: () => 0 });
const at = (...args: Parameters<typeof lookAt>): State => lookAt(...args) ?? args[1];
const countriesOf = ({ published }: State) => Object.fromEntries(published.byCountry);

describe('the total', () => {
  it('needs 30 at any mark up to a day, also after a week of rest', () => {
    for (const mark of [NOON, MIDNIGHT]) {
      const rested = newState(mark - 8 * DAY);
      expect(at(mark, rested, exactly(29)).published.total).toBe(0);
      expect(at(mark, rested, exactly(30)).published.total).toBe(30);
    }
  });

  it('is never of an earlier moment than the one that was shown, also if the campaign was live', () => {
    const asOf = NOON + 10_000;
    const wasLive = { ...begin, published: { ...begin.published, asOf } };
    expect(at(NOON + 20_000, wasLive, exactly(30)).published).toMatchObject({ total: 30, asOf });
    expect(at(NOON + MINUTE, wasLive, exactly(30)).published).toMatchObject({ total: 30, asOf: NOON + MINUTE });
  });

  it('needs 30 who can hide others since it moved, however many others came', () => {
    const moved = at(NOON + MINUTE, at(NOON, begin, exactly(30)), exactly(100));
    const cheap = (n: number) => at(NOON + 10 * MINUTE, moved, exactly(200, { DE: 200 }, { DE: n }));
    expect([cheap(71).published.total, cheap(70).published.total]).toEqual([100, 200]);
    expect(moved.memory.rest.hiding).toBe(100);
  });

  it('stays if a crowd has signed and nearly as many have withdrawn', () => {
    const moved = at(NOON, begin, exactly(100));
    const fewer = at(NOON + HOUR, moved, exactly(60), NOON);
    expect(at(NOON + 2 * HOUR, fewer, exactly(90), NOON + HOUR).published.total).toBe(100);
    expect(at(NOON + 2 * HOUR, fewer, exactly(130), NOON + HOUR).published.total).toBe(130);
  });

  it('is compared with each interval that ends, also if a shorter one has seen as many', () => {
    const noon = at(NOON, begin, exactly(100));
    const minute = at(NOON + MINUTE, noon, exactly(110));
    expect(at(NOON + HOUR, minute, exactly(110), NOON).memory.totals.get(HOUR)).toBe(110);
  });
});

describe('the end of a day', () => {
  it('is a move if the day grew, and none if only the memory changes', () => {
    const closed = at(MIDNIGHT, at(NOON, begin, exactly(100)), exactly(100));
    expect(closed.published).toMatchObject({ asOf: MIDNIGHT, byDay: new Map([['2026-06-02', 100]]) });
    const more = at(MIDNIGHT + DAY, closed, exactly(105, { DE: 10 }));
    expect(more.published).toMatchObject({ asOf: MIDNIGHT, byDay: new Map([['2026-06-02', 100]]) });
    expect(more.memory.countries.atDay.get('DE')).toBe(10);
  });

  it('changes nothing if nobody signed, also with countries', () => {
    const closed = at(MIDNIGHT, begin, exactly(100, { DE: 60, FR: 40 }));
    expect(lookAt(MIDNIGHT + DAY, closed, exactly(100, { DE: 60, FR: 40 }))).toBeUndefined();
  });

  it('remembers the counts of a week, also if the last day was the same', () => {
    const sunday = at(MONDAY - DAY, begin, exactly(100, { DE: 60 }));
    expect(sunday.memory.countries.atWeek).toEqual(new Map());
    expect(at(MONDAY, sunday, exactly(100, { DE: 60 })).memory.countries.atWeek).toEqual(new Map([['DE', 60]]));
  });

  it('notices a country that is gone', () => {
    const closed = at(MIDNIGHT, begin, exactly(100, { DE: 60, CU: 5 }));
    const gone = at(MIDNIGHT + DAY, closed, exactly(100, { DE: 60 }));
    expect(gone.memory.countries.atDay).toEqual(new Map([['DE', 60]]));
  });
});

describe('a country', () => {
  it('that falls makes room for one that grows, in whatever order they come', () => {
    const first = at(MIDNIGHT, begin, exactly(100, { FR: 30, DE: 70 }));
    const fewer = at(MIDNIGHT + DAY, first, exactly(40, { FR: 30, DE: 10 }), MIDNIGHT);
    const last = at(MIDNIGHT + 2 * DAY, fewer, exactly(100, { FR: 60, DE: 40 }), MIDNIGHT + DAY);
    expect([last.published.total, countriesOf(last)]).toEqual([100, { FR: 60, DE: 40 }]);
  });

  it('stays if a crowd has signed there and nearly as many have withdrawn', () => {
    const first = at(MIDNIGHT, begin, exactly(1_000, { DE: 60 }));
    const fewer = at(MIDNIGHT + DAY, first, exactly(1_000, { DE: 40 }), MIDNIGHT);
    const next = (n: number) => at(MIDNIGHT + 2 * DAY, fewer, exactly(1_000, { DE: n }), MIDNIGHT + DAY);
    expect([75, 89, 90].map((n) => countriesOf(next(n)))).toEqual([{ DE: 60 }, { DE: 60 }, { DE: 90 }]);
  });

  it('that has moved in a week needs a crowd of others at its end, whom cheap mailboxes do not hide', () => {
    const week = at(MONDAY, begin, exactly(1_000));
    const moved = at(MONDAY + 2 * DAY, week, exactly(1_000, { DE: 100 }), MONDAY + DAY);
    const next = (n: number, cheap: number) =>
      at(MONDAY + 7 * DAY, moved, exactly(1_000, { DE: n }, { DE: cheap }), MONDAY + 6 * DAY);
    expect([countriesOf(moved), countriesOf(next(193, 90)), countriesOf(next(190, 0))]).toEqual([
      { DE: 100 },
      { DE: 100 },
      { DE: 190 },
    ]);
  });

  it('has at least the smallest number that is named, wherever its steps begin', () => {
    const least = [0, 9].map((offset) => {
      const drawOffset = () => offset;
      return look(begin, { exact: exactly(30, { DE: 30 }), since: NOON, now: MIDNIGHT, isLive: false, drawOffset });
    });
    expect(least.map((state) => state?.published.byCountry.get('DE'))).toEqual([30, NAMED_FROM]);
  });

  it('grows within a total that holds it', () => {
    const first = at(MIDNIGHT, begin, exactly(100, { DE: 60 }));
    expect(countriesOf(at(MIDNIGHT + DAY, first, exactly(130, { DE: 90 }), MIDNIGHT))).toEqual({ DE: 90 });
  });

  it('falls together with the total, and waits for nothing', () => {
    const first = at(MIDNIGHT, begin, exactly(200, { DE: 100, FR: 60, IT: 40 }));
    const fewer = at(MIDNIGHT + DAY, first, exactly(100, { DE: 40, FR: 30, IT: 24 }), MIDNIGHT);
    const last = at(MIDNIGHT + 2 * DAY, fewer, exactly(150, { DE: 70, FR: 30, IT: 24 }), MIDNIGHT + DAY);
    expect([last.published.total, countriesOf(last)]).toEqual([150, { DE: 70, FR: 60 }]);
  });

  it('that waits for the total keeps what it had at the end of the day and the week before', () => {
    const waiting = (end: number) => {
      const before = at(end - DAY, begin, exactly(30, { DE: 10 }));
      return at(end, before, exactly(50, { DE: 50, FR: 1 })).memory.countries;
    };
    const day = waiting(MIDNIGHT + DAY);
    expect([day.atDay, day.atWeek]).toEqual([
      new Map([
        ['DE', 10],
        ['FR', 1],
      ]),
      new Map(),
    ]);
    expect(waiting(MONDAY).atWeek).toEqual(
      new Map([
        ['DE', 0],
        ['FR', 1],
      ]),
    );
    const atOnce = at(MIDNIGHT, at(MIDNIGHT - HOUR, begin, exactly(30)), exactly(50, { DE: 50 }));
    expect(atOnce.memory.countries.atDay).toEqual(new Map([['DE', 0]]));
  });

  it('stays the same object while nothing about countries changes, so that nothing is written', () => {
    const first = at(MIDNIGHT, begin, exactly(30, { DE: 30 }));
    expect(countriesOf(first)).toEqual({ DE: 30 });
    const next = at(MIDNIGHT + HOUR, first, exactly(60, { DE: 60 }), MIDNIGHT);
    expect(next.published.total).toBe(60);
    expect(next.published.byCountry).toBe(first.published.byCountry);
    const same = at(MIDNIGHT + MINUTE, first, exactly(31));
    expect(same.published.byCountry).toBe(first.published.byCountry);
  });

  it('gives way to larger ones if the total falls, and among equals to the first by name', () => {
    const first = at(MIDNIGHT, begin, exactly(160, { FR: 60, IT: 40, DE: 60 }));
    const fewer = at(MIDNIGHT + HOUR, first, exactly(76), MIDNIGHT);
    const fallen = at(MIDNIGHT + 2 * HOUR, fewer, exactly(106), MIDNIGHT + HOUR);
    expect([fallen.published.total, countriesOf(fallen)]).toEqual([106, { DE: 60, IT: 40 }]);
    const reversed = at(MIDNIGHT, begin, exactly(160, { DE: 60, IT: 40, FR: 60 }));
    const less = at(MIDNIGHT + HOUR, reversed, exactly(76), MIDNIGHT);
    expect(countriesOf(at(MIDNIGHT + 2 * HOUR, less, exactly(106), MIDNIGHT + HOUR))).toEqual({ DE: 60, IT: 40 });
  });
});

describe('numbers may move more often', () => {
  const busy = (signatures: number) => at(NOON + HOUR, begin, exactly(signatures), NOON);
  const everyAt = (...args: Parameters<typeof lookAt>) => at(...args).published.every;

  it('one interval at a time, however many sign', () => {
    expect(busy(100 * 30).published.every).toBe(10 * MINUTE);
  });

  it('only within a day after they last moved at the end of a short interval', () => {
    const closed = at(MIDNIGHT, busy(3_000), exactly(3_000));
    const next = (now: number) => everyAt(now, closed, exactly(3_001), now - HOUR);
    expect(next(NOON + DAY)).toBe(10 * MINUTE);
    expect(next(NOON + HOUR + DAY)).toBe(HOUR);
    expect(next(NOON + 2 * HOUR + DAY)).toBe(HOUR);
  });

  it('not by a move at the end of a day', () => {
    expect(everyAt(MIDNIGHT, begin, exactly(30))).toBe(HOUR);
    expect(everyAt(MIDNIGHT, begin, exactly(30_000))).toBe(HOUR);
  });

  it('on the day after a busy one, also if few sign', () => {
    const late = at(MIDNIGHT - HOUR, begin, exactly(300), MIDNIGHT - 2 * HOUR);
    const closed = at(MIDNIGHT, late, exactly(300), MIDNIGHT - 10 * MINUTE);
    expect(everyAt(MIDNIGHT + 10 * MINUTE, closed, exactly(301), MIDNIGHT)).toBe(10 * MINUTE);
  });

  it('by what a day adds, not by what was there before', () => {
    const large = at(MIDNIGHT, at(NOON, begin, exactly(1_000)), exactly(1_000));
    const rested = at(MIDNIGHT + DAY, large, exactly(1_001));
    expect(everyAt(MIDNIGHT + DAY + 10 * HOUR, rested, exactly(1_031), MIDNIGHT + DAY + 9 * HOUR)).toBe(HOUR);
  });
});
