import { expect, it } from 'vitest';
import { type Choice, chosenCampaigns } from '../../../functions/core/overview/choose.ts';
import { campaignFit } from '../../../functions/core/overview/fits.ts';
import { type EntryChanges, entryAt } from '../../support/entry.ts';

const NOW = Date.parse('2026-03-10T12:30:00Z');
const overviewOf = (...entries: EntryChanges[]) => ({ entries: entries.map((one) => entryAt(NOW, one)) });
const past = { opensAt: '2025-01-01T00:00:00Z', closesAt: '2026-02-01T00:00:00Z' };
const won = { on: '2026-02-20', words: 'All are free.' };

const several = overviewOf(
  { slug: 'a-closed', title: 'Libérez Ílham', ...past, total: 900, country: 'AZ' },
  { slug: 'b-small', title: 'Свободу Гурбанлы', total: 40, lately: [15, 5], opensAt: '2026-02-01T00:00:00Z' },
  {
    slug: 'c-large',
    title: 'Free all',
    total: 90_000,
    lately: [300, 400],
    country: 'BY',
    opensAt: '2026-01-05T00:00:00Z',
  },
  { slug: 'd-won', title: 'Free one', total: 500, won, closesAt: '2026-05-01T00:00:00Z' },
  { slug: 'e-later', title: 'Soon', opensAt: '2026-04-01T00:00:00Z', closesAt: '2026-06-01T00:00:00Z' },
  { slug: 'f-ending', title: 'Now', total: 3_000, lately: [200, 300], closesAt: '2026-03-12T00:00:00Z' },
);

const slugs = ({ q, ...choice }: Choice & { q?: string }, overview = several, locale = 'en') =>
  chosenCampaigns(overview, choice, {
    now: NOW,
    fit: q === undefined ? q : campaignFit(overview.entries, q, locale),
  }).map(({ slug }) => slug);

it('shows without a choice what can be signed first, and of that what trends', () => {
  expect(slugs({})).toEqual(['f-ending', 'c-large', 'b-small', 'd-won', 'e-later', 'a-closed']);
});

it.each([
  [{ status: 'open' }, ['f-ending', 'c-large', 'b-small', 'd-won']],
  [{ status: 'won' }, ['d-won']],
  [{ status: 'upcoming' }, ['e-later']],
  [{ status: 'closed' }, ['a-closed']],
  [{ country: 'AZ' }, ['a-closed']],
  [{ country: 'AZ', status: 'open' }, []],
  [{ sort: 'newest' }, ['e-later', 'b-small', 'c-large', 'd-won', 'f-ending', 'a-closed']],
  [{ sort: 'closing' }, ['f-ending', 'd-won', 'b-small', 'c-large', 'e-later', 'a-closed']],
  [{ sort: 'signatures' }, ['c-large', 'f-ending', 'a-closed', 'd-won', 'b-small', 'e-later']],
] as [Choice, string[]][])('shows for %o', (choice, expected) => {
  expect(slugs(choice)).toEqual(expected);
});

it('finds a campaign by the start of each of its words, in another script too', () => {
  expect(slugs({ q: 'Qurbanlı' })).toEqual(['b-small']);
  expect(slugs({ q: 'gurb' })).toEqual(['b-small']);
  expect(slugs({ q: 'svobodu gurbanli' })).toEqual(['b-small']);
  expect(slugs({ q: 'svobodu nobody' })).toEqual([]);
  expect(slugs({ q: 'liberez ilham' })).toEqual(['a-closed']);
  expect(slugs({ q: 'ban' })).toEqual([]);
});

it('finds a campaign by the country of its prisoners, or of a target: by its name in any of several languages, or its code', () => {
  for (const q of ['Belarus', 'belar', 'BY', 'free belarus']) expect(slugs({ q }), q).toContain('c-large');
  for (const q of [
    'Aserbaidschan',
    'Azerbaycan',
    'Azərbaycan',
    'Ադրբեջան',
    'أذربيجان',
    'اذربيجان',
    'Азербайджан',
    'აზერბაიჯანი',
  ])
    expect(slugs({ q }), q).toEqual(['a-closed']);
  // Only Finnish says so.
  expect(slugs({ q: 'Valko-Venäjä' })).toEqual([]);
  expect(slugs({ q: 'Valko-Venäjä' }, several, 'fi')).toEqual(['c-large']);
  const addressed = overviewOf({ slug: 'addressed', targets: [{ name: 'The President', country: 'KZ' }] });
  expect(slugs({ q: 'kazakhstan' }, addressed)).toEqual(['addressed']);
});

it('finds a campaign by the words of its address, and of those of its people', () => {
  const overview = overviewOf(
    { slug: 'waleed-abulkhair', title: 'الحرية لوليد أبو الخير' },
    { slug: 'other', title: 'حرية', cases: [{ id: 'raif-badawi', name: 'رائف بدوي', status: 'detained' }] },
  );
  for (const q of ['waleed-abulkhair', 'Abulkhair', 'Абулхаир', 'Валид Абулхаир'])
    expect(slugs({ q }, overview), q).toEqual(['waleed-abulkhair']);
  for (const q of ['raif-badawi', 'Badawi', 'Раиф Бадави']) expect(slugs({ q }, overview), q).toEqual(['other']);
});

it('finds no campaign by the number at the end of an id that was made', () => {
  const overview = overviewOf({ slug: 'made', cases: [{ name: 'Ada', status: 'detained' }] });
  const [id = ''] = overview.entries.flatMap(({ cases }) => cases.map((one) => one.id));
  expect(id).toMatch(/^ada-[0-9a-f]{6}$/);
  expect([slugs({ q: 'ada' }, overview), slugs({ q: id.slice(4) }, overview)]).toEqual([['made'], []]);
});

it('shows first where the word is in the title, then among the people, then elsewhere; and letters before sounds', () => {
  const overview = overviewOf(
    { slug: 'a-elsewhere', summary: 'About Qurbanlı.', total: 9_000 },
    { slug: 'b-person', cases: [{ name: 'Bəxtiyar Qurbanlı', status: 'detained' }] },
    { slug: 'c-sound', title: 'Free Gurbanli' },
    { slug: 'd-letters', title: 'Free Qurbanlı' },
  );
  const ranked = ['d-letters', 'c-sound', 'b-person', 'a-elsewhere'];
  expect(slugs({ q: 'qurbanlı' }, overview)).toEqual(ranked);
  expect(slugs({ q: 'qurbanlı', sort: 'signatures' }, overview)).toEqual([
    'a-elsewhere',
    'b-person',
    'c-sound',
    'd-letters',
  ]);
});

it('finds new words of a campaign, and not those that it no longer has', () => {
  expect(slugs({ q: 'before' }, overviewOf({ slug: 'changes', title: 'Before' }))).toEqual(['changes']);
  const after = overviewOf({ slug: 'changes', title: 'After' });
  expect([slugs({ q: 'before' }, after), slugs({ q: 'after' }, after)]).toEqual([[], ['changes']]);
});

it.each(['   ', '!?', '…', '\u0000', '"', "' OR 1=1"])('finds nothing by %j, and fails at nothing', (q) => {
  expect(slugs({ q })).toEqual([]);
});

it('reads a long text only to its bounds', () => {
  expect(slugs({ q: `${'free '.repeat(8)}${'x '.repeat(5_000)}` })).toEqual(['c-large', 'd-won']);
});

it('keeps campaigns that are alike in one order, whatever order the table has', () => {
  const alike = ['ccc', 'aaa', 'bbb'].map((slug) => ({ slug }));
  expect(slugs({}, overviewOf(...alike))).toEqual(['aaa', 'bbb', 'ccc']);
  expect(slugs({}, overviewOf(...alike.toReversed()))).toEqual(['aaa', 'bbb', 'ccc']);
});

it('leaves archived campaigns out until somebody searches, or asks for a status', () => {
  const archivedAt = '2026-02-10T00:00:00.000Z';
  const overview = overviewOf(
    { slug: 'put-away', title: 'Put away', ...past, archivedAt, won },
    { slug: 'closed', title: 'Closed', ...past },
    // It was opened again since.
    { slug: 'again', title: 'Again', archivedAt },
  );
  expect(slugs({}, overview)).toEqual(['again', 'closed']);
  expect(slugs({ sort: 'newest' }, overview)).toEqual(['again', 'closed']);
  expect(slugs({ status: 'closed' }, overview)).toEqual(['closed', 'put-away']);
  expect(slugs({ status: 'won' }, overview)).toEqual(['put-away']);
  expect(slugs({ q: 'put away' }, overview)).toEqual(['put-away']);
});
