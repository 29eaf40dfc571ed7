import { beforeAll, describe, expect, it } from 'vitest';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { shows } from '../../functions/ui/browser/embed/choices.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { pseudoLanguages } from '../../infra/messages/pseudo.ts';
import { type CampaignChanges, groupOf } from '../support/campaign.ts';
import { cutTexts, foreignTexts, georgian, speaksPseudo } from '../support/pseudo.ts';
import { NOW, startSite } from '../support/site.ts';
import { speaking } from '../support/speaking.ts';

// Each word of the interface has accents here, or is written backwards: another word did not come from the catalogue.
speaking(pseudoLanguages);
const site = await startSite();
await putGroup(site.campaigns, groupOf({ name: georgian, legalBasis: georgian, controller: georgian }), 0);
const words = { language: 'ka', title: georgian, demand: georgian, summary: georgian, why: georgian, notice: georgian };
const targets = [{ name: georgian, role: georgian, country: 'AZ' }];
const detained = { name: georgian, work: georgian, charge: georgian, sentence: georgian, story: georgian } as const;
const campaign = {
  ...{ ...words, targets, country: 'AZ', showNames: true, news: true, goal: 100, sources: ['1'] },
  closesAt: '2026-06-01T00:00:00Z',
  cases: [
    { ...detained, id: 'one', status: 'detained', detainedOn: '2024-05' },
    {
      ...{ ...detained, id: 'two', status: 'released', detainedOn: '2023-05-02' },
      history: [{ status: 'released', on: '2025-05-02' }],
    },
    { ...detained, id: 'three', status: 'died', people: 12 },
  ],
  updates: [{ at: '2026-02-01T00:00:00Z', title: georgian, text: georgian }],
} satisfies CampaignChanges;
await site.put({ slug: 'open', ...campaign });
await site.put({ slug: 'closed', ...campaign, closesAt: '2026-02-01T00:00:00Z', cases: [] });
await site.put({ slug: 'upcoming', ...campaign, opensAt: '2026-04-01T00:00:00Z', cases: [] });
await site.put({ slug: 'live', ...campaign, publish: 'live', cases: [] });
for (const slug of ['open', 'closed', 'live'])
  await site.publish(slug, {
    total: 120,
    byCountry: { AZ: 60, GE: 40 },
    byDay: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`2026-03-0${i + 1}`, 10 + i])),
    asOf: NOW - 60_000,
  });

// Not /docs: pages for programmers describe calls in English.
const ofCampaign = ['', '/dashboard', '/privacy', '/share', '/my-signature', '/wall', '/embed'];
const paths = [
  ...[
    '/',
    '/?status=open',
    '/?q=ისინი',
    '/dashboard',
    '/cases',
    '/cases?status=released',
    '/cases/one',
    '/cases/two',
    '/cases/three',
  ],
  ...['open', 'closed', 'upcoming', 'live'].flatMap((slug) => ofCampaign.map((path) => `/campaigns/${slug}${path}`)),
  ...['open', 'closed', 'upcoming'].flatMap((slug) => shows.map((show) => `/embed/campaigns/${slug}?show=${show}`)),
  ...['/campaigns/none', '/cases/none', '/embed/campaigns/none', '/none'],
];

/** Charts break their texts into lines. */
const files = [
  ...['/feed.atom', '/dashboard/charts/days.svg'],
  ...['badge.svg', 'charts/growth.svg', 'charts/days.svg', 'charts/countries.svg'].map(
    (file) => `/campaigns/open/${file}`,
  ),
];

describe.each(pseudoLanguages)('in %s', (language) => {
  beforeAll(() => speak([language], readWithPseudo));

  it.each(paths)('takes each word of %s from the catalogue, from Intl or from a campaign', async (path) => {
    const html = await (await site.page(path)).text();
    expect(html).toContain(`<html lang="${language}"`);
    expect(speaksPseudo(language, html)).toBe(true);
    expect(foreignTexts(html)).toEqual([]);
  });

  it.each(files)('takes each word of the file %s from the same', async (path) => {
    const answer = await site.get(path);
    expect(answer.status).toBe(200);
    const file = await answer.text();
    expect(speaksPseudo(language, file)).toBe(true);
    expect(foreignTexts(file)).toEqual([]);
  });

  it.each(paths)('shows each text of %s whole', async (path) => {
    expect(cutTexts(await (await site.page(path)).text())).toEqual([]);
  });
});

it('finds a word that somebody wrote into a page, in its text or in an attribute, and a text that is cut', () => {
  expect(foreignTexts('<p>Sign <b>⟦Šííĝñ⟧</b></p><img alt="A picture">')).toEqual(['A picture', 'Sign']);
  expect(foreignTexts(`<p>10 March 2026, UTC: Germany, ${georgian}, CSV, a@b.example, https://c.example</p>`)).toEqual(
    [],
  );
  expect(cutTexts('<title>⟦Šííĝñ</title><p>⟦Šííĝñ⟧</p>')).toEqual(['⟦Šííĝñ']);
  expect(foreignTexts('<p>\u200f\u202eSign\u202c\u200f</p><p>now</p>')).toEqual(['now']);
  expect(cutTexts('<p>\u202eSign</p>')).toEqual(['\u202eSign']);
});
