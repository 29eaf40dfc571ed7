import { afterEach, expect, it, vi } from 'vitest';
import { withCaseIds } from '../../../functions/core/campaigns/case-ids.ts';
import { namedApart } from '../../../functions/core/campaigns/named-apart.ts';

afterEach(() => void vi.restoreAllMocks());

it('gives a name that is in use a number, and none that something else has', () => {
  const names = ['a', 'a (2)', 'a', 'b', 'a', 'a (2)', ''];
  expect([...namedApart(names.map((name, i) => [name, i] as const))]).toEqual([
    ...[['a', 0] as const, ['a (2)', 1] as const, ['a (3)', 2] as const, ['b', 3] as const],
    ...[['a (4)', 4] as const, ['a (2) (2)', 5] as const, ['', 6] as const],
  ]);
});

it('looks at few names for each thing, also if all have the same one', () => {
  const looks = vi.spyOn(Map.prototype, 'has');
  const named = namedApart(Array.from({ length: 5_000 }, (_, i) => ['Ab', i] as const));
  const times = looks.mock.calls.length;
  vi.restoreAllMocks();
  expect([named.size, times < 15_000]).toEqual([5_000, true]);
});

it('makes one id for each case, also if all have the same name, and none for a list that is too long', () => {
  const made = vi.spyOn(String.prototype, 'normalize');
  const idsOf = (n: number) => {
    const cases = Array.from({ length: n }, () => ({ name: 'Ab' }));
    return withCaseIds('free-them', { cases }, undefined).cases.flatMap((one) => ('id' in one ? [one.id] : []));
  };
  expect([new Set(idsOf(60)).size, made.mock.calls.length]).toEqual([60, 60]);
  expect([idsOf(61), made.mock.calls.length]).toEqual([[], 60]);
});
