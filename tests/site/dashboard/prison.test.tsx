import { expect, it } from 'vitest';
import type { PrisonerCase } from '../../../functions/core/campaigns/case.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { prisonChart } from '../../../functions/site/dashboard/prison.tsx';
import { around, sample } from '../../ui/sample.ts';

const now = Date.parse('2026-03-10T12:30:00Z');
const dayOf = (ago: number) => isoTime(now - ago * DAY).slice(0, 10);
const chartOf = (cases: PrisonerCase[], opened: number) => {
  const counts = { total: 50, goal: 100, byDay: [], byCountry: [], asOf: isoTime(now), nextAt: isoTime(now) };
  const campaign = sample({ cases, opensAt: `${dayOf(opened)}T00:00:00Z`, closesAt: undefined });
  return prisonChart({ ...around, campaign, counts, now, status: 'open' });
};
const barsOf = (cases: PrisonerCase[], opened: number) =>
  [
    ...String(chartOf(cases, opened)?.picture).matchAll(
      /<rect class="([\w-]+)" x="([\d.]+)%" y="\d+" width="([\d.]+)%"/g,
    ),
  ].map(([, color, x, width]) => [color, Number(x), Number(width)]);
const ada = { name: 'Ada', people: 1, status: 'detained' as const };

it('draws black what is certain, and red over it the time of the campaign', () => {
  expect(barsOf([{ ...ada, detainedOn: dayOf(200) }], 50)).toEqual([
    ['chart-quiet', 0, 100],
    ['chart-ink', 0, 100],
    ['chart-red', 75, 25],
  ]);
});

it('draws grey, and neither black nor red, what a month leaves open', () => {
  // January has 31 days, so it is certain from its last day on: 30 days later. 68 days after its first day is today.
  expect(barsOf([{ ...ada, detainedOn: '2026-01' }], 68)).toEqual([
    ['chart-quiet', 0, 100],
    ['chart-ink', 44.12, 55.88],
    ['chart-red', 44.12, 55.88],
  ]);
});

it('draws nothing red of a time in prison that was over before the campaign', () => {
  const history = [
    { status: 'detained' as const, on: dayOf(200) },
    { status: 'released' as const, on: dayOf(100) },
  ];
  expect(barsOf([{ ...ada, status: 'released', history }], 50)).toEqual([
    ['chart-quiet', 0, 50],
    ['chart-ink', 0, 50],
  ]);
});

it('says of each colour that is drawn what it means, and names none: on dark paper they are others', () => {
  const keysOf = (cases: PrisonerCase[], opened: number) => {
    const below = String(chartOf(cases, opened)?.below);
    expect(below).not.toMatch(/black|grey|red:/i);
    return [...below.matchAll(/class="key-(\w+)"/g)].map(([, name]) => name);
  };
  expect(keysOf([{ ...ada, detainedOn: dayOf(200) }], 50)).toEqual(['ink', 'red']);
  expect(keysOf([{ ...ada, detainedOn: '2026-01' }], 68)).toEqual(['ink', 'red', 'quiet']);
  const history = [
    { status: 'detained' as const, on: dayOf(200) },
    { status: 'released' as const, on: dayOf(100) },
  ];
  expect(keysOf([{ ...ada, status: 'released', history }], 50)).toEqual(['ink']);
});
