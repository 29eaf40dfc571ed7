import { expect, it } from 'vitest';
import type { PrisonerCase } from '../../../functions/core/campaigns/case.ts';
import { heldOf, runOf } from '../../../functions/site/dashboard/held.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const prisoner = (changes: Partial<PrisonerCase>): PrisonerCase => ({
  ...{ name: 'Ada', people: 1, status: 'detained' },
  ...changes,
});
const daysOf = (changes: Partial<PrisonerCase>) => heldOf([prisoner(changes)], now)[0]?.days;

it('counts the days of somebody who is in prison until today', () => {
  expect(daysOf({ detainedOn: '2026-03-01' })).toEqual({ least: 9, most: 9 });
  expect(daysOf({ detainedOn: '2026-03-10' })).toEqual({ least: 0, most: 0 });
});

it('says at least and at most how many days, if only a month or a year is known', () => {
  expect(daysOf({ detainedOn: '2026-02' })).toEqual({ least: 10, most: 37 });
  expect(daysOf({ detainedOn: '2025' })).toEqual({ least: 69, most: 433 });
  // Nobody was arrested later than today.
  expect(daysOf({ detainedOn: '2026' })).toEqual({ least: 0, most: 68 });
});

it('adds up the times in prison, between arrests and releases', () => {
  const history: PrisonerCase['history'] = [
    { status: 'detained', on: '2025-01-01' },
    { status: 'released', on: '2025-01-11' },
    { status: 'detained', on: '2026-03-05' },
  ];
  expect(daysOf({ history })).toEqual({ least: 15, most: 15 });
  const freed: PrisonerCase['history'] = [...history, { status: 'released', on: '2026-03' }];
  expect(daysOf({ history: freed, status: 'released' })).toEqual({ least: 10, most: 15 });
});

it('begins with the arrest that the case names, if its history has none', () => {
  const history: PrisonerCase['history'] = [{ status: 'died', on: '2026-03-08' }];
  expect(daysOf({ detainedOn: '2026-03-01', status: 'died', history })).toEqual({ least: 7, most: 7 });
});

it('leaves out cases of which nobody has noted when they began, or ended', () => {
  expect(daysOf({})).toBeUndefined();
  expect(daysOf({ status: 'released', detainedOn: '2025-01-01' })).toBeUndefined();
  expect(daysOf({ status: 'released', history: [{ status: 'released', on: '2025-01-01' }] })).toBeUndefined();
});

it('names those who have been in prison longest first', () => {
  const cases = ['2026-01-01', '2020', '2023-05'].map((detainedOn) => prisoner({ name: detainedOn, detainedOn }));
  expect(heldOf(cases, now).map(({ name }) => name)).toEqual(['2020', '2023-05', '2026-01-01']);
});

it('counts the days that a campaign has run', () => {
  const run = (opensAt: string, closesAt?: string) => runOf({ opensAt, closesAt }, now)?.days;
  expect(run('2026-03-01T23:00:00Z')).toBe(9);
  expect(run('2026-03-01T00:00:00Z', '2026-03-05T00:00:00Z')).toBe(4);
  expect(run('2026-03-11T00:00:00Z')).toBeUndefined();
});
