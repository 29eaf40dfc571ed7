import { expect, it } from 'vitest';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { isRewordedSinceClosing, wordsAt, wordsKept } from '../../../functions/core/campaigns/demands.ts';
import { inLanguage } from '../../../functions/core/campaigns/in-language.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const first = campaignOf({ demand: 'Release them.' });
const formerDemands = (before: Campaign | undefined, words: Pick<Campaign, 'title' | 'demand'>, at: number) =>
  wordsKept(before, { ...first, ...words }, at).demands ?? [];

it('knows which words a signer was asked to sign, by the time of the form', () => {
  const demands = [
    // Stored before titles were kept.
    { demand: 'First.', until: isoTime(now) },
    { title: 'B', demand: 'Second.', until: isoTime(now + DAY) },
  ];
  const campaign = { title: 'C', demand: 'Third.', demands };
  const at = [now - 1, now, now + DAY - 1, now + DAY, now + 9 * DAY];
  const words = at.map((moment) => wordsAt(campaign, moment)).map(({ title, demand }) => [title, demand]);
  const [first, second, third] = [
    [undefined, 'First.'],
    ['B', 'Second.'],
    ['C', 'Third.'],
  ];
  expect(words).toEqual([first, second, second, third, third]);
  expect(wordsAt({ title: 'A', demand: 'Only.' }, now)).toEqual({ title: 'A', demand: 'Only.' });
});

it('keeps the words that people may have signed, and no others', () => {
  const { title } = first;
  const changed = { title, demand: 'Release all of them.' };
  const former = [{ title, demand: 'Release them.', until: isoTime(now) }];
  expect(formerDemands(first, changed, now)).toEqual(former);
  expect(formerDemands(first, { title: 'Free all', demand: first.demand }, now)).toEqual(former);
  expect(formerDemands(first, first, now)).toEqual([]);
  expect(formerDemands(undefined, changed, now)).toEqual([]);
  const upcoming = campaignOf({ opensAt: '2026-06-01T00:00:00Z' });
  expect(formerDemands(upcoming, changed, now)).toEqual([]);
});

it('knows a demand that nobody could sign, in each language', () => {
  const former = (demand: string, at: number) => ({ title: 'A', demand, until: isoTime(at) });
  const closed = { ...first, closesAt: isoTime(now) };
  const words = (...demands: ReturnType<typeof former>[]) => isRewordedSinceClosing({ ...closed, demands });
  expect(words()).toBe(false);
  expect(words(former('Release two.', now - DAY))).toBe(false);
  expect(words(former('Release two.', now + DAY))).toBe(true);
  // Its words came back, or the title alone was changed.
  expect(words(former(first.demand, now + 1), former('Release two.', now + DAY))).toBe(false);
  // So many have followed that those of the closing are not kept.
  expect(words({ ...former('Release two.', now + 2 * DAY), since: isoTime(now + DAY) } as never)).toBe(true);
  const texts = { title: 'B', demand: 'Lasst alle frei.' };
  const german = { language: 'de', texts, demands: [former('Lasst beide frei.', now + DAY)] };
  expect(isRewordedSinceClosing(inLanguage(closed, german))).toBe(true);
  expect(isRewordedSinceClosing(inLanguage({ ...closed, demands: german.demands }, { language: 'de', texts }))).toBe(
    false,
  );
});

it('keeps the last five', () => {
  let campaign = first;
  for (let n = 1; n <= 7; n++) {
    const demands = formerDemands(campaign, { title: 'Free them', demand: `Demand ${n}.` }, now + n);
    campaign = { ...campaign, demand: `Demand ${n}.`, demands };
  }
  expect(campaign.demands?.map(({ demand }) => demand)).toEqual([2, 3, 4, 5, 6].map((n) => `Demand ${n}.`));
});

it('says of no signer that they signed words that came later, however often a demand changes', () => {
  let campaign = first;
  const words = (n: number) => (n === 0 ? first.demand : `Demand ${n}.`);
  for (let n = 1; n <= 12; n++) {
    const demands = formerDemands(campaign, { title: 'Free them', demand: words(n) }, now + n * DAY);
    campaign = { ...campaign, demand: words(n), demands };
    for (let day = 0; day <= n; day++)
      for (const at of [now + day * DAY, now + (day + 1) * DAY - 1])
        expect([n, day, wordsAt(campaign, at).demand]).toEqual([n, day, day < n - 5 ? undefined : words(day)]);
    expect(campaign.demands?.filter(({ since }) => since !== undefined)).toHaveLength(n > 5 ? 1 : 0);
  }
});

it('knows the demand that a signer signed, however often the title changes after it', () => {
  let campaign = first;
  const demandOf = (n: number) => (n < 3 ? first.demand : 'Release all of them.');
  for (let n = 1; n <= 12; n++) {
    const words = { title: `Title ${n}`, demand: demandOf(n) };
    campaign = { ...campaign, ...words, demands: formerDemands(campaign, words, now + n * DAY) };
    for (let day = 0; day <= n; day++) {
      const { title, demand } = wordsAt(campaign, now + day * DAY);
      // Once words of another demand are the oldest that are not kept, nobody knows which came before.
      const isKnown = n <= 7 || day >= 3;
      expect([n, day, demand]).toEqual([n, day, isKnown ? demandOf(day) : undefined]);
      expect([n, day, title !== undefined]).toEqual([n, day, day >= n - 5]);
    }
  }
});

it('keeps no words of a draft, whenever it shall open: nobody can sign it', () => {
  const changed = { title: first.title, demand: 'Release all of them.' };
  const draft = campaignOf({ demand: 'Release them.', visibility: 'draft' });
  expect(formerDemands(draft, changed, now)).toEqual([]);
  expect(wordsKept(draft, { ...draft, ...changed }, now)).toEqual({});
});

it('keeps the words of a draft that was open before', () => {
  const again = wordsKept(first, { ...first, visibility: 'draft' }, now);
  expect(again).toEqual({ hasBeenOpen: true });
  const draft = { ...first, ...again, visibility: 'draft' as const };
  const changed = { title: first.title, demand: 'Release all of them.' };
  expect(formerDemands(draft, changed, now)).toEqual([expect.objectContaining({ demand: 'Release them.' })]);
});
