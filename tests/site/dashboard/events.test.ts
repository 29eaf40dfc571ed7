import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { type CampaignEvent, eventsOf, marksOf, spanOf } from '../../../functions/site/dashboard/events.ts';
import { sample } from '../../ui/sample.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const none = { total: 0, goal: 10_000, byCountry: [], byDay: [], asOf: isoTime(now), nextAt: isoTime(now) };
const bare = { updates: [], cases: [], handedOver: [], closesAt: undefined, timeZone: undefined };
const kindsOf = (events: readonly CampaignEvent[]) => events.map(({ kind, on }) => `${on} ${kind}`);

it('knows what has happened in a campaign, oldest first, and nothing that is still to come', () => {
  const campaign = sample({
    opensAt: '2026-01-05T08:00:00Z',
    closesAt: '2026-03-01T00:00:00Z',
    timeZone: undefined,
    updates: [
      { at: '2026-04-01T08:00:00Z', title: 'Later', text: '' },
      { at: '2026-02-02T08:00:00Z', title: 'News', text: '' },
    ],
    cases: [
      {
        ...{ name: 'Ada', people: 1, status: 'died' },
        history: [
          { status: 'detained', on: '2025-01-01' },
          { status: 'released', on: '2026-02' },
          { status: 'died', on: '2026-03-02' },
        ],
      },
    ],
    handedOver: [{ on: '2026-02-20', to: 'The minister' }],
    won: { on: '2026-02-28', words: 'Won' },
  });
  expect(kindsOf(eventsOf(campaign, none, now))).toEqual([
    '2026-01-05 opened',
    '2026-02 released',
    '2026-02-02 update',
    '2026-02-20 handed-over',
    '2026-02-28 won',
    '2026-03-01 closed',
    '2026-03-02 died',
  ]);
});

it('says the days of a campaign by its own clocks', () => {
  const campaign = sample({
    ...bare,
    opensAt: '2026-01-05T22:00:00Z',
    timeZone: 'Asia/Baku',
    updates: [{ at: '2026-02-02T21:00:00Z', title: 'Late', text: '' }],
  });
  expect(kindsOf(eventsOf(campaign, none, now))).toEqual(['2026-01-06 opened', '2026-02-03 update']);
});

it('knows on which day the total passed a milestone for the first time, and leaves out the small ones', () => {
  const byDay = [
    { day: '2026-03-01', signatures: 600 },
    { day: '2026-03-02', signatures: -200 },
    { day: '2026-03-03', signatures: 400 },
    { day: '2026-03-05', signatures: 1_750 },
  ];
  const campaign = sample({ ...bare, opensAt: '2026-03-01T00:00:00Z' });
  const events = eventsOf(campaign, { ...none, total: 5_000, byDay }, now);
  expect(events.flatMap((event) => (event.kind === 'milestone' ? [[event.on, event.signatures]] : []))).toEqual([
    ['2026-03-01', 500],
    ['2026-03-05', 1_000],
    ['2026-03-05', 2_500],
    // Today.
    ['2026-03-10', 5_000],
  ]);
});

it('takes a date for a day, and a month or a year for the whole of it', () => {
  const dates = (on: string) => Object.values(spanOf(on)).map((at) => isoTime(at).slice(0, 10));
  expect(dates('2024-02-29')).toEqual(['2024-02-29', '2024-03-01']);
  expect(dates('2023-12')).toEqual(['2023-12-01', '2024-01-01']);
  expect(dates('2023')).toEqual(['2023-01-01', '2024-01-01']);
});

const shown = { from: Date.parse('2026-01-01'), until: Date.parse('2026-04-11'), now };
const on = (...dates: string[]): CampaignEvent[] => dates.map((date) => ({ kind: 'update', on: date, text: date }));

it('gives a day a mark in its middle, and a month a mark that goes through it', () => {
  expect(marksOf(on('2026-01-01', '2026-02'), shown)).toEqual([
    { from: 0.005, until: 0.005, events: on('2026-01-01') },
    { from: 0.31, until: 0.59, events: on('2026-02') },
  ]);
});

it('gives no mark to events of other times, and no mark after today', () => {
  expect(marksOf(on('2025-12-31', '2026-03-11', '2026-04'), shown)).toEqual([]);
  const [year] = marksOf(on('2026'), shown);
  expect([year?.from, year?.until]).toEqual([0, (now - shown.from) / (shown.until - shown.from)]);
});

it('puts near events into one mark, keeps each of them, and never lets two marks touch', () => {
  const dates = fc.integer({ min: 0, max: 68 }).map((days) => isoTime(shown.from + days * DAY).slice(0, 10));
  fc.assert(
    fc.property(fc.array(dates, { maxLength: 700 }), (all) => {
      const events = on(...all.toSorted());
      const marks = marksOf(events, shown);
      expect(marks.flatMap((mark) => mark.events)).toEqual(events);
      expect(marks.length).toBeLessThanOrEqual(13);
      for (const [i, mark] of marks.entries()) {
        expect(mark.until).toBeGreaterThanOrEqual(mark.from);
        if (i > 0) expect(mark.from - marks[i - 1]!.from).toBeGreaterThanOrEqual(0.08);
      }
    }),
  );
});
