import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { drawNames } from '../../../functions/core/published/names.ts';
import { newState, type Published, type State } from '../../../functions/core/published/state.ts';
import {
  getPublishedTotals,
  putLiveTotal,
  putState,
  queryPublished,
  queryState,
} from '../../../functions/core/published/store.ts';
import { HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { clientOf } from '../../support/client.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts } = await freshTables();
const NOON = Date.UTC(2026, 5, 2, 12);
const stateOf = (total: number): State => {
  const { published, memory } = newState(NOON);
  return { published: { ...published, total }, memory: { ...memory, rest: { at: NOON, hiding: total } } };
};

describe('a state is written only over the one that was read', () => {
  it.each([0, 1, 2])('by one of two that read version %i', async (version) => {
    const campaign = `version-${version}`;
    for (let i = 1; i <= version; i++)
      expect(await putState(counts, campaign, await queryState(counts, campaign, NOON), stateOf(i))).toBe(true);
    const read = await queryState(counts, campaign, NOON);
    expect(read.version).toBe(version);
    expect(await putState(counts, campaign, read, stateOf(30))).toBe(true);
    expect(await putState(counts, campaign, read, stateOf(40))).toBe(false);
    const { published, memory } = await queryState(counts, campaign, NOON);
    expect([published.total, memory.rest.hiding]).toEqual([30, 30]);
  });

  it('which is read as it was just written', async () => {
    const before = await queryState(counts, 'late-reads', NOON);
    await putState(counts, 'late-reads', before, stateOf(30));
    const read = await queryState(withLateReads(counts), 'late-reads', NOON);
    expect(read).toEqual({ ...stateOf(30), version: 1, drawnAt: NOON });
  });

  it('and without the total of a live campaign, which the latest sum alone may move', async () => {
    await putLiveTotal(counts, 'live-state', { total: 7, asOf: NOON, every: MINUTE });
    const before = await queryState(counts, 'live-state', NOON);
    const after = { ...stateOf(5), published: { ...before.published, total: 5, byDay: new Map([['2026-06-01', 5]]) } };
    expect(await putState(counts, 'live-state', before, after, { isLive: true })).toBe(true);
    expect(await queryPublished(counts, 'live-state')).toMatchObject({ total: 7, byDay: new Map([['2026-06-01', 5]]) });
  });
});

describe('what is stored', () => {
  const { published, memory } = newState(NOON);
  const change = (numbers: Partial<Published>): State => ({ published: { ...published, ...numbers }, memory });

  it.each<[string, State, string[]]>([
    ['nothing', { published, memory }, ['marks']],
    ['the total', change({ total: 30 }), ['marks', 'total']],
    ['when it moved', change({ asOf: NOON + HOUR }), ['marks', 'total']],
    ['how often it may move', change({ every: MINUTE }), ['marks', 'total']],
    ['countries', change({ byCountry: new Map([['DE', 30]]) }), ['marks', 'series']],
    ['days', change({ byDay: new Map([['2026-06-01', 30]]) }), ['marks', 'series']],
    [
      'the memory of countries',
      { published, memory: { ...memory, countries: { ...memory.countries } } },
      ['countries', 'marks'],
    ],
  ])('is written where it has changed: %s', async (_, after, written) => {
    const sent: (string | undefined)[] = [];
    const client = clientOf(async (command) => {
      const { TransactItems = [] } = command.input as TransactWriteItemsCommandInput;
      sent.push(...TransactItems.map(({ Put }) => Put?.Item?.sk?.S));
    });
    await putState({ ...counts, client }, 'changes', { published, memory, version: 0, drawnAt: NOON }, after);
    expect(sent.toSorted()).toEqual(written);
  });

  it('has the mark of the last draw of names', async () => {
    expect((await queryState(counts, 'drawn', NOON)).drawnAt).toBe(NOON);
    await drawNames(counts, { campaign: 'drawn', at: NOON + HOUR });
    expect((await queryState(counts, 'drawn', NOON)).drawnAt).toBe(NOON + HOUR);
  });

  it('is read for the public at half the price: it may be late', async () => {
    await putLiveTotal(counts, 'cheap', first);
    expect(await queryPublished(withLateReads(counts), 'cheap')).toBeUndefined();
  });
});

type Live = Pick<Published, 'total' | 'asOf' | 'every'>;
const first: Live = { total: 5, asOf: NOON, every: HOUR };

describe('a live total', () => {
  it.each<[string, Live, 'is shown' | 'changes nothing']>([
    ['a later sum', { ...first, total: 6, asOf: NOON + MINUTE }, 'is shown'],
    ['a later sum that is smaller', { ...first, total: 4, asOf: NOON + MINUTE }, 'is shown'],
    ['another sum of the same moment', { ...first, total: 6 }, 'is shown'],
    ['an older sum', { ...first, total: 4, asOf: NOON - MINUTE }, 'changes nothing'],
    ['an older sum that is larger', { ...first, total: 6, asOf: NOON - MINUTE }, 'changes nothing'],
    ['the same sum, more often', { ...first, every: MINUTE, asOf: NOON + MINUTE }, 'is shown'],
    ['an older one, more often', { ...first, every: MINUTE, asOf: NOON - MINUTE }, 'changes nothing'],
    ['the same sum again', { ...first, asOf: NOON + MINUTE }, 'changes nothing'],
  ])('%s %s', async (name, next, effect) => {
    const campaign = name.replaceAll(/\W/g, '-');
    await putLiveTotal(counts, campaign, first);
    expect(await queryPublished(counts, campaign)).toMatchObject(first);
    await putLiveTotal(counts, campaign, next);
    expect(await queryPublished(counts, campaign)).toMatchObject(effect === 'is shown' ? next : first);
  });
});

it('gives the totals of many campaigns, as the numbers of each have them, and none that was not published', async () => {
  const slugs = Array.from({ length: 120 }, (_, i) => `total-${i}`);
  for (const slug of slugs) await putLiveTotal(counts, slug, { total: 7, asOf: NOON + 1_234, every: MINUTE });
  const totals = await getPublishedTotals(counts, [...slugs, 'never-published']);
  expect([...totals.keys()].sort()).toEqual(slugs.toSorted());
  expect(totals.get('total-7')).toEqual({ total: 7, asOf: NOON, every: MINUTE });
  expect(await queryPublished(counts, 'total-7')).toMatchObject(totals.get('total-7')!);
  expect((await getPublishedTotals(counts, [])).size).toBe(0);
});
