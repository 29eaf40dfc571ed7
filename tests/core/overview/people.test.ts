import { expect, it } from 'vitest';
import { chosenPeople, type PeopleChoice } from '../../../functions/core/overview/choose-people.ts';
import { personFit } from '../../../functions/core/overview/fits.ts';
import { daysHeld } from '../../../functions/core/overview/held.ts';
import { peopleIn, personWith } from '../../../functions/core/overview/people.ts';
import { relatedTo } from '../../../functions/core/overview/related.ts';
import { totalsOf } from '../../../functions/core/overview/totals.ts';
import { type EntryChanges, entryAt } from '../../support/entry.ts';

const NOW = Date.parse('2026-03-10T22:30:00Z');
const overviewOf = (...entries: EntryChanges[]) => ({ entries: entries.map((one) => entryAt(NOW, one)) });
const detained = (on: string) => ({ status: 'detained', on }) as const;
const released = (on: string) => ({ status: 'released', on }) as const;
const picture = (id: string) => ({
  ...{ alt: 'A face', made: { id: id.repeat(20), width: 300, height: 400, widths: [300] } },
});

const ada = { id: 'ada', name: 'Ada', status: 'detained', detainedOn: '2024-05-01', work: 'Poet' } as const;
const free = {
  ...{ ...ada, work: undefined, status: 'released' as const },
  history: [detained('2024-05-01'), released('2026-02')],
};

it('tells of one person with all campaigns that speak for them: those that can be signed first, then the largest', () => {
  const overview = overviewOf(
    { slug: 'closed', cases: [ada], closesAt: '2026-02-01T00:00:00Z', total: 9_000 },
    { slug: 'small', cases: [ada], total: 10 },
    { slug: 'large', cases: [ada, { name: 'Somebody else', status: 'detained' }], total: 70 },
  );
  expect(peopleIn(overview).map(({ name }) => name)).toEqual(['Ada', 'Somebody else']);
  expect(personWith(overview, 'ada', NOW)?.campaigns.map(({ slug }) => slug)).toEqual(['large', 'small', 'closed']);
  expect(personWith(overview, 'nobody', NOW)).toBeUndefined();
});

it('believes the campaign with the newest event, and takes from the others what it does not say', () => {
  const overview = overviewOf(
    { slug: 'later', createdAt: '2026-03-01T00:00:00.000Z', cases: [{ ...ada, picture: picture('a') }], country: 'AZ' },
    { slug: 'newest', createdAt: '2025-01-01T00:00:00.000Z', cases: [free] },
  );
  expect(personWith(overview, 'ada', NOW)).toMatchObject({
    ...{ status: 'released', work: 'Poet', country: 'AZ', from: { slug: 'newest' } },
    ...{ picture: { alt: 'A face' }, picturedBy: { slug: 'later' } },
  });
});

it('believes of two campaigns with the same event the one that was put last', () => {
  const of = (slug: string, createdAt: string) => ({ slug, createdAt, cases: [{ ...ada, charge: slug }] });
  const [older, newer] = [of('older', '2025-01-01T00:00:00.000Z'), of('newer', '2026-01-01T00:00:00.000Z')];
  for (const overview of [overviewOf(older, newer), overviewOf(newer, older)])
    expect(personWith(overview, 'ada', NOW)?.charge).toBe('newer');
});

it('tells two people of one name apart, in one campaign and in two', () => {
  const ali = { name: 'Ali', status: 'detained' } as const;
  const overview = overviewOf({ slug: 'one', cases: [ali, { ...ali, work: 'Poet' }] }, { slug: 'two', cases: [ali] });
  expect(new Set(peopleIn(overview).map(({ id }) => id)).size).toBe(3);
});

it.each([
  ['a day', { detainedOn: '2026-03-01' }, { days: 9, isExact: true }],
  ['today', { detainedOn: '2026-03-10' }, { days: 0, isExact: true }],
  ['a month', { detainedOn: '2026-02' }, { days: 10, isExact: false }],
  ['a year', { detainedOn: '2025' }, { days: 69, isExact: false }],
  ['this month', { detainedOn: '2026-03' }, undefined],
  ['nothing', {}, undefined],
  ['an arrest in the history', { history: [detained('2026-03-08')] }, { days: 2, isExact: true }],
  [
    'an arrest before a verdict',
    { detainedOn: '2026-03-01', history: [detained('2026-03-09')] },
    { days: 9, isExact: true },
  ],
  [
    'another arrest after a release',
    { detainedOn: '2020-01-01', history: [detained('2020-01-01'), released('2021'), detained('2026-03-05')] },
    { days: 5, isExact: true },
  ],
] as const)('says for how long somebody has been in prison: since %s', (_, one, held) => {
  const campaign = entryAt(NOW);
  expect(daysHeld({ status: 'detained', history: [], ...one }, campaign, NOW)).toEqual(held);
});

it.each([
  ['2025-01-01', '2025-01-31', { days: 30, isExact: true }],
  ['2025-01-01', '2025-03', { days: 59, isExact: false }],
  ['2024', '2026', { days: 366, isExact: false }],
  ['2025', '2025', undefined],
])('says for how long somebody was in prison: from %s to %s', (from, to, held) => {
  const one = { status: 'released', detainedOn: from, history: [detained(from), released(to)] } as const;
  expect(daysHeld(one, entryAt(NOW), NOW)).toEqual(held);
  // A death at liberty ends no time in prison.
  const died = { ...one, status: 'died', history: [...one.history, { status: 'died', on: '2026-03-01' }] } as const;
  expect(daysHeld(died, entryAt(NOW), NOW)).toEqual(held);
});

it('counts days by the clocks of the campaign', () => {
  const one = { status: 'detained', detainedOn: '2026-03-10', history: [] } as const;
  expect(daysHeld(one, entryAt(NOW, { timeZone: 'Asia/Baku' }), NOW)?.days).toBe(1);
});

const many = overviewOf(
  {
    ...{ slug: 'one', title: 'Free the poets', country: 'AZ', total: 50 },
    cases: [
      ada,
      { id: 'bob', name: 'Бахтияр', status: 'detained', detainedOn: '2010' },
      { ...free, id: 'cyd', name: 'Cy' },
    ],
  },
  {
    ...{ slug: 'two', country: 'BY', total: 20, lately: [3, 4], won: { on: '2026', words: 'Free.' } },
    cases: [
      { ...ada, charge: 'Treason' },
      { id: 'group', name: '14 people', people: 14, status: 'detained' },
      { id: 'dia', name: 'Di', status: 'died', history: [{ status: 'died', on: '2025-05' }] },
    ],
    closesAt: '2026-02-01T00:00:00Z',
  },
);
const ids = ({ q, ...choice }: PeopleChoice & { q?: string }) =>
  chosenPeople(many, choice, { fit: q === undefined ? q : personFit(peopleIn(many), q, 'en') }).map(({ id }) => id);

it.each([
  [{}, ['bob', 'ada', 'group', 'cyd', 'dia']],
  [{ sort: 'latest' }, ['cyd', 'dia', 'ada', 'bob', 'group']],
  [{ status: 'released' }, ['cyd']],
  [{ country: 'BY' }, ['dia', 'group'].toReversed()],
  [{ q: 'Baxtiyar' }, ['bob']],
  [{ q: 'poet' }, ['ada', 'bob', 'cyd']],
  [{ q: 'poet azerbaijan' }, ['ada', 'bob', 'cyd']],
  [{ q: 'nobody' }, []],
  [{ q: '?' }, []],
] as [PeopleChoice & { q?: string }, string[]][])('lists people by %o', (choice, expected) => {
  expect(ids(choice)).toEqual(expected);
});

it('adds up people, not entries, and each person once', () => {
  expect(totalsOf(many, NOW)).toMatchObject({
    ...{ signatures: 70, campaigns: 2, open: 1, won: 1, detained: 16, released: 1, died: 1 },
  });
  expect(totalsOf(many, NOW).lately.slice(-3)).toEqual([0, 3, 4]);
});

it('knows campaigns that are close: by a person, or else a country, or else a target', () => {
  const target = (name: string) => ({ targets: [{ name }] });
  const overview = overviewOf(
    { slug: 'this', country: 'AZ', cases: [ada], ...target('The President') },
    { slug: 'a-target', ...target('The President') },
    { slug: 'b-country', country: 'AZ', ...target('The Court') },
    { slug: 'c-person', cases: [ada], ...target('The Minister') },
    { slug: 'd-closed', cases: [ada], closesAt: '2026-02-01T00:00:00Z' },
    { slug: 'e-far', country: 'BY', ...target('The King') },
  );
  const [first] = overview.entries;
  expect(relatedTo([first!], overview, NOW).map(({ slug }) => slug)).toEqual(['c-person', 'b-country', 'a-target']);
});
