import { expect, it } from 'vitest';
import { type Entry, entryOf } from '../../../functions/core/overview/entry.ts';
import {
  type Announced,
  asAnnounced,
  type EventType,
  eventsOf,
  eventTypes,
  publicEvent,
} from '../../../functions/core/overview/events.ts';
import { type CampaignChanges, campaignOf } from '../../support/campaign.ts';
import { publishedOf } from '../../support/published.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');
type Case = NonNullable<CampaignChanges['cases']>[number];
const held: Case = { name: 'Ali', people: 1, status: 'detained', id: 'ali' };
const free: Case = { ...held, status: 'released', history: [{ status: 'released', on: '2026-03-09' }] };

const entry = (changes: CampaignChanges = {}, total = 0): Entry =>
  entryOf(campaignOf({ goal: 1_000, ...changes }), publishedOf({ total, asOf: NOW }), NOW);
const announcedOf = (changes: CampaignChanges = {}, total = 0): Announced => asAnnounced(entry(changes, total), NOW);
const eventsIn = (before: Announced | undefined, after: Entry, now = NOW) => eventsOf(before, after, now).events;

it('announces that a campaign opens and closes, by the time alone', () => {
  const changes = { opensAt: '2026-03-11T01:00:00+01:00', closesAt: '2026-04-11T00:00:00Z' };
  const campaign = entry(changes);
  const upcoming = eventsOf(undefined, campaign, NOW);
  expect(upcoming.events).toEqual([]);
  const opened = eventsOf(upcoming.announced, campaign, Date.parse('2026-03-11T00:00:30Z'));
  expect(opened.events).toEqual([
    {
      id: expect.stringMatching(/^evt_[\w-]{22}$/),
      type: 'campaign.opened',
      at: '2026-03-11T00:00:30.000Z',
      data: {
        ...{ slug: 'free-them', title: 'Free them', language: 'en', path: '/campaigns/free-them' },
        ...{ signatures: 0, asOf: '2026-03-10T12:30:00.000Z', goal: 1_000 },
        ...{ opensAt: '2026-03-11T00:00:00.000Z', closesAt: '2026-04-11T00:00:00.000Z' },
      },
    },
  ]);
  const closed = eventsOf(opened.announced, campaign, Date.parse('2026-04-11T00:00:00Z'));
  expect(closed.events).toMatchObject([{ type: 'campaign.closed', data: { closesAt: '2026-04-11T00:00:00.000Z' } }]);
  expect(eventsIn(closed.announced, campaign, Date.parse('2026-05-11T00:00:00Z'))).toEqual([]);
});

it('announces a victory once', () => {
  const won = { on: '2026-03-10', words: 'They are free.' };
  const { events, announced } = eventsOf(announcedOf(), entry({ won }), NOW);
  expect(events).toMatchObject([{ type: 'campaign.won', data: { won } }]);
  expect(eventsIn(announced, entry({ won: { ...won, words: 'Both are free.' } }))).toEqual([]);
});

it('announces of milestones that are passed at once the highest, and the goal', () => {
  const milestones = (before: number, after: number) =>
    eventsIn(announcedOf({}, before), entry({}, after)).map(({ data }) => data);
  expect(milestones(99, 100)).toMatchObject([{ milestone: 100, isGoal: false, signatures: 100 }]);
  expect(milestones(99, 700)).toMatchObject([{ milestone: 500 }]);
  expect(milestones(99, 3_000)).toMatchObject([
    { milestone: 1_000, isGoal: true },
    { milestone: 2_500, isGoal: false },
  ]);
  expect(milestones(100, 249)).toEqual([]);
});

it('announces a milestone once, though the total falls below it and grows again', () => {
  const first = eventsOf(announcedOf({}, 90), entry({}, 110), NOW);
  expect(first.events).toHaveLength(1);
  const fallen = eventsOf(first.announced, entry({}, 95), NOW);
  expect(fallen.events).toEqual([]);
  expect(eventsIn(fallen.announced, entry({}, 120))).toEqual([]);
});

it('announces that a prisoner is released, and again only after another arrest', () => {
  const before = announcedOf({ cases: [held] });
  const first = eventsOf(before, entry({ cases: [free] }), NOW);
  expect(first.events).toMatchObject([
    {
      type: 'case.released',
      data: { case: { id: 'ali', name: 'Ali', people: 1, path: '/cases/ali', releasedOn: '2026-03-09' } },
    },
  ]);
  expect(eventsIn(first.announced, entry({ cases: [{ ...free, sentence: 'two years' }] }))).toEqual([]);
  const again = eventsOf(first.announced, entry({ cases: [held] }), NOW);
  const later: Case = { ...free, history: [{ status: 'released', on: '2026-06' }] };
  const second = eventsIn(again.announced, entry({ cases: [later] }));
  expect(second).toHaveLength(1);
  expect(second[0]?.id).not.toBe(first.events[0]?.id);
  const { history, ...unknown } = free;
  expect(eventsIn(before, entry({ cases: [unknown] }))[0]?.data).toMatchObject({ case: { releasedOn: null } });
});

it('calls the same event the same, however often and whenever it is announced', () => {
  const after = entry({ won: { on: '2026-03-10', words: 'Free.' }, cases: [free] }, 1_200);
  const ids = (now: number) =>
    eventsIn({ ...announcedOf({ cases: [held] }), status: 'upcoming' }, after, now).map(({ id }) => id);
  expect(ids(NOW)).toEqual(ids(NOW + 60_000));
  expect(new Set(ids(NOW)).size).toBe(4);
});

const released = (before: readonly Case[], after: readonly Case[]) =>
  eventsIn(announcedOf({ cases: [...before] }), entry({ cases: [...after] })).map(({ data }) =>
    'case' in data ? data.case.name : '',
  );
const { id: _, ...unnamed } = held;
const since = { ...unnamed, detainedOn: '2025-01-02' };
const out = { status: 'released' } as const;

it.each<[string, readonly Case[], readonly Case[], readonly string[]]>([
  ['a person who was detained', [held], [free], ['Ali']],
  ['a corrected name, with an id', [held], [{ ...free, name: 'Aly' }], ['Aly']],
  ['a corrected name and a release at once', [since], [{ ...since, ...out, name: 'Aly' }], ['Aly']],
  ['a corrected name of one who is free', [{ ...since, ...out }], [{ ...since, ...out, name: 'Aly' }], []],
  ['the same without a day of arrest', [{ ...unnamed, ...out }], [{ ...unnamed, ...out, name: 'Aly' }], []],
  ['one who is added, and free already', [held], [held, { ...since, ...out, name: 'Leyla' }], []],
  ['one who takes the place of another', [since], [{ ...since, ...out, detainedOn: '2019-01-02', name: 'Leyla' }], []],
  ['one who takes a place without a day of arrest', [unnamed], [{ ...unnamed, ...out, name: 'Leyla' }], []],
  ['one who comes before a prisoner of the same day', [since], [{ ...since, ...out, name: 'Leyla' }, since], []],
  ['one of the same day at another place', [since, held], [held, { ...since, ...out, name: 'Leyla' }], []],
  ['one who died', [{ ...held, status: 'died' }], [free], []],
  ['one who dies', [held], [{ ...held, status: 'died' }], []],
])('announces a release only of who was known as detained: %s', (_name, before, after, names) => {
  expect(released(before, after)).toEqual(names);
});

it('announces a release after a name was corrected', () => {
  const corrected = eventsOf(announcedOf({ cases: [since] }), entry({ cases: [{ ...since, name: 'Aly' }] }), NOW);
  expect(corrected.events).toEqual([]);
  expect(eventsIn(corrected.announced, entry({ cases: [{ ...since, ...out, name: 'Aly' }] }))).toHaveLength(1);
});

/** The id of the one event of this type that a change brings about. */
const idOf = (type: EventType, before: CampaignChanges, after: CampaignChanges, total = 0): string => {
  const start = before.opensAt ? { ...announcedOf(before), status: 'upcoming' as const } : announcedOf(before);
  const all = eventsIn(start, entry(after, total)).filter((event) => event.type === type);
  expect(all).toHaveLength(1);
  return all[0]?.id ?? '';
};
const opened = (changes: CampaignChanges) => {
  const after = { opensAt: '2026-03-09T00:00:00Z', ...changes };
  return idOf('campaign.opened', after, after);
};
const closed = (changes: CampaignChanges) =>
  idOf('campaign.closed', {}, { closesAt: '2026-03-09T00:00:00Z', ...changes });
const won = (on: string, words: string, slug = 'free-them') =>
  idOf('campaign.won', { slug }, { slug, won: { on, words } });
const milestone = (total: number, slug = 'free-them', more: CampaignChanges = {}) =>
  idOf('campaign.milestone', { slug, ...more }, { slug, ...more }, total);
const freed = (changes: Partial<Case>, slug = 'free-them') =>
  idOf(
    'case.released',
    { slug, cases: [{ ...held, ...changes, ...unhappened }] },
    { slug, cases: [{ ...free, ...changes }] },
  );
const unhappened = { status: 'detained', history: undefined } as const;
const twice = [
  { status: 'released', on: '2020-01-02' },
  { status: 'detained', on: '2021-01-02' },
  { status: 'released', on: '2026-03-09' },
] as const;

it.each<[string, () => string, () => string]>([
  ['openings of two campaigns', () => opened({ slug: 'one' }), () => opened({ slug: 'two' })],
  ['openings at two times', () => opened({}), () => opened({ opensAt: '2026-03-08T00:00:00Z' })],
  ['openings until two times', () => opened({}), () => opened({ closesAt: '2026-12-01T00:00:00Z' })],
  ['closings of two campaigns', () => closed({ slug: 'one' }), () => closed({ slug: 'two' })],
  ['closings at two times', () => closed({}), () => closed({ closesAt: '2026-03-08T00:00:00Z' })],
  ['victories of two campaigns', () => won('2026-03-10', 'Free.', 'one'), () => won('2026-03-10', 'Free.', 'two')],
  ['victories on two days', () => won('2026-03-10', 'Free.'), () => won('2026-03-09', 'Free.')],
  ['two milestones', () => milestone(100), () => milestone(250)],
  ['a milestone of two campaigns', () => milestone(100, 'one'), () => milestone(100, 'two')],
  ['releases of two people', () => freed({}), () => freed({ id: 'leyla' })],
  ['releases of one person in two campaigns', () => freed({}, 'one'), () => freed({}, 'two')],
  ['two releases of one person', () => freed({ history: [...twice] }), () => freed({ history: twice.slice(0, 1) })],
  ['an opening and a closing', () => opened({}), () => closed({ closesAt: '2026-03-09T00:00:00Z' })],
])('gives ids of their own to %s', (_name, one, other) => {
  expect(one()).not.toBe(other());
});

it.each<[string, () => string, () => string]>([
  [
    'an opening whose time is written with another offset',
    () => opened({}),
    () => opened({ opensAt: '2026-03-09T01:00:00+01:00' }),
  ],
  ['an opening whose title was corrected', () => opened({}), () => opened({ title: 'Free them all' })],
  [
    'a closing whose time is written with another offset',
    () => closed({}),
    () => closed({ closesAt: '2026-03-09T01:00:00+01:00' }),
  ],
  ['a victory in other words', () => won('2026-03-10', 'Free.'), () => won('2026-03-10', 'Both are free.')],
  ['a milestone at another total', () => milestone(100), () => milestone(101)],
  ['a milestone that became the goal', () => milestone(100), () => milestone(100, 'free-them', { goal: 100 })],
  ['a release whose earlier history was added', () => freed({}), () => freed({ history: [...twice] })],
  ['a release of a person whose name was corrected', () => freed({}), () => freed({ name: 'Aly' })],
])('keeps the id of %s', (_name, one, other) => {
  expect(one()).toBe(other());
});

it('announces the opening of a campaign that lists show for the first time, and nothing that it reached before', () => {
  const changes = { won: { on: '2026-03-10', words: 'Free.' }, cases: [free] };
  expect(eventsIn(undefined, entry(changes, 5_000)).map(({ type }) => type)).toEqual(['campaign.opened']);
  const closed = { ...changes, closesAt: '2026-03-01T00:00:00Z' };
  expect(eventsIn(undefined, entry(closed, 5_000))).toEqual([]);
});

it('has nothing to announce of what was there already', () => {
  const all = entry({ won: { on: '2026-03-10', words: 'Free.' }, cases: [free] }, 5_000);
  const before = asAnnounced(all, NOW);
  const { events, announced } = eventsOf(before, all, NOW);
  expect(events).toEqual([]);
  expect(announced).toBe(before);
});

it('has the shape of its schema, without a field more', () => {
  const after = entry({ won: { on: '2026-03-10', words: 'Free.' }, cases: [free] }, 1_200);
  const all = [
    ...eventsIn({ ...announcedOf({ cases: [held] }), status: 'upcoming' }, after),
    ...eventsIn(announcedOf(), entry({ closesAt: '2026-03-09T00:00:00Z' })),
  ];
  for (const event of all) expect(publicEvent.parse(event)).toEqual(event);
  expect(new Set(all.map(({ type }) => type))).toEqual(new Set(eventTypes));
});
