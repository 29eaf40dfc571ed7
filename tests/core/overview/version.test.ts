import { expect, it } from 'vitest';
import { chosenCampaigns, wonLately } from '../../../functions/core/overview/choose.ts';
import { totalsOf } from '../../../functions/core/overview/totals.ts';
import { ofVersion } from '../../../functions/core/overview/version.ts';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';
import { entryAt } from '../../support/entry.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');
const at = (moment: number) => new Date(moment).toISOString();
const entries = [
  entryAt(NOW, { slug: 'closes', closesAt: at(NOW + HOUR), lately: [0, 0, 9] }),
  entryAt(NOW, { slug: 'opens', opensAt: at(NOW + 2 * HOUR) }),
  entryAt(NOW, { slug: 'stays', total: 5, won: { on: '2026-03-11', words: 'Free.' } }),
];
/** What is seen of the same entries at a moment. */
const seenAt = (now: number, of = entries) => ({
  open: chosenCampaigns({ entries: of }, { status: 'open' }, { now }).map(({ slug }) => slug),
  all: chosenCampaigns({ entries: of }, {}, { now }).map(({ slug }) => slug),
  ...{ count: totalsOf({ entries: of }, now).open, lately: totalsOf({ entries: of }, now).lately.slice(-2) },
  won: wonLately({ entries: of }, now).length,
});

it('works out nothing twice while nothing changes', () => {
  let times = 0;
  const ask = (now: number, of = entries) => ofVersion(of, now, 'a test', () => ++times);
  expect([ask(NOW), ask(NOW), ask(NOW + HOUR - 1)]).toEqual([1, 1, 1]);
  expect([ask(NOW + HOUR), ask(NOW + HOUR), ask(NOW + 2 * HOUR), ask(NOW + 2 * HOUR), ask(NOW + DAY)]).toEqual([
    2, 2, 3, 3, 4,
  ]);
  expect(ask(NOW)).toBe(5);
  expect(ask(NOW, [...entries])).toBe(6);
});

it('shows at each moment what is right then, in whatever order moments are asked for', () => {
  const moments = [0, HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR, DAY / 2 - HOUR / 2, DAY, 2 * DAY].map((ms) => NOW + ms);
  const fresh = moments.map((now) => seenAt(now, [...entries]));
  expect(moments.map((now) => seenAt(now))).toEqual(fresh);
  expect(moments.toReversed().map((now) => seenAt(now))).toEqual(fresh.toReversed());
  expect(fresh.map(({ open }) => open.join())).toEqual([
    ...Array(2).fill('closes,stays'),
    ...Array(2).fill('stays'),
    ...Array(4).fill('stays,opens'),
  ]);
  expect(fresh.map(({ won }) => won)).toEqual([0, 0, 0, 0, 0, 1, 1, 1]);
  expect(fresh.at(0)?.lately).not.toEqual(fresh.at(-2)?.lately);
});
